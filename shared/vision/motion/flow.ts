import type { Point } from '../../geometry/point.ts';
import { inLuma, inPicture, valueAt, type Level, type Pyramid } from './luma.ts';

/** Two parts of pictures with the same step. */
export interface Passage {
  readonly from: Pyramid;
  readonly to: Pyramid;
}

export interface FlowWish {
  /** Half the side of the window that is compared, in pixels of the part. */
  readonly reach: number;
  /** Farther than this from where it began on the way back, in pixels of the part, a point is lost. */
  readonly back: number;
  /** Where each point is expected, in picture pixels; where it was, unless told. */
  readonly guess?: (at: Point) => Point;
}

/** Turns until a place settles, and the step that counts as settled: the finest level decides, the others only lead to it. */
const FINE = { turns: 12, settled: 0.01 };
const COARSE = { turns: 8, settled: 0.04 };
/** Squared grey levels a pixel, the weaker direction: less tells no place. */
const FLAT = 0.6;
/** Mean difference of grey levels, brightness taken out: more is another thing. */
const UNLIKE = 28;

/**
 * Where points of one picture are in the next: Lucas and Kanade's method from the coarsest level to the finest, and the
 * same way back as the proof. Points in picture pixels, both parts with the same step; null for what is lost.
 */
export function flow({ from, to }: Passage, points: readonly Point[], wish: FlowWish): (Point | null)[] {
  const guess = wish.guess ?? ((at: Point): Point => at);
  return points.map((point) => {
    const there = followed(from, to, { point, guess: guess(point), reach: wish.reach });
    if (there === null) return null;
    const again = followed(to, from, { point: there, guess: point, reach: wish.reach });
    return again === null || Math.hypot(again[0] - point[0], again[1] - point[1]) > wish.back * from.luma.step ? null : there;
  });
}

interface Followed {
  readonly point: Point;
  readonly guess: Point;
  readonly reach: number;
}

function followed(from: Pyramid, to: Pyramid, { point, guess, reach }: Followed): Point | null {
  const start = inLuma(from.luma, point);
  let end = inLuma(to.luma, guess);
  const top = Math.min(from.levels.length, to.levels.length) - 1;
  for (let at = top; at >= 0; at -= 1) {
    const [a, b] = [from.levels[at], to.levels[at]];
    if (a === undefined || b === undefined) return null;
    const found = refined(a, b, { start: onLevel(start, at), end: onLevel(end, at), reach, care: at === 0 ? FINE : COARSE });
    // What tells nothing when it is small may still be found when it is large.
    if (found === null && at === 0) return null;
    if (found !== null) end = offLevel(found, at);
  }
  return inPicture(to.luma, end);
}

/** Each level's pixel is the mean of two by two, so places shift by half a pixel. */
function onLevel([x, y]: Point, level: number): Point {
  const size = 2 ** level;
  return [(x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5];
}

function offLevel([x, y]: Point, level: number): Point {
  const size = 2 ** level;
  return [(x + 0.5) * size - 0.5, (y + 0.5) * size - 0.5];
}

interface Window {
  readonly values: Float32Array;
  readonly gx: Float32Array;
  readonly gy: Float32Array;
  /** Room for what is seen there. */
  readonly there: Float32Array;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

function refined(from: Level, to: Level, { start, end, reach, care }: { readonly start: Point; readonly end: Point; readonly reach: number; readonly care: typeof FINE }): Point | null {
  if (isOutside(from, start) || isOutside(to, end)) return null;
  const window = windowAt(from, start, reach);
  const count = (2 * reach + 1) ** 2;
  const { xx, xy, yy } = window;
  const det = xx * yy - xy * xy;
  if ((xx + yy - Math.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2 < FLAT * count || det <= 0) return null;
  let [x, y] = end;
  for (let turn = 0; turn < care.turns; turn += 1) {
    const { ex, ey } = mismatch(window, to, [x, y]);
    const [dx, dy] = [(yy * ex - xy * ey) / det, (xx * ey - xy * ex) / det];
    [x, y] = [x + dx, y + dy];
    if (isOutside(to, [x, y]) || Math.hypot(x - end[0], y - end[1]) > 2 * reach + 1) return null;
    if (Math.hypot(dx, dy) < care.settled) break;
  }
  return mismatch(window, to, [x, y]).apart > UNLIKE ? null : [x, y];
}

function isOutside({ width, height }: Level, [x, y]: Point): boolean {
  return !(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1);
}

/** Brightness about a point, less its mean, and how it changes. */
function windowAt(level: Level, [x, y]: Point, reach: number): Window {
  const side = 2 * reach + 1;
  const wide = sampled(level, [x, y], new Float32Array((side + 2) * (side + 2)));
  const [values, gx, gy] = [new Float32Array(side * side), new Float32Array(side * side), new Float32Array(side * side)];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let sum = 0;
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const at = row * side + column;
      const inner = (row + 1) * (side + 2) + column + 1;
      const value = wide[inner] ?? 0;
      const dx = ((wide[inner + 1] ?? 0) - (wide[inner - 1] ?? 0)) / 2;
      const dy = ((wide[inner + side + 2] ?? 0) - (wide[inner - side - 2] ?? 0)) / 2;
      values[at] = value;
      gx[at] = dx;
      gy[at] = dy;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
      sum += value;
    }
  }
  const mean = sum / values.length;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) - mean;
  return { values, gx, gy, there: new Float32Array(values.length), xx, xy, yy };
}

/** Fills a square of values about a point, one pixel apart: one set of weights for all of them. */
function sampled(level: Level, [x, y]: Point, values: Float32Array): Float32Array {
  const side = Math.sqrt(values.length);
  const reach = (side - 1) / 2;
  const [left, top] = [Math.floor(x) - reach, Math.floor(y) - reach];
  const [fx, fy] = [x - Math.floor(x), y - Math.floor(y)];
  const isInside = left >= 0 && top >= 0 && left + side < level.width && top + side < level.height;
  if (!isInside) {
    for (let row = 0; row < side; row += 1) for (let column = 0; column < side; column += 1) values[row * side + column] = valueAt(level, left + fx + column, top + fy + row);
    return values;
  }
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  const source = level.values;
  const across = level.width;
  for (let row = 0; row < side; row += 1) {
    let at = (top + row) * across + left;
    for (let column = 0; column < side; column += 1, at += 1) {
      values[row * side + column] = (source[at] ?? 0) * w00 + (source[at + 1] ?? 0) * w10 + (source[at + across] ?? 0) * w01 + (source[at + across + 1] ?? 0) * w11;
    }
  }
  return values;
}

function mismatch({ values, gx, gy, there: room }: Window, to: Level, at: Point): { readonly ex: number; readonly ey: number; readonly apart: number } {
  const there = sampled(to, at, room);
  let sum = 0;
  for (let index = 0; index < there.length; index += 1) sum += there[index] ?? 0;
  const mean = sum / there.length;
  let ex = 0;
  let ey = 0;
  let apart = 0;
  for (let index = 0; index < values.length; index += 1) {
    const error = (values[index] ?? 0) - ((there[index] ?? 0) - mean);
    ex += error * (gx[index] ?? 0);
    ey += error * (gy[index] ?? 0);
    apart += Math.abs(error);
  }
  return { ex, ey, apart: apart / values.length };
}
