import { colourDistance } from './colours.ts';
import { eachNeighbour } from './mask.ts';
import type { Mask } from './patch.ts';

export interface Seed {
  readonly pixel: number;
  /** How different a colour may be, 0 to 100. */
  readonly tolerance: number;
}

interface Field {
  readonly width: number;
  readonly height: number;
  readonly colours: Float32Array;
}

/** What hangs together with a pixel and is of its colour. */
export function floodLike({ width, height, colours }: Field, { pixel, tolerance }: Seed): Mask {
  const bits = new Uint8Array(width * height);
  const colour = meanAround({ width, height, colours }, pixel);
  const most = farthestLike(tolerance) ** 2;
  const stack = new Int32Array(width * height);
  stack[0] = pixel;
  // The pixel that was pointed at belongs to it however noisy it is.
  bits[pixel] = 1;
  let filled = 1;
  const visit = (next: number): void => {
    if (bits[next] === 1 || colourDistance(colours, next, colour) > most) return;
    bits[next] = 1;
    stack[filled] = next;
    filled += 1;
  };
  for (let done = 0; done < filled; done += 1) eachNeighbour(stack[done] ?? 0, { width, height }, visit);
  return { width, height, bits };
}

/** Fine steps where colours are close, coarse ones where they are not; at 100 everything is alike. */
function farthestLike(tolerance: number): number {
  return 0.9 * tolerance + 4.1e-4 * tolerance ** 3;
}

/** One pixel alone may be noise. */
function meanAround({ width, height, colours }: Field, pixel: number): readonly [number, number, number] {
  const [column, row] = [pixel % width, Math.floor(pixel / width)];
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      const at = (y * width + x) * 3;
      sum[0] += colours[at] ?? 0;
      sum[1] += colours[at + 1] ?? 0;
      sum[2] += colours[at + 2] ?? 0;
      count += 1;
    }
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
