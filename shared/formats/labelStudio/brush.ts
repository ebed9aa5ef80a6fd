import { addSpan } from '../../geometry/runs.ts';
import type { Size } from '../format.ts';

/**
 * Label Studio's brush: the bytes of an RGBA picture, packed bit by bit. In front: how many there are (32 bits), the
 * size of a value less one (5), and four sizes of lengths less one (4 each). Then runs: a bit that says whether one
 * value is repeated, two bits for the size of the length, the length less one, and the value or the values.
 * Only every fourth byte, the opacity, says whether a pixel is painted.
 */
const SIZES = [2, 3, 7, 15] as const;

/** The painted pixels as spans per column; null when the bytes are not what they should be. */
export function columnsOfBrush(bytes: readonly number[], { width, height }: Size): readonly (readonly number[])[] | null {
  const bits = new Bits(bytes);
  const count = bits.take(32);
  const valueSize = bits.take(5) + 1;
  const sizes = SIZES.map(() => bits.take(4) + 1);
  if (count !== width * height * 4 || bits.isOver) return null;
  const columns: number[][] = Array.from({ length: width }, () => []);
  const paint = (from: number, to: number): void => {
    // The opacity of pixel p is byte 4p + 3.
    for (let pixel = Math.ceil((from - 3) / 4); pixel * 4 + 3 < to; pixel += 1) addSpan(columns[pixel % width] ?? [], Math.floor(pixel / width), Math.floor(pixel / width) + 1);
  };
  for (let at = 0; at < count && !bits.isOver; ) {
    const repeats = bits.take(1) === 1;
    const end = at + 1 + bits.take(sizes[bits.take(2)] ?? 0);
    if (repeats) {
      if (bits.take(valueSize) > 127) paint(at, Math.min(end, count));
      at = end;
    } else for (; at < end; at += 1) if (bits.take(valueSize) > 127 && at % 4 === 3) paint(at, Math.min(at + 1, count));
  }
  return bits.isOver ? null : columns;
}

class Bits {
  readonly #bytes: readonly number[];
  #at = 0;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
  }

  /** More was asked for than there is. */
  get isOver(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) {
      value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }
}

/** The same bytes for painted pixels: repeated values only, since a mask has hardly anything else. `rows`: pixels row by row, 0 or 1. */
export function brushOfPixels(rows: Uint8Array): readonly number[] {
  const out = new BitsOut();
  out.put(rows.length * 4, 32);
  out.put(7, 5);
  for (const size of SIZES) out.put(size, 4);
  // All four bytes of a painted pixel are 255, so that a run of pixels is a run of bytes.
  for (let at = 0; at < rows.length; ) {
    let end = at + 1;
    while (end < rows.length && rows[end] === rows[at]) end += 1;
    for (let left = (end - at) * 4; left > 0; ) {
      const length = Math.min(left, 1 << 16);
      const size = SIZES.findIndex((one) => length <= 2 ** (one + 1));
      out.put(1, 1);
      out.put(size, 2);
      out.put(length - 1, (SIZES[size] ?? 0) + 1);
      out.put(rows[at] === 1 ? 255 : 0, 8);
      left -= length;
    }
    at = end;
  }
  return out.bytes;
}

class BitsOut {
  readonly bytes: number[] = [];
  #free = 0;

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      if (this.#free === 0) {
        this.bytes.push(0);
        this.#free = 8;
      }
      this.#free -= 1;
      const last = this.bytes.length - 1;
      this.bytes[last] = (this.bytes[last] ?? 0) | ((Math.floor(value / 2 ** bit) % 2) << this.#free);
    }
  }
}
