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

const MOST_TURNS = 12;
const CLOSE_ENOUGH = 0.01;
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
    const found = refined(a, b, { start: onLevel(start, at), end: onLevel(end, at), reach });
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
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

function refined(from: Level, to: Level, { start, end, reach }: { readonly start: Point; readonly end: Point; readonly reach: number }): Point | null {
  if (isOutside(from, start) || isOutside(to, end)) return null;
  const window = windowAt(from, start, reach);
  const count = (2 * reach + 1) ** 2;
  const { xx, xy, yy } = window;
  const det = xx * yy - xy * xy;
  if ((xx + yy - Math.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2 < FLAT * count || det <= 0) return null;
  let [x, y] = end;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { ex, ey } = mismatch(window, to, { at: [x, y], reach });
    const [dx, dy] = [(yy * ex - xy * ey) / det, (xx * ey - xy * ex) / det];
    [x, y] = [x + dx, y + dy];
    if (isOutside(to, [x, y]) || Math.hypot(x - end[0], y - end[1]) > 2 * reach + 1) return null;
    if (Math.hypot(dx, dy) < CLOSE_ENOUGH) break;
  }
  return mismatch(window, to, { at: [x, y], reach }).apart > UNLIKE ? null : [x, y];
}

function isOutside({ width, height }: Level, [x, y]: Point): boolean {
  return !(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1);
}

/** Brightness about a point, less its mean, and how it changes. */
function windowAt(level: Level, [x, y]: Point, reach: number): Window {
  const side = 2 * reach + 1;
  const wide = sampled(level, [x, y], reach + 1);
  const [values, gx, gy] = [new Float32Array(side * side), new Float32Array(side * side), new Float32Array(side * side)];
  let [xx, xy, yy, sum] = [0, 0, 0, 0];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const [at, in_] = [row * side + column, (row + 1) * (side + 2) + column + 1];
      const [dx, dy] = [((wide[in_ + 1] ?? 0) - (wide[in_ - 1] ?? 0)) / 2, ((wide[in_ + side + 2] ?? 0) - (wide[in_ - side - 2] ?? 0)) / 2];
      [values[at], gx[at], gy[at]] = [wide[in_] ?? 0, dx, dy];
      [xx, xy, yy, sum] = [xx + dx * dx, xy + dx * dy, yy + dy * dy, sum + (wide[in_] ?? 0)];
    }
  }
  const mean = sum / values.length;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) - mean;
  return { values, gx, gy, xx, xy, yy };
}

/** A square of values about a point, one pixel apart: one set of weights for all of them. */
function sampled(level: Level, [x, y]: Point, reach: number): Float32Array {
  const side = 2 * reach + 1;
  const values = new Float32Array(side * side);
  const [left, top] = [Math.floor(x) - reach, Math.floor(y) - reach];
  const [fx, fy] = [x - Math.floor(x), y - Math.floor(y)];
  const isInside = left >= 0 && top >= 0 && left + side < level.width && top + side < level.height;
  if (!isInside) {
    for (let row = 0; row < side; row += 1) for (let column = 0; column < side; column += 1) values[row * side + column] = valueAt(level, left + fx + column, top + fy + row);
    return values;
  }
  const [w00, w10, w01, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  const source = level.values;
  for (let row = 0; row < side; row += 1) {
    let at = (top + row) * level.width + left;
    for (let column = 0; column < side; column += 1, at += 1) {
      values[row * side + column] = (source[at] ?? 0) * w00 + (source[at + 1] ?? 0) * w10 + (source[at + level.width] ?? 0) * w01 + (source[at + level.width + 1] ?? 0) * w11;
    }
  }
  return values;
}

function mismatch({ values, gx, gy }: Window, to: Level, { at, reach }: { readonly at: Point; readonly reach: number }): { readonly ex: number; readonly ey: number; readonly apart: number } {
  const there = sampled(to, at, reach);
  let sum = 0;
  for (let index = 0; index < there.length; index += 1) sum += there[index] ?? 0;
  const mean = sum / there.length;
  let [ex, ey, apart] = [0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const error = (values[index] ?? 0) - ((there[index] ?? 0) - mean);
    [ex, ey, apart] = [ex + error * (gx[index] ?? 0), ey + error * (gy[index] ?? 0), apart + Math.abs(error)];
  }
  return { ex, ey, apart: apart / values.length };
}
