import { distanceToSegment, type Point } from './point.ts';
import { encloses, type Rect } from './rect.ts';

/** Vertices `x0, y0, x1, y1, ...`; closed implicitly. */
export type Ring = readonly number[];

export function ringLength(ring: Ring): number {
  return ring.length >> 1;
}

/** The vertex at `index`, counted around: -1 is the last. */
export function vertexOf(ring: Ring, index: number): Point {
  const count = ringLength(ring);
  const at = ((index % count) + count) % count;
  return [ring[at * 2] ?? 0, ring[at * 2 + 1] ?? 0];
}

/** Shoelace; positive when the vertices run clockwise on a screen whose y points down. */
export function signedArea(ring: Ring): number {
  let twice = 0;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    twice += (ring[before] ?? 0) * (ring[at + 1] ?? 0) - (ring[at] ?? 0) * (ring[before + 1] ?? 0);
  }
  return twice / 2;
}

/** Area by the even-odd rule of rings that do not cross: outlines count, their holes are taken off, islands in holes count again. */
export function polygonArea(rings: readonly Ring[]): number {
  if (rings.length < 2) return Math.abs(signedArea(rings[0] ?? []));
  const bounds = rings.map((ring) => ringsBounds([ring]) ?? NOWHERE);
  const isAround = (other: number, own: number): boolean => other !== own && encloses(bounds[other] ?? NOWHERE, bounds[own] ?? NOWHERE) && isInside(rings[own] ?? [], rings[other] ?? []);
  return rings.reduce((sum, ring, own) => sum + (rings.filter((_, other) => isAround(other, own)).length % 2 === 0 ? 1 : -1) * Math.abs(signedArea(ring)), 0);
}

const NOWHERE: Rect = { minX: 0, minY: 0, maxX: 0, maxY: 0 };

function isInside(ring: Ring, other: Ring): boolean {
  return ringContains(other, insideVertex(ring, other));
}

/** A vertex that tells on which side of another ring this one lies: not one that is on it. */
function insideVertex(ring: Ring, other: Ring): Point {
  for (let index = 0; index < ringLength(ring); index += 1) {
    const at = vertexOf(ring, index);
    if (polygonEdgeDistance([other], at) > 1e-9) return at;
  }
  return vertexOf(ring, 0);
}

/** The same ring the other way round, from the same vertex. */
export function reversed(ring: Ring): number[] {
  return Array.from({ length: ringLength(ring) }, (_, index) => vertexOf(ring, -index)).flat();
}

export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const ay = ring[at + 1] ?? 0;
    const by = ring[before + 1] ?? 0;
    if (ay > y === by > y) continue;
    const ax = ring[at] ?? 0;
    if (x < (((ring[before] ?? 0) - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Inside by the even-odd rule, so a point in a hole is outside. */
export function polygonContains(rings: readonly Ring[], at: Point): boolean {
  return rings.reduce((inside, ring) => inside !== ringContains(ring, at), false);
}

export function ringsBounds(rings: readonly Ring[]): Rect | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const x = ring[at] ?? 0;
      const y = ring[at + 1] ?? 0;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return minX > maxX ? null : { minX, minY, maxX, maxY };
}

/** Distance to the nearest edge of any ring, inside or outside. */
export function polygonEdgeDistance(rings: readonly Ring[], at: Point): number {
  let nearest = Infinity;
  for (const ring of rings) {
    for (let index = 0; index < ringLength(ring); index += 1) {
      nearest = Math.min(nearest, distanceToSegment(at, vertexOf(ring, index), vertexOf(ring, index + 1)));
    }
  }
  return nearest;
}

/** A copy with vertices in place of `count` others from `index` on. */
export function spliceRing(ring: Ring, { index, count }: { readonly index: number; readonly count: number }, add: readonly Point[]): number[] {
  const copy = ring.slice();
  copy.splice(index * 2, count * 2, ...add.flat());
  return copy;
}

export function moveRing(ring: Ring, [dx, dy]: Point): number[] {
  return ring.map((value, index) => value + (index % 2 === 0 ? dx : dy));
}
