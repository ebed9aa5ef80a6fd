import type { Point } from '../../geometry/point.ts';

/**
 * The brightness of a part of a picture, 0 to 255, one value a pixel. Its corner lies at (`left`, `top`) of the picture
 * and one of its pixels stands for `step` by `step` of those.
 */
export interface Luma {
  readonly left: number;
  readonly top: number;
  readonly step: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** One size of a picture, in numbers that can be smoothed. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** The same picture at half, a quarter, … of its size; the first level is the picture itself. */
export interface Pyramid {
  readonly luma: Luma;
  readonly levels: readonly Level[];
}

/** No level is smaller than this on a side. */
const SMALLEST = 24;

export function pyramidOf(luma: Luma, most: number): Pyramid {
  const levels: Level[] = [{ width: luma.width, height: luma.height, values: Float32Array.from(luma.pixels) }];
  while (levels.length < most) {
    const last = levels.at(-1);
    if (last === undefined || Math.min(last.width, last.height) < SMALLEST * 2) break;
    levels.push(halved(last));
  }
  return { luma, levels };
}

/** A point of the picture in pixels of the part, where the middle of its first pixel is (0, 0). */
export function inLuma({ left, top, step }: Luma, [x, y]: Point): Point {
  return [(x - left) / step - 0.5, (y - top) / step - 0.5];
}

/** A point of the part in pixels of the picture. */
export function inPicture({ left, top, step }: Luma, [x, y]: Point): Point {
  return [left + (x + 0.5) * step, top + (y + 0.5) * step];
}

/** Half the size: each pixel is the mean of four, so (0, 0) here is (0.5, 0.5) there. */
function halved({ width, height, values }: Level): Level {
  const [wide, high] = [width >> 1, height >> 1];
  const half = new Float32Array(wide * high);
  for (let y = 0; y < high; y += 1) {
    let from = y * 2 * width;
    for (let x = 0; x < wide; x += 1, from += 2) {
      half[y * wide + x] = ((values[from] ?? 0) + (values[from + 1] ?? 0) + (values[from + width] ?? 0) + (values[from + width + 1] ?? 0)) / 4;
    }
  }
  return { width: wide, height: high, values: half };
}

/** The value between pixels; beyond the edge the edge goes on. */
export function valueAt({ width, height, values }: Level, x: number, y: number): number {
  const cx = Math.max(0, Math.min(width - 1.001, x));
  const cy = Math.max(0, Math.min(height - 1.001, y));
  const ix = Math.floor(cx);
  const iy = Math.floor(cy);
  const fx = cx - ix;
  const fy = cy - iy;
  const at = iy * width + ix;
  const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
  const lower = (values[at + width] ?? 0) * (1 - fx) + (values[at + width + 1] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}
