import { overlaps, type Rect } from '../../geometry/rect.ts';
import { ringContains, ringsBounds, signedArea, type Ring } from '../../geometry/polygon.ts';
import type { Point } from '../../geometry/point.ts';

/** Pairs of edges that are worth comparing one by one; larger outlines count as meeting, which costs only exactness. */
const MOST_PAIRS = 4_000_000;
const TOUCH = 1e-6;

/**
 * Whether rings lie apart, so that filling each alone and filling all by the even-odd rule are the same. Rings that
 * only touch lie apart; nested, crossing and equal ones do not.
 */
export function lieApart(rings: readonly Ring[]): boolean {
  const bounds = rings.map((ring) => ringsBounds([ring]));
  for (let one = 0; one < rings.length; one += 1) {
    for (let other = one + 1; other < rings.length; other += 1) {
      const [a, b] = [bounds[one], bounds[other]];
      if (!a || !b || !overlapsInside(a, b)) continue;
      if (meet(rings[one] ?? [], rings[other] ?? [])) return false;
    }
  }
  return true;
}

function overlapsInside(a: Rect, b: Rect): boolean {
  return overlaps(a, b) && Math.min(a.maxX, b.maxX) > Math.max(a.minX, b.minX) && Math.min(a.maxY, b.maxY) > Math.max(a.minY, b.minY);
}

function meet(a: Ring, b: Ring): boolean {
  if (a.length * b.length > MOST_PAIRS * 4) return true;
  return cross(a, b) || reachesInto(a, b) || reachesInto(b, a) || Math.abs(Math.abs(signedArea(a)) - Math.abs(signedArea(b))) < TOUCH && sameBounds(a, b);
}

function sameBounds(a: Ring, b: Ring): boolean {
  return JSON.stringify(ringsBounds([a])) === JSON.stringify(ringsBounds([b]));
}

/** A vertex or the middle of an edge of `ring` lies truly inside `other`. */
function reachesInto(ring: Ring, other: Ring): boolean {
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const x = ring[at] ?? 0;
    const y = ring[at + 1] ?? 0;
    const middle: Point = [(x + (ring[before] ?? 0)) / 2, (y + (ring[before + 1] ?? 0)) / 2];
    if (isTrulyInside([x, y], other) || isTrulyInside(middle, other)) return true;
  }
  return false;
}

function isTrulyInside([x, y]: Point, ring: Ring): boolean {
  const around: readonly Point[] = [[x - TOUCH, y - TOUCH], [x + TOUCH, y - TOUCH], [x + TOUCH, y + TOUCH], [x - TOUCH, y + TOUCH]];
  return around.every((point) => ringContains(ring, point));
}

function cross(a: Ring, b: Ring): boolean {
  for (let i = 0, before = a.length - 2; i < a.length; before = i, i += 2) {
    const from: Point = [a[before] ?? 0, a[before + 1] ?? 0];
    const to: Point = [a[i] ?? 0, a[i + 1] ?? 0];
    for (let j = 0, last = b.length - 2; j < b.length; last = j, j += 2) {
      if (edgesCross({ from, to }, { from: [b[last] ?? 0, b[last + 1] ?? 0], to: [b[j] ?? 0, b[j + 1] ?? 0] })) return true;
    }
  }
  return false;
}

interface Edge {
  readonly from: Point;
  readonly to: Point;
}

/** Truly crossing: each edge has the other's ends on both of its sides. */
function edgesCross(a: Edge, b: Edge): boolean {
  return sideOf(a, b.from) * sideOf(a, b.to) < 0 && sideOf(b, a.from) * sideOf(b, a.to) < 0;
}

function sideOf({ from, to }: Edge, [x, y]: Point): number {
  const twice = (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
  return Math.abs(twice) < TOUCH ? 0 : Math.sign(twice);
}
