import type { Letters } from './lettering.ts';

/** Numbers of a colour in the picture's own colour space, 0 to 255 each. */
export interface Ink {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Which matrix makes colours of brightness and two differences, and whether brightness has its whole range. */
export interface InkSpace {
  readonly matrix: 'bt709' | 'bt601';
  readonly fullRange: boolean;
}

const WHOLE = 256;

/** A colour `#rrggbb` in the picture's colour space. */
export function inkOf(color: string, { matrix, fullRange }: InkSpace): Ink {
  const value = Number.parseInt(color.slice(1, 7), 16);
  const [red, green, blue] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  const [r, b] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114];
  const light = r * red + (1 - r - b) * green + b * blue;
  const [u, v] = [(blue - light) / (2 * (1 - b)), (red - light) / (2 * (1 - r))];
  const [low, light8, colour8] = fullRange ? [0, 1, 1] : [16, 219 / 255, 224 / 255];
  return { y: Math.round(low + light * light8), u: Math.round(128 + u * colour8), v: Math.round(128 + v * colour8) };
}

/**
 * A picture in three planes, colour at half the size, that can be painted on. Coordinates are its pixels; everything is
 * cut off at its edges. Painting is by whole pixels, so that the same things give the same bytes on every machine.
 */
export class YuvPage {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
  readonly #y: Uint8Array;
  readonly #u: Uint8Array;
  readonly #v: Uint8Array;
  /** Where edges cross the middle of each row; empty between two fillings. Kept, since every frame has thousands of them. */
  readonly #crossings: readonly number[][];

  /** Both sides must be even. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    const area = width * height;
    this.bytes = Buffer.alloc((area * 3) / 2);
    // Plain arrays of bytes: filling a `Buffer` goes through JavaScript.
    const part = (from: number, length: number): Uint8Array => new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + from, length);
    [this.#y, this.#u, this.#v] = [part(0, area), part(area, area / 4), part(area * 1.25, area / 4)];
    this.#crossings = Array.from({ length: height }, () => []);
  }

  get planes(): readonly [Uint8Array, Uint8Array, Uint8Array] {
    return [this.#y, this.#u, this.#v];
  }

  /** A run of pixels in one row, from `from` up to, and without, `to`. `share` 0 to 1: how much the ink covers. */
  run(y: number, [from, to]: readonly [number, number], { ink, share = 1 }: { readonly ink: Ink; readonly share?: number | undefined }): void {
    if (y < 0 || y >= this.height) return;
    const [left, right] = [Math.max(0, from), Math.min(this.width, to)];
    if (right <= left) return;
    const alpha = Math.round(share * WHOLE);
    blend(this.#y, [y * this.width + left, y * this.width + right], { value: ink.y, alpha });
    // Colour has one sample for two rows: what covers only in part would be laid on twice.
    if (alpha < WHOLE && (y & 1) === 1) return;
    const row = (y >> 1) * (this.width >> 1);
    const half: readonly [number, number] = [row + (left >> 1), row + ((right + 1) >> 1)];
    blend(this.#u, half, { value: ink.u, alpha });
    blend(this.#v, half, { value: ink.v, alpha });
  }

  rect([x, y, width, height]: readonly [number, number, number, number], ink: Ink): void {
    for (let row = y; row < y + height; row += 1) this.run(row, [x, x + width], { ink });
  }

  /** The inside of rings by the even-odd rule; a pixel belongs to it when its centre does. */
  fill(rings: readonly (readonly number[])[], { ink, share }: { readonly ink: Ink; readonly share?: number }): void {
    let [top, foot] = [this.height, -1];
    for (const ring of rings) {
      for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
        const [y0, y1] = [ring[before + 1] ?? 0, ring[at + 1] ?? 0];
        if (y0 === y1) continue;
        const [first, last] = [Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5)), Math.min(this.height - 1, Math.ceil(Math.max(y0, y1) - 0.5) - 1)];
        const slope = ((ring[at] ?? 0) - (ring[before] ?? 0)) / (y1 - y0);
        for (let y = first; y <= last; y += 1) this.#crossings[y]?.push((ring[before] ?? 0) + (y + 0.5 - y0) * slope);
        if (last >= first) [top, foot] = [Math.min(top, first), Math.max(foot, last)];
      }
    }
    for (let y = top; y <= foot; y += 1) this.#fillRow(y, { ink, share });
  }

  #fillRow(y: number, paint: { readonly ink: Ink; readonly share: number | undefined }): void {
    const xs = this.#crossings[y] ?? [];
    if (xs.length > 2) xs.sort((a, b) => a - b);
    for (let at = 0; at + 1 < xs.length; at += 2) {
      const [a, b] = [Math.ceil((xs[at] ?? 0) - 0.5), Math.ceil((xs[at + 1] ?? 0) - 0.5)];
      this.run(y, a < b ? [a, b] : [b, a], paint);
    }
    xs.length = 0;
  }

  /** Lettering with its top left corner at `x`, `y`. */
  letters({ width, height, cover }: Letters, [x, y]: readonly [number, number], ink: Ink): void {
    for (let row = Math.max(0, -y); row < Math.min(height, this.height - y); row += 1) {
      for (let column = Math.max(0, -x); column < Math.min(width, this.width - x); column += 1) {
        const alpha = cover[row * width + column] ?? 0;
        if (alpha < 8) continue;
        const at = (y + row) * this.width + x + column;
        this.#y[at] = mixed(this.#y[at] ?? 0, ink.y, alpha + 1);
        if (alpha < 128) continue;
        const half = ((y + row) >> 1) * (this.width >> 1) + ((x + column) >> 1);
        this.#u[half] = ink.u;
        this.#v[half] = ink.v;
      }
    }
  }
}

function blend(plane: Uint8Array, [from, to]: readonly [number, number], { value, alpha }: { readonly value: number; readonly alpha: number }): void {
  if (alpha >= WHOLE) {
    plane.fill(value, from, to);
    return;
  }
  const table = mixtures(value, alpha);
  for (let at = from; at < to; at += 1) plane[at] = table[plane[at] ?? 0] ?? 0;
}

const known = new Map<number, Uint8Array>();

/** What becomes of each brightness under an ink that covers in part. */
function mixtures(value: number, alpha: number): Uint8Array {
  const key = value * WHOLE + alpha;
  const found = known.get(key) ?? Uint8Array.from({ length: 256 }, (_none, under) => mixed(under, value, alpha));
  known.set(key, found);
  return found;
}

function mixed(under: number, over: number, alpha: number): number {
  return under + (((over - under) * alpha) >> 8);
}
