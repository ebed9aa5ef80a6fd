import { intersect, type Rect } from '#shared/geometry/rect.ts';
import { runAt, runEnds } from '#shared/model/kinds/maskRuns.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';
import { eachRun, type MaskPad } from '../tools/maskPad.ts';

/** Pixels by columns: those of a stored mask, or of one in the hand. */
export interface PixelSource {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The rows inside a column, counted from `top`. */
  eachRun(column: number, visit: (from: number, to: number) => void): void;
}

/** Where a picture lies on the device, not turned: `device = image * zoom + d`. */
export interface Lens {
  readonly zoom: number;
  readonly dx: number;
  readonly dy: number;
}

export interface PixelInk {
  /** `#rrggbb` */
  readonly color: string;
  readonly border: string;
  /** 0 to 1, of what is inside. */
  readonly fill: number;
  /** Device pixels; the border is opaque. */
  readonly edge: number;
}

/** Null for a mask whose runs do not add up. */
export function sourceOfMask(mask: MaskShape): PixelSource | null {
  const ends = runEnds(mask);
  if (ends === null) return null;
  const { x: left, y: top, width, height } = mask;
  return {
    left, top, width, height,
    eachRun(column, visit) {
      const [head, foot] = [column * height, (column + 1) * height];
      for (let run = runAt(ends, head) | 1; run < ends.length; run += 2) {
        const from = Math.max(head, ends[run - 1] ?? 0);
        if (from >= foot) return;
        visit(from - head, Math.min(foot, ends[run] ?? 0) - head);
      }
    },
  };
}

export function sourceOfPad({ box: { left, top, width, height }, cells }: MaskPad): PixelSource {
  return { left, top, width, height, eachRun: (column, visit) => eachRun(cells.subarray(column * height, (column + 1) * height), visit) };
}

export interface Raster {
  readonly image: ImageData;
  readonly x: number;
  readonly y: number;
}

/**
 * What is seen of a mask inside a window of whole device pixels. Work and memory are those of the window and not of the
 * mask: a hundred masks of twelve million pixels could not be kept as bitmaps. Null when nothing of it is in the window.
 */
export function rasterMask(source: PixelSource, lens: Lens, { window, ink }: { readonly window: Rect; readonly ink: PixelInk }): Raster | null {
  const air = ink.edge;
  const seen = intersect(window, placeOf(source, lens));
  if (seen === null) return null;
  const [width, height] = [seen.maxX - seen.minX, seen.maxY - seen.minY];
  if (width <= 0 || height <= 0) return null;
  const cells = cover(source, lens, { minX: seen.minX - air, minY: seen.minY - air, maxX: seen.maxX + air, maxY: seen.maxY + air });
  const image = new ImageData(width, height);
  tint(new Uint32Array(image.data.buffer), cells, { width, height, ink });
  return { image, x: seen.minX, y: seen.minY };
}

/** The device pixels a mask can reach. */
export function placeOf({ left, top, width, height }: PixelSource, { zoom, dx, dy }: Lens): Rect {
  return { minX: Math.floor(left * zoom + dx), minY: Math.floor(top * zoom + dy), maxX: Math.ceil((left + width) * zoom + dx), maxY: Math.ceil((top + height) * zoom + dy) };
}

/** A byte per device pixel, column by column: the image pixel under its centre. */
export function cover(source: PixelSource, { zoom, dx, dy }: Lens, { minX, minY, maxX, maxY }: Rect): Uint8Array {
  const stride = maxY - minY;
  const cells = new Uint8Array((maxX - minX) * stride);
  let before = -1;
  for (let x = minX; x < maxX; x += 1) {
    const column = Math.floor((x + 0.5 - dx) / zoom) - source.left;
    if (column < 0 || column >= source.width) continue;
    const base = (x - minX) * stride;
    if (column === before) cells.copyWithin(base, base - stride, base);
    else {
      source.eachRun(column, (from, to) => {
        const head = Math.max(minY, Math.ceil((from + source.top) * zoom + dy - 0.5));
        const foot = Math.min(maxY, Math.ceil((to + source.top) * zoom + dy - 0.5));
        if (foot > head) cells.fill(1, base + head - minY, base + foot - minY);
      });
    }
    before = column;
  }
  return cells;
}

function tint(pixels: Uint32Array, cells: Uint8Array, { width, height, ink }: { readonly width: number; readonly height: number; readonly ink: PixelInk }): void {
  const { edge } = ink;
  const stride = height + 2 * edge;
  const [inside, border] = [pixelOf(ink.color, ink.fill), pixelOf(ink.border, 1)];
  for (let x = 0; x < width; x += 1) {
    const base = (x + edge) * stride + edge;
    // From run to run: most of a mask's box is usually outside of it.
    for (let at = cells.indexOf(1, base); at !== -1 && at < base + height; at = cells.indexOf(1, at)) {
      for (; at < base + height && cells[at] === 1; at += 1) {
        const within = cells[at - edge] === 1 && cells[at + edge] === 1 && cells[at - edge * stride] === 1 && cells[at + edge * stride] === 1;
        pixels[(at - base) * width + x] = within ? inside : border;
      }
    }
  }
}

/** Bytes in memory are red, green, blue, alpha: a number has them the other way round. */
function pixelOf(color: string, alpha: number): number {
  const value = Number.parseInt(color.slice(1), 16);
  return ((Math.round(alpha * 255) << 24) | ((value & 255) << 16) | (value & 0xff00) | ((value >> 16) & 255)) >>> 0;
}
