import type { Point } from './point.ts';

/** Moves, turns and scales the plane: `(x, y)` becomes `(a x - b y + dx, b x + a y + dy)`. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly dx: number;
  readonly dy: number;
}

export const STILL: Similarity = { a: 1, b: 0, dx: 0, dy: 0 };

export function moved({ a, b, dx, dy }: Similarity, [x, y]: Point): Point {
  return [a * x - b * y + dx, b * x + a * y + dy];
}

/** Flat coordinates `x0, y0, x1, y1, ...`, each point moved. */
export function movedFlat({ a, b, dx, dy }: Similarity, flat: readonly number[]): number[] {
  const to = Array.from<number>({ length: flat.length });
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [x, y] = [flat[at] ?? 0, flat[at + 1] ?? 0];
    to[at] = a * x - b * y + dx;
    to[at + 1] = b * x + a * y + dy;
  }
  return to;
}

/** First the one, then the other. */
export function andThen(first: Similarity, then: Similarity): Similarity {
  const [dx, dy] = moved(then, [first.dx, first.dy]);
  return { a: then.a * first.a - then.b * first.b, b: then.b * first.a + then.a * first.b, dx, dy };
}

/** The way back. The scale must not be 0. */
export function backwards({ a, b, dx, dy }: Similarity): Similarity {
  const size = a * a + b * b;
  const [ia, ib] = [a / size, -b / size];
  return { a: ia, b: ib, dx: -(ia * dx - ib * dy), dy: -(ib * dx + ia * dy) };
}

export function scaleOf({ a, b }: Similarity): number {
  return Math.hypot(a, b);
}

/** Degrees clockwise on a screen whose y points down. */
export function turnOf({ a, b }: Similarity): number {
  return (Math.atan2(b, a) * 180) / Math.PI;
}

/** Scales and turns about a point, and then carries it off. */
export function about([x, y]: Point, { scale, degrees, by }: { readonly scale: number; readonly degrees: number; readonly by: Point }): Similarity {
  const angle = (degrees * Math.PI) / 180;
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return { a, b, dx: x + by[0] - (a * x - b * y), dy: y + by[1] - (b * x + a * y) };
}
