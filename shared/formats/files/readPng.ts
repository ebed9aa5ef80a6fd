import { through } from './packing.ts';

/** Samples per pixel by PNG colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Larger masks than the largest picture we show whole are not unpacked. */
const MOST_PIXELS = 64 * 1024 * 1024;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly samples: number;
  /** Samples of the colour, without alpha. */
  readonly colours: number;
}

/** A PNG's samples as they are in the file, row by row, `stride` bytes each. */
export interface Png extends PngHeader {
  /** Red, green, blue of each number, where the samples are such numbers. */
  readonly palette: Uint8Array | null;
  readonly rows: Uint8Array;
  readonly stride: number;
}

/** Reads what masks are saved as: any bit depth and colour type, not interlaced. `null` for anything else; throws on broken data. */
export async function readPng(png: Uint8Array): Promise<Png | null> {
  const chunks = SIGNATURE.every((byte, at) => png[at] === byte) ? readChunks(png) : null;
  const header = chunks === null ? null : readHeader(chunks.header);
  if (chunks === null || header === null) return null;
  const stride = Math.ceil((header.width * header.depth * header.samples) / 8);
  const packed = await inflate(chunks.data, (stride + 1) * header.height);
  if (packed === null) return null;
  const step = Math.max(1, (header.depth * header.samples) >> 3);
  const rows = new Uint8Array(stride * header.height);
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < header.height; y += 1) {
    const start = y * (stride + 1);
    const row = rows.subarray(y * stride, (y + 1) * stride);
    row.set(packed.subarray(start + 1, start + 1 + stride));
    unfilter(row, { filter: packed[start] ?? 0, above, step });
    above = row;
  }
  return { ...header, palette: chunks.palette, rows, stride };
}

/** One sample of a row; for colours, which one of a pixel. */
export function sampleAt({ rows, stride, depth, samples }: Png, { x, y, sample }: { readonly x: number; readonly y: number; readonly sample: number }): number {
  const bit = (x * samples + sample) * depth;
  const at = y * stride + (bit >> 3);
  if (depth === 16) return (rows[at] ?? 0) * 256 + (rows[at + 1] ?? 0);
  return depth === 8 ? (rows[at] ?? 0) : ((rows[at] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

function readChunks(png: Uint8Array): { readonly header: DataView; readonly data: readonly Uint8Array[]; readonly palette: Uint8Array | null } | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const data: Uint8Array[] = [];
  let header: DataView | null = null;
  let palette: Uint8Array | null = null;
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) return null;
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IHDR' && length === 13) header = new DataView(png.buffer, png.byteOffset + at + 8, length);
    if (type === 'PLTE') palette = png.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return header === null ? null : { header, data, palette };
}

function readHeader(view: DataView): PngHeader | null {
  const [width, height, depth, type, interlace] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9), view.getUint8(12)];
  const samples = SAMPLES[type];
  const isSound = width > 0 && height > 0 && width * height <= MOST_PIXELS && [1, 2, 4, 8, 16].includes(depth) && interlace === 0;
  return samples === undefined || !isSound ? null : { width, height, depth, samples, colours: type === 4 || type === 6 ? samples - 1 : samples };
}

/** Exactly `size` bytes, or null: what a packed file unpacks to is not taken on trust. */
async function inflate(data: readonly Uint8Array[], size: number): Promise<Uint8Array | null> {
  const all = new Uint8Array(size);
  let at = 0;
  for await (const part of through(new DecompressionStream('deflate'), data)) {
    if (at + part.length > size) return null;
    all.set(part, at);
    at += part.length;
  }
  return at === size ? all : null;
}

/** PNG keeps each row as differences to the pixel at its left, above, or both (filter types 0 to 4). */
function unfilter(row: Uint8Array, { filter, above, step }: { readonly filter: number; readonly above: Uint8Array; readonly step: number }): void {
  for (let at = 0; at < row.length; at += 1) {
    const left = at < step ? 0 : (row[at - step] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < step ? 0 : (above[at - step] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    if (guess === undefined) throw new RangeError('PNG filter');
    row[at] = (row[at] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
