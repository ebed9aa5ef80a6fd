import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

export interface PictureSet {
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

/** Writes JPEGs `picture-001.jpg` … that differ and have detail, so that decoding costs what photos cost. */
export async function writePictures(folder: string, { count, width, height }: PictureSet): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, at) => `picture-${String(at + 1).padStart(3, '0')}.jpg`);
  for (const [at, name] of names.entries()) writeFileSync(join(folder, name), await picture(at, width, height));
  return names;
}

async function picture(seed: number, width: number, height: number): Promise<Buffer> {
  const small = { width: Math.ceil(width / 4), height: Math.ceil(height / 4) };
  const pixels = Buffer.alloc(small.width * small.height * 3);
  for (let y = 0, at = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1, at += 3) {
      const wave = Math.sin((x + seed * 37) / 9) * Math.cos((y - seed * 11) / 13);
      const grain = Math.imul(x * 73856093 ^ y * 19349663 ^ seed, 0x9e3779b1) >>> 27;
      pixels[at] = 110 + 70 * wave + grain;
      pixels[at + 1] = 120 + 60 * Math.sin((x + y) / 21 + seed) + grain;
      pixels[at + 2] = 90 + (x * 120) / small.width + grain;
    }
  }
  return sharp(pixels, { raw: { ...small, channels: 3 } }).resize(width, height, { kernel: 'cubic' }).jpeg({ quality: 88 }).toBuffer();
}

/** Writes a grey PNG of 16 bits, from `low` on the left to `high` on the right. */
export async function writeDeepPicture(path: string, { width, height, low, high }: { readonly width: number; readonly height: number; readonly low: number; readonly high: number }): Promise<void> {
  const values = new Uint16Array(width * height);
  for (let at = 0; at < values.length; at += 1) values[at] = low + Math.round(((high - low) * (at % width)) / (width - 1));
  await sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('grey16').png().toFile(path);
}
