import type { Point } from '../../geometry/point.ts';
import { inPicture, type Level, type Pyramid } from './luma.ts';

export interface CornerWish {
  readonly most: number;
  /** Pixels of the part between two. */
  readonly apart: number;
  /** Whether a place, in picture pixels, may be taken. */
  readonly within: (at: Point) => boolean;
}

/** Half the side of the window in which a corner is measured. */
const REACH = 3;
/** Corners weaker than this share of the strongest are noise. */
const WEAKEST = 0.01;
/** Grey levels a pixel: what changes less in its weaker direction is flat. */
const FLAT = 1.5;

/** Places that can be found again: where brightness changes in both directions (Shi and Tomasi), strongest first, in picture pixels. */
export function cornersOf(pyramid: Pyramid, { most, apart, within }: CornerWish): Point[] {
  const [level] = pyramid.levels;
  if (level === undefined) return [];
  const strength = cornerStrength(level);
  const edge = REACH + 2;
  // Of each small field only the strongest can be kept: there are far more peaks than are wanted.
  const field = Math.max(2, apart / 2);
  const across = Math.ceil(level.width / field);
  const best = new Map<number, number>();
  let strongest = 0;
  for (let y = edge; y < level.height - edge; y += 1) {
    for (let x = edge; x < level.width - edge; x += 1) {
      const at = y * level.width + x;
      const here = strength[at] ?? 0;
      if (here < FLAT * FLAT || !isPeak(strength, at, level.width)) continue;
      const cell = Math.floor(y / field) * across + Math.floor(x / field);
      const rival = best.get(cell);
      if ((rival !== undefined && (strength[rival] ?? 0) >= here) || !within(inPicture(pyramid.luma, [x, y]))) continue;
      strongest = Math.max(strongest, here);
      best.set(cell, at);
    }
  }
  const ranked = [...best.values()].filter((at) => (strength[at] ?? 0) >= strongest * WEAKEST).sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b);
  return spread(ranked, { level, most, apart }).map((at) => inPicture(pyramid.luma, [at % level.width, Math.floor(at / level.width)]));
}

/** The strongest, each the given distance from those before it. */
function spread(ranked: readonly number[], { level: { width, height }, most, apart }: { readonly level: Level; readonly most: number; readonly apart: number }): readonly number[] {
  const cell = Math.max(1, apart);
  const columns = Math.ceil(width / cell);
  const taken = new Map<number, number[]>();
  const kept: number[] = [];
  for (const at of ranked) {
    if (kept.length >= most) break;
    const [x, y] = [at % width, Math.floor(at / width)];
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    if (isNear(x, y)) continue;
    kept.push(at);
    taken.set(row * columns + column, [...(taken.get(row * columns + column) ?? []), at]);

    function isNear(px: number, py: number): boolean {
      for (let r = Math.max(0, row - 1); r <= Math.min(Math.ceil(height / cell), row + 1); r += 1) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c += 1) {
          if (taken.get(r * columns + c)?.some((one) => Math.hypot((one % width) - px, Math.floor(one / width) - py) < apart)) return true;
        }
      }
      return false;
    }
  }
  return kept;
}

function isPeak(strength: Float32Array, at: number, width: number): boolean {
  const here = strength[at] ?? 0;
  // Of equals the last one is the peak, so that a plateau has one.
  if ((strength[at - 1] ?? 0) > here || (strength[at + 1] ?? 0) >= here) return false;
  for (let by = -1; by <= 1; by += 1) if ((strength[at - width + by] ?? 0) > here || (strength[at + width + by] ?? 0) >= here) return false;
  return true;
}

/** How much brightness changes in the weaker of two directions about each pixel: squared grey levels a pixel. */
function cornerStrength({ width, height, values }: Level): Float32Array {
  const size = width * height;
  const [xx, xy, yy] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const gx = ((values[at + 1] ?? 0) - (values[at - 1] ?? 0)) / 2;
      const gy = ((values[at + width] ?? 0) - (values[at - width] ?? 0)) / 2;
      xx[at] = gx * gx;
      xy[at] = gx * gy;
      yy[at] = gy * gy;
    }
  }
  const strength = new Float32Array(size);
  // The room for the answer serves the sums by rows first.
  for (const products of [xx, xy, yy]) boxMean(products, { width, height, rows: strength });
  for (let at = 0; at < size; at += 1) {
    const a = xx[at] ?? 0;
    const b = xy[at] ?? 0;
    const c = yy[at] ?? 0;
    strength[at] = (a + c - Math.sqrt((a - c) * (a - c) + 4 * b * b)) / 2;
  }
  return strength;
}

/** Means over windows in place of values, by rows and then by columns; what lies outside counts as nothing. */
function boxMean(values: Float32Array, { width, height, rows }: { readonly width: number; readonly height: number; readonly rows: Float32Array }): void {
  const count = 2 * REACH + 1;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(REACH, width); x += 1) sum += values[row + x] ?? 0;
    for (let x = 0; x < width; x += 1) {
      if (x + REACH < width) sum += values[row + x + REACH] ?? 0;
      if (x > REACH) sum -= values[row + x - REACH - 1] ?? 0;
      rows[row + x] = sum / count;
    }
  }
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(REACH, height); y += 1) for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + (rows[y * width + x] ?? 0);
  for (let y = 0; y < height; y += 1) {
    const [enters, leaves] = [y + REACH < height ? (y + REACH) * width : -1, y > REACH ? (y - REACH - 1) * width : -1];
    for (let x = 0; x < width; x += 1) {
      let sum = sums[x] ?? 0;
      if (enters >= 0) sum += rows[enters + x] ?? 0;
      if (leaves >= 0) sum -= rows[leaves + x] ?? 0;
      sums[x] = sum;
      values[y * width + x] = sum / count;
    }
  }
}
