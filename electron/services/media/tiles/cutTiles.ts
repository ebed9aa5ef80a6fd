import { readdir, rename, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { AppError } from '#shared/base/errors.ts';
import type { PictureTiles } from '#shared/bridge/hostContract.ts';
import { mediaProblem } from '../mediaProblems.ts';
import type { Source } from '../renditions.ts';
import { levelsOf, TILE_SIDE, tilesAcross } from './tileGrid.ts';
import { usualRange } from './deepTile.ts';

/** How tiles are kept: photos as JPEG, what can be seen through as WebP, 16 bits as PNG with all of them. */
export interface CutFormat {
  readonly kind: 'jpeg' | 'webp' | 'png';
  readonly depth: 8 | 16;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

interface Cut {
  readonly tiles: Omit<PictureTiles, 'tag'>;
}

/** Bytes per pixel that are put aside for tiles, all levels together; generous, so that a disk is not filled by a guess. */
const ROOM: Readonly<Record<CutFormat['kind'], number>> = { jpeg: 0.9, webp: 0.9, png: 2.7 };
const LEAST_FREE = 64 * 1024 * 1024;
const LOOK_EVERY_MS = 250;

/**
 * Cuts a picture into tiles in one pass over its file, whatever its size, in a few hundred megabytes of memory. The
 * library has no way to be stopped; it ends by itself when the folder it writes to is gone, so that is how it is stopped.
 */
export async function cutTiles(source: Source & { readonly folder: string }, format: CutFormat, onShare: (share: number) => void): Promise<Cut> {
  const { path, name, folder, signal } = source;
  await needRoom(source, format);
  const levels = levelsOf(format.width, format.height);
  const finest = join(folder, 'cut_files', String(levels - 1));
  const expected = tilesAcross(format.width) * tilesAcross(format.height);
  const look = setInterval(() => void readdir(finest).then((there) => onShare(Math.min(0.99, there.length / expected)), () => undefined), LOOK_EVERY_MS);
  const stop = (): void => void rename(folder, stoppedFolder(folder)).catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await encoded(sharp(path, { limitInputPixels: false, failOn: 'error', sequentialRead: true }).autoOrient(), format)
      .tile({ size: TILE_SIDE, overlap: 0, depth: 'onetile', layout: 'dz', container: 'fs' })
      .toFile(join(folder, 'cut.dz'));
    signal?.throwIfAborted();
    const range = format.depth === 16 ? await usualRange(join(folder, 'cut_files', '0', `0_0.${format.kind}`)) : null;
    return { tiles: { width: format.width, height: format.height, side: TILE_SIDE, levels, range } };
  } catch (cause) {
    signal?.throwIfAborted();
    throw (await freeIn(folder)) < LEAST_FREE ? noRoom(name, format, cause) : mediaProblem('media/broken', name);
  } finally {
    clearInterval(look);
    signal?.removeEventListener('abort', stop);
  }
}

/** Where the folder of a stopped cut is put aside. */
export function stoppedFolder(folder: string): string {
  return `${folder}-stopped`;
}

function encoded(picture: Sharp, { kind, depth, channels }: CutFormat): Sharp {
  if (depth === 16) return picture.toColourspace(channels === 1 ? 'grey16' : 'rgb16').png({ compressionLevel: 1 });
  const plain = picture.toColourspace('srgb');
  return kind === 'webp' ? plain.webp({ quality: 90, effort: 0 }) : plain.jpeg({ quality: 92, chromaSubsampling: '4:4:4' });
}

async function needRoom({ folder, name }: { readonly folder: string; readonly name: string }, format: CutFormat): Promise<void> {
  if ((await freeIn(folder)) < bytesFor(format) + LEAST_FREE) throw noRoom(name, format, null);
}

function bytesFor({ width, height, kind, channels }: CutFormat): number {
  return width * height * ROOM[kind] * (kind === 'png' ? channels : 1);
}

async function freeIn(folder: string): Promise<number> {
  return statfs(folder).then(({ bavail, bsize }) => bavail * bsize, () => Infinity);
}

function noRoom(name: string, format: CutFormat, cause: unknown): AppError {
  const megabytes = Math.ceil((bytesFor(format) + LEAST_FREE) / 1_000_000);
  return new AppError('media/no-room', `“${name}” is so large that it is cut into tiles before it is shown, and the disk has no room for them: about ${megabytes} MB are needed. Free some space and open it again.`, { params: { name, megabytes }, cause });
}
