import { minus, type Point } from '#shared/geometry/point.ts';
import { middle, type Rect } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Relation } from '#shared/model/records.ts';

/** What one thing is to another, as an arrow between their borders, in pixels of the picture. */
export interface Arrow {
  readonly from: Point;
  readonly to: Point;
  /** All that is said in this direction. */
  readonly name: string;
  /** It has a head at both ends. */
  readonly mutual: boolean;
  /** Something is said backwards as well: both bend, so that neither hides the other. */
  readonly bends: boolean;
}

/** More would hide the picture. */
export const MOST_ARROWS = 200;

/** One arrow for each direction between two things that are on the frame. */
export function arrowsOf(relations: readonly Relation[], shapeOf: (id: TrackId) => Shape | null): readonly Arrow[] {
  const byWay = new Map<string, Relation[]>();
  for (const relation of new Set(relations)) {
    const way = `${relation.from} ${relation.to}`;
    byWay.set(way, [...(byWay.get(way) ?? []), relation]);
  }
  return [...byWay.values()].flatMap((said) => {
    const [first] = said;
    const [from, to] = first === undefined ? [null, null] : [boundsOf(shapeOf(first.from)), boundsOf(shapeOf(first.to))];
    if (first === undefined || from === null || to === null) return [];
    const [start, end] = [middle(from), middle(to)];
    return [{ from: towards(start, end, from), to: towards(end, start, to), name: said.map(({ name }) => name).join(', '), mutual: said.some(({ mutual }) => mutual), bends: byWay.has(`${first.to} ${first.from}`) }];
  });
}

function boundsOf(shape: Shape | null): Rect | null {
  return shape === null ? null : kindOf(shape).bounds(shape);
}

/** Where the way from the middle of a rectangle to another point leaves it; the middle itself when the point lies inside. */
function towards(start: Point, end: Point, { minX, minY, maxX, maxY }: Rect): Point {
  const [dx, dy] = minus(end, start);
  const share = Math.min(dx === 0 ? Infinity : (maxX - minX) / 2 / Math.abs(dx), dy === 0 ? Infinity : (maxY - minY) / 2 / Math.abs(dy));
  return share < 1 ? [start[0] + dx * share, start[1] + dy * share] : start;
}
