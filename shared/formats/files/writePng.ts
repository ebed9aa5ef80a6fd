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
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 3], 8);
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const packed: Uint8Array[] = [];
  for await (const part of through(new CompressionStream('deflate'), [rows])) packed.push(part);
  return joinBytes([SIGNATURE, chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', joinBytes(packed)), chunk('IEND', new Uint8Array())]);
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
