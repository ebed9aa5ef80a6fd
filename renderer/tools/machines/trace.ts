import { wayAlong } from '#shared/geometry/border.ts';
import { pathLength } from '#shared/geometry/path.ts';
import type { Point } from '#shared/geometry/point.ts';
import { grow, rectOf } from '#shared/geometry/rect.ts';
import { SAME_PLACE } from '#shared/geometry/sharedVertices.ts';
import { isVertexShape, pathsOf } from '#shared/model/kinds/vertexPaths.ts';
import type { Look } from '../tool.ts';

/**
 * The vertices of a border between two places on it, without these: the short way, or the other one. Of several borders
 * the one with the shortest way; none when no border has both places.
 */
export function traced(look: Look, [from, to]: readonly [Point, Point], other: boolean): readonly Point[] {
  const borders = look.near(grow(rectOf(from, from), SAME_PLACE)).flatMap((track) => {
    const shape = look.shapeOf(track);
    return shape !== null && isVertexShape(shape) ? pathsOf(shape) : [];
  });
  let best: { readonly length: number; readonly longer: readonly Point[]; readonly shorter: readonly Point[] } | null = null;
  for (const border of borders) {
    const shorter = wayAlong(border, { from, to, longer: false });
    if (shorter === null) continue;
    const length = pathLength([from, ...shorter, to].flat());
    if (best === null || length < best.length) best = { length, shorter, longer: wayAlong(border, { from, to, longer: true }) ?? shorter };
  }
  return best === null ? [] : other ? best.longer : best.shorter;
}
