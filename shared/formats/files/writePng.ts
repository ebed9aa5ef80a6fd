import { joinBytes } from '../../base/joinBytes.ts';
import { crc32, through } from './packing.ts';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  /** A number for each pixel, row by row. */
  readonly pixels: Uint8Array;
  /** Red, green and blue of each number. */
  readonly palette: Uint8Array;
}

/** A PNG of numbers with a palette, eight bits a pixel. */
export async function writePng({ width, height, pixels, palette }: IndexedPicture): Promise<Uint8Array> {
  return assembled({ width, height, depth: 8, colour: 3, rows: (y) => pixels.subarray(y * width, (y + 1) * width) }, [chunk('PLTE', palette)]);
}

/** A PNG of numbers as shades of grey, sixteen bits a pixel, row by row. */
export async function writeGreyPng({ width, height, pixels }: { readonly width: number; readonly height: number; readonly pixels: Uint16Array }): Promise<Uint8Array> {
  const rows = (y: number): Uint8Array => Uint8Array.from({ length: width * 2 }, (_, at) => ((pixels[y * width + (at >> 1)] ?? 0) >> (at % 2 === 0 ? 8 : 0)) & 255);
  return assembled({ width, height, depth: 16, colour: 0, rows }, []);
}

interface Samples {
  readonly width: number;
  readonly height: number;
  readonly depth: 8 | 16;
  readonly colour: 0 | 3;
  readonly rows: (y: number) => Uint8Array;
}

async function assembled({ width, height, depth, colour, rows }: Samples, more: readonly Uint8Array[]): Promise<Uint8Array> {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([depth, colour], 8);
  const stride = (width * depth) / 8 + 1;
  const all = new Uint8Array(stride * height);
  // Each row begins with how it was filtered: not at all.
  for (let y = 0; y < height; y += 1) all.set(rows(y), y * stride + 1);
  const packed: Uint8Array[] = [];
  for await (const part of through(new CompressionStream('deflate'), [all])) packed.push(part);
  return joinBytes([SIGNATURE, chunk('IHDR', head), ...more, chunk('IDAT', joinBytes(packed)), chunk('IEND', new Uint8Array())]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joinBytes([new TextEncoder().encode(type), data]);
  const all = new Uint8Array(body.length + 8);
  const view = new DataView(all.buffer);
  view.setUint32(0, data.length);
  all.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return all;
}
