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
  const places: number[] = [];
  const edge = REACH + 2;
  let strongest = 0;
  for (let y = edge; y < level.height - edge; y += 1) {
    for (let x = edge; x < level.width - edge; x += 1) {
      const at = y * level.width + x;
      const here = strength[at] ?? 0;
      if (here < FLAT * FLAT || !isPeak(strength, at, level.width) || !within(inPicture(pyramid.luma, [x, y]))) continue;
      strongest = Math.max(strongest, here);
      places.push(at);
    }
  }
  const ranked = places.filter((at) => (strength[at] ?? 0) >= strongest * WEAKEST).sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b);
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
  for (const by of [-width - 1, -width, -width + 1, -1]) if ((strength[at + by] ?? 0) > here) return false;
  for (const by of [1, width - 1, width, width + 1]) if ((strength[at + by] ?? 0) >= here) return false;
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
      [xx[at], xy[at], yy[at]] = [gx * gx, gx * gy, gy * gy];
    }
  }
  const [sxx, sxy, syy] = [boxMean(xx, width, height), boxMean(xy, width, height), boxMean(yy, width, height)];
  const strength = new Float32Array(size);
  for (let at = 0; at < size; at += 1) {
    const [a, b, c] = [sxx[at] ?? 0, sxy[at] ?? 0, syy[at] ?? 0];
    strength[at] = (a + c - Math.sqrt((a - c) * (a - c) + 4 * b * b)) / 2;
  }
  return strength;
}

/** Means over windows, by rows and then by columns. */
function boxMean(values: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(values.length);
  const means = new Float32Array(values.length);
  const count = 2 * REACH + 1;
  for (let y = 0; y < height; y += 1) {
    let sum = 0;
    for (let x = -REACH; x < width; x += 1) {
      if (x + REACH < width) sum += values[y * width + x + REACH] ?? 0;
      if (x - REACH - 1 >= 0) sum -= values[y * width + x - REACH - 1] ?? 0;
      if (x >= 0) rows[y * width + x] = sum / count;
    }
  }
  const sums = new Float64Array(width);
  for (let y = -REACH; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = sums[x] ?? 0;
      if (y + REACH < height) sum += rows[(y + REACH) * width + x] ?? 0;
      if (y - REACH - 1 >= 0) sum -= rows[(y - REACH - 1) * width + x] ?? 0;
      sums[x] = sum;
      if (y >= 0) means[y * width + x] = sum / count;
    }
  }
  return means;
}
