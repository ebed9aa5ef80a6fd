import type { Point } from './point.ts';

/** The convex hull of some points as a ring, clockwise on a screen whose y points down. */
export function convexHull(points: readonly Point[]): number[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...half(sorted), ...half(sorted.toReversed())].flat();
}

/** One side of it, without its last point, which begins the other side. */
function half(sorted: readonly Point[]): Point[] {
  const side: Point[] = [];
  for (const point of sorted) {
    while (side.length >= 2 && turns(side.at(-2) ?? point, side.at(-1) ?? point, point) <= 0) side.pop();
    side.push(point);
  }
  return side.slice(0, -1);
}

function turns(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
