import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { diskError } from '../../files/diskError.ts';
import { versionOf } from '../fileVersion.ts';
import { mediaProblem } from '../mediaProblems.ts';
import { SAFE_HEADERS, sendFile } from '../sendFile.ts';
import { shownTile, type Window } from './deepTile.ts';
import type { Pyramid, Pyramids } from './pyramids.ts';
import { lengthAt, tilesAcross } from './tileGrid.ts';

const ADDRESS = /^\/tile\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/(\d{1,2})\/(\d{1,4})\/(\d{1,4})$/;
const TAG = /^[0-9a-f]{40}$/;
/** The address names the version of the file and the window, so what it answers never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const DEEPEST = 65_535;

export interface TileAddress {
  readonly project: string;
  readonly item: string;
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly tag: string;
  readonly window: Window | null;
}

/** What an address of a tile says; `null` when it is none. */
export function tileAddress({ pathname, searchParams }: URL): TileAddress | null {
  const [, project, item, level, x, y] = ADDRESS.exec(pathname) ?? [];
  const tag = searchParams.get('v') ?? '';
  if (project === undefined || item === undefined || !TAG.test(tag)) return null;
  return { project, item, level: Number(level), x: Number(x), y: Number(y), tag, window: windowOf(searchParams) };
}

/** A tile of a picture, as long as the picture is the one that was cut. */
export async function sendTile(pyramids: Pyramids, { request, address, path, name }: { readonly request: Request; readonly address: TileAddress; readonly path: string; readonly name: string }): Promise<Response> {
  const version = await versionOf(path).catch((cause: unknown) => Promise.reject(diskError(cause, name)));
  if (version !== address.tag) throw mediaProblem('media/changed', name);
  const pyramid = await pyramids.find(address.tag);
  if (pyramid === null) throw mediaProblem('media/not-prepared', name);
  const file = fileOf(pyramid, address);
  const tag = `${address.tag}-${address.level}-${address.x}-${address.y}`;
  if (pyramid.depth === 8) return sendFile(request, await open(file).catch(() => Promise.reject(mediaProblem('media/not-prepared', name))), { cache: FOR_EVER, tag });
  const bytes = await shownTile(file, address.window ?? pyramid.tiles.range ?? { low: 0, high: DEEPEST }).catch(() => Promise.reject(mediaProblem('media/not-prepared', name)));
  return new Response(new Uint8Array(bytes), { headers: { ...SAFE_HEADERS, 'content-type': 'image/jpeg', 'cache-control': FOR_EVER, 'content-length': String(bytes.length) } });
}

/** The coarsest tile: all of the picture in small. */
export function wholeTile(pyramid: Pyramid): string {
  return join(pyramid.folder, 'cut_files', '0', `0_0.${pyramid.kind}`);
}

function fileOf({ tiles, folder, kind }: Pyramid, { level, x, y }: TileAddress): string {
  const inside = level < tiles.levels && x < tilesAcross(lengthAt(tiles.width, tiles.levels, level)) && y < tilesAcross(lengthAt(tiles.height, tiles.levels, level));
  if (!inside) throw new AppError('media/address', 'There is nothing at this address.');
  return join(folder, 'cut_files', String(level), `${x}_${y}.${kind}`);
}

function windowOf(search: URLSearchParams): Window | null {
  const [low, high] = [Number(search.get('low') ?? NaN), Number(search.get('high') ?? NaN)];
  const sound = Number.isInteger(low) && Number.isInteger(high) && low >= 0 && high <= DEEPEST && low < high;
  return sound ? { low, high } : null;
}
