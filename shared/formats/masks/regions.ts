import { readPng, sampleAt, type Png } from '../files/readPng.ts';
import { colourKey } from './colours.ts';

/** A picture of numbers: one for each pixel, column by column, so that regions are found as spans of columns. */
export interface Numbers {
  readonly width: number;
  readonly height: number;
  readonly at: Uint32Array;
  /** Whether the numbers are colours (`colourKey`); else they are the file's own. */
  readonly areColours: boolean;
  /** The colour of a number, where the file has a palette. */
  readonly colourOf: (number: number) => number | null;
}

export async function readNumbers(bytes: Uint8Array): Promise<Numbers | null> {
  const png = await readPng(bytes).catch(() => null);
  if (png === null) return null;
  const { width, height, colours, palette } = png;
  const at = new Uint32Array(width * height);
  const numberAt = colours === 3 ? (x: number, y: number) => colourAt(png, x, y) : (x: number, y: number) => sampleAt(png, { x, y, sample: 0 });
  for (let x = 0; x < width; x += 1) for (let y = 0; y < height; y += 1) at[x * height + y] = numberAt(x, y);
  return { width, height, at, areColours: colours === 3, colourOf: (number) => (palette === null ? null : colourKey(palette[number * 3] ?? 0, palette[number * 3 + 1] ?? 0, palette[number * 3 + 2] ?? 0)) };
}

function colourAt(png: Png, x: number, y: number): number {
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((sample) => sampleAt(png, { x, y, sample }) >> (png.depth === 16 ? 8 : 0));
  return colourKey(red, green, blue);
}

export interface Region {
  readonly number: number;
  /** A pixel of it, as a place in `Numbers.at`. */
  readonly first: number;
  readonly left: number;
  readonly columns: number[][];
}

/** The pixels of each number, as spans per column. */
export function regionsOf({ width, height, at }: Numbers): readonly Region[] {
  const regions = new Map<number, Region>();
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; ) {
      const number = at[x * height + y] ?? 0;
      let end = y + 1;
      while (end < height && at[x * height + end] === number) end += 1;
      const region = regions.get(number) ?? { number, first: x * height + y, left: x, columns: [] };
      regions.set(number, region);
      while (region.left + region.columns.length <= x) region.columns.push([]);
      region.columns[x - region.left]?.push(y, end);
      y = end;
    }
  }
  return [...regions.values()];
}
