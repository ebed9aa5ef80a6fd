import { nearestOn, type Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { grow, rectOf } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { clingableOf } from '#shared/model/kinds/corners.ts';
import type { HitIndex } from './hitTest.ts';

/** How near a vertex, and an edge, must be to be clung to, in CSS pixels. */
const VERTEX_REACH = 9;
const EDGE_REACH = 6;

/** What a new or moved vertex clings to: the nearest vertex of a thing that can be seen, else the nearest edge. */
export function snapAt(index: HitIndex, at: Point, { scale, except }: { readonly scale: number; readonly except: ReadonlySet<TrackId> }): Nearest | null {
  const reach = { vertex: VERTEX_REACH / scale, edge: EDGE_REACH / scale };
  const around = index.near(grow(rectOf(at, at), reach.vertex)).filter(({ id }) => !except.has(id));
  return nearestOn(around.flatMap(({ shape }) => clingableOf(shape)), at, reach);
}
