import type { Point } from './point.ts';
import { polygonContains, ringContains, ringLength, ringsBounds, vertexOf, type Ring } from './polygon.ts';
import { overlaps, rectOf, type Rect } from './rect.ts';

/** Whether a ring lies wholly in the filled part of a polygon: all its vertices in it, no edge crossed, nothing enclosed. */
export function isRingWithin(ring: Ring, rings: readonly Ring[]): boolean {
  const bounds = ringsBounds([ring]);
  if (bounds === null) return false;
  for (let index = 0; index < ringLength(ring); index += 1) if (!polygonContains(rings, vertexOf(ring, index))) return false;
  return rings.every((other) => keepsClear(ring, bounds, other));
}

function keepsClear(ring: Ring, bounds: Rect, other: Ring): boolean {
  for (let index = 0; index < ringLength(other); index += 1) {
    const [from, to] = [vertexOf(other, index), vertexOf(other, index + 1)];
    if (!overlaps(bounds, rectOf(from, to))) continue;
    if (ringContains(ring, from)) return false;
    for (let at = 0; at < ringLength(ring); at += 1) if (cross([from, to], [vertexOf(ring, at), vertexOf(ring, at + 1)])) return false;
  }
  return true;
}

function cross([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Point, b: Point, at: Point): number {
  return Math.sign((b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]));
}
