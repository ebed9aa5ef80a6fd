import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { errorCode } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { makeOwnFolder, writeDurable } from '../files/writeDurable.ts';
import { identityOf } from './fileVersion.ts';
import { mediaProblem, MOST_PIXELS } from './mediaProblems.ts';
import { NewestFirst } from './newestFirst.ts';
import { markUsed, trimCache } from './trimCache.ts';

/** A smaller or converted picture, ready to be sent. */
export interface Rendition {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'image/webp' | 'image/jpeg' | 'image/png';
  readonly tag: string;
}

export interface Source {
  readonly path: string;
  readonly name: string;
  readonly signal: AbortSignal | null;
}

const SIDES = [96, 192, 384, 768];
/** What a window can hold as one picture. */
const SHOWN_PIXELS = 100_000_000;
const SHOWN_SIDE = 16_384;
/** Half a million thumbnails; whoever made more has not looked at most of them for long. */
const MOST_BYTES = 4 * 2 ** 30;
/** New bytes after which it is worth counting again. */
const TRIM_EVERY = 2 ** 28;

/** Thumbnails and converted pictures, made by sharp two at a time and kept in the profile by content. */
export class Renditions {
  readonly #folder: string;
  readonly #queue = new NewestFirst(2);
  readonly #clock: Clock;
  /** More than enough at the start: what earlier runs left is counted once. */
  #sinceTrim = TRIM_EVERY;
  #trimming: Promise<void> = Promise.resolve();

  constructor({ profile, clock }: { readonly profile: string; readonly clock: Clock }) {
    this.#folder = join(profile, 'renditions');
    this.#clock = clock;
    sharp.cache(false);
    sharp.concurrency(1);
  }

  /** A thumbnail that fits a square; the side is rounded up to one of a few sizes. */
  async thumbnail(source: Source, side: number): Promise<Rendition> {
    const rounded = roundedSide(side);
    return this.#kept(`${await identityOf(source.path)}-t${rounded}`, 'image/webp', () => this.#queue.run(() => made(source, () =>
      opened(source).resize(rounded, rounded, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 76, effort: 1 }).toBuffer()), source.signal));
  }

  /** The first frame of a version of a clip as a JPEG that fits a square, made by whoever decodes clips. */
  firstFrame(version: string, side: number, make: (side: number) => Promise<Uint8Array>): Promise<Rendition> {
    const rounded = roundedSide(side);
    return this.#kept(`${version}-f${rounded}`, 'image/jpeg', () => make(rounded));
  }

  /** A picture no browser shows, as one that every browser shows; scaled down when it is larger than a window can hold. */
  async picture(source: Source, { width, height }: { readonly width: number; readonly height: number }): Promise<Rendition> {
    const scale = Math.min(1, Math.sqrt(SHOWN_PIXELS / (width * height)), SHOWN_SIDE / Math.max(width, height));
    const fit = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)), fit: 'fill' as const };
    const { hasAlpha } = await sharp(source.path, { limitInputPixels: MOST_PIXELS }).metadata();
    const mediaType = hasAlpha ? 'image/png' : 'image/jpeg';
    return this.#kept(`${await identityOf(source.path)}-p${fit.width}x${fit.height}`, mediaType, () => this.#queue.run(() => made(source, () => {
      const sized = scale < 1 ? opened(source).resize(fit) : opened(source);
      return (hasAlpha ? sized.png({ compressionLevel: 3 }) : sized.jpeg({ quality: 94, chromaSubsampling: '4:4:4' })).toBuffer();
    }), source.signal));
  }

  async #kept(tag: string, mediaType: Rendition['mediaType'], make: () => Promise<Uint8Array>): Promise<Rendition> {
    const path = join(this.#folder, tag.slice(0, 2), tag);
    const kept = await readFile(path).catch(() => null);
    if (kept !== null && kept.length > 0) {
      await markUsed(path, this.#clock.now());
      return { bytes: new Uint8Array(kept), mediaType, tag };
    }
    const bytes = await make();
    await keep(join(this.#folder, tag.slice(0, 2)), path, bytes);
    this.#grew(bytes.length);
    return { bytes: new Uint8Array(bytes), mediaType, tag };
  }

  /** Lets a trim under way end: nothing is removed any more afterwards. */
  close(): Promise<void> {
    return this.#trimming;
  }

  #grew(bytes: number): void {
    this.#sinceTrim += bytes;
    if (this.#sinceTrim < TRIM_EVERY) return;
    this.#sinceTrim = 0;
    this.#trimming = this.#trimming.then(() => trimCache(this.#folder, { mostBytes: MOST_BYTES, spare: () => false }));
  }
}

export function roundedSide(side: number): number {
  return SIDES.find((one) => one >= side) ?? 768;
}

function opened({ path }: Source): Sharp {
  return sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', sequentialRead: true }).autoOrient().toColourspace('srgb');
}

async function made(source: Source, make: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await make();
  } catch {
    throw mediaProblem('media/broken', source.name);
  }
}

/** Without room for the cache the picture is still shown. */
async function keep(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await makeOwnFolder(folder);
    await writeDurable(path, bytes);
  } catch (error) {
    if (!errorCode(error).startsWith('files/')) throw error;
  }
}
