import sharp from 'sharp';

export interface Window {
  readonly low: number;
  readonly high: number;
}

/** So much at either end is left out of the usual range: single hot or dead pixels. */
const TAIL = 0.005;

interface Deep {
  readonly values: Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** A tile of 16 bits as a person can see it: `low` is black, `high` is white. */
export async function shownTile(path: string, { low, high }: Window): Promise<Buffer> {
  const { values, width, height, channels } = await readDeep(path);
  const scale = 255 / Math.max(1, high - low);
  const shown = Uint8ClampedArray.from(values, (value) => (value - low) * scale);
  return sharp(Buffer.from(shown.buffer), { raw: { width, height, channels } }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** The values between which nearly all pixels of a tile lie. */
export async function usualRange(path: string): Promise<Window> {
  const { values } = await readDeep(path);
  const sorted = Uint16Array.from(values).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))] ?? 0;
  const [low, high] = [at(TAIL), at(1 - TAIL)];
  return high > low ? { low, high } : { low: Math.max(0, low - 1), high: low + 1 };
}

async function readDeep(path: string): Promise<Deep> {
  const picture = sharp(path);
  const { channels: stored } = await picture.metadata();
  const grey = stored < 3;
  const { data, info } = await picture.removeAlpha().toColourspace(grey ? 'grey16' : 'rgb16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
  const values = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
  return { values, width: info.width, height: info.height, channels: info.channels < 3 ? 1 : 3 };
}
