import { AppError } from '#shared/base/errors.ts';
import type { PictureTiles } from '#shared/bridge/hostContract.ts';
import { grow, intersect, union, type Rect } from '#shared/geometry/rect.ts';
import type { Place } from '#shared/vision/patch.ts';
import { fetchBitmap } from './fetchBitmap.ts';
import type { Picture } from './pictureMessages.ts';
import { areaOf, levelFor, tilesIn, tileUrl } from './tileGrid.ts';

/** Pixels as they go to the worker. */
export interface Read extends Place {
  readonly pixels: Uint8Array;
}

/** Pixels that an aid looks at first: as many as it is through with before a person notices. */
export const FIRST_LOOK = { wand: 480_000, scissors: 480_000, superpixels: 150_000, grabcut: 45_000 } as const;
/** And then, once, along the border. */
export const SECOND_LOOK = 1_500_000;

/** The part of a picture that a rectangle covers, on whole pixels; null when it covers none. */
export function onPicture(rect: Rect, { width, height }: Picture): Rect | null {
  const seen = intersect({ minX: Math.floor(rect.minX), minY: Math.floor(rect.minY), maxX: Math.ceil(rect.maxX), maxY: Math.ceil(rect.maxY) }, { minX: 0, minY: 0, maxX: width, maxY: height });
  return seen === null || seen.maxX - seen.minX < 1 || seen.maxY - seen.minY < 1 ? null : seen;
}

/** The rectangle around points `x0, y0, ...`; null without any. */
export function aroundPoints(points: readonly number[]): Rect | null {
  let all: Rect | null = null;
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x = 0, y = 0] = points.slice(at, at + 2);
    const one = { minX: x, minY: y, maxX: x, maxY: y };
    all = all === null ? one : union(all, one);
  }
  return all;
}

/** With ground around it to compare with. */
export function withGround(rect: Rect): Rect {
  return grow(rect, Math.max(8, 0.15 * Math.max(rect.maxX - rect.minX, rect.maxY - rect.minY)));
}

/** How many image pixels become one when a region may have `most` of them. */
export function stepFor({ minX, minY, maxX, maxY }: Rect, most: number): number {
  return Math.max(1, Math.sqrt(((maxX - minX) * (maxY - minY)) / most));
}

/**
 * Reads a region of a picture, scaled down to at most about `most` pixels. Only the region is touched, so its size counts
 * and not the picture's.
 */
export async function readPatch(picture: Picture, region: Rect, { most, signal }: { readonly most: number; readonly signal: AbortSignal }): Promise<Read> {
  const step = stepFor(region, most);
  return readAt(picture, region, { width: Math.max(1, Math.round((region.maxX - region.minX) / step)), height: Math.max(1, Math.round((region.maxY - region.minY) / step)), signal });
}

/** The same at exactly this size. */
export async function readAt(picture: Picture, region: Rect, { width, height, signal }: { readonly width: number; readonly height: number; readonly signal: AbortSignal }): Promise<Read> {
  const [wide, high] = [region.maxX - region.minX, region.maxY - region.minY];
  const step = Math.sqrt((wide * high) / (width * height));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new AppError('aid/no-memory', 'This computer has no memory left to look at the picture. Close other windows and try again.');
  context.imageSmoothingQuality = step > 2 ? 'medium' : 'low';
  context.setTransform(width / wide, 0, 0, height / high, (-region.minX * width) / wide, (-region.minY * height) / high);
  if (picture.source.tiles === null) drawWhole(context, picture, { region, step });
  else await drawTiles(context, picture, { region, step, grid: picture.source.tiles, signal });
  const { data } = context.getImageData(0, 0, width, height);
  return { left: region.minX, top: region.minY, stepX: wide / width, stepY: high / height, width, height, pixels: new Uint8Array(data.buffer) };
}

interface Piece {
  readonly region: Rect;
  readonly step: number;
}

function drawWhole(context: OffscreenCanvasRenderingContext2D, picture: Picture, { region, step }: Piece): void {
  const source = picture.far !== null && step * picture.far.width >= picture.width ? picture.far : picture.full;
  const factor = source.width / picture.width;
  const [x, y, wide, high] = [region.minX, region.minY, region.maxX - region.minX, region.maxY - region.minY];
  context.drawImage(source, x * factor, y * factor, wide * factor, high * factor, x, y, wide, high);
}

/** The tiles of the level that is just fine enough: few, whatever the size of the picture. */
async function drawTiles(context: OffscreenCanvasRenderingContext2D, { source }: Picture, { region, step, grid, signal }: Piece & { readonly grid: PictureTiles; readonly signal: AbortSignal }): Promise<void> {
  await Promise.all(tilesIn(grid, levelFor(grid, 1 / step), region).map(async (place) => {
    const bitmap = await fetchBitmap(tileUrl({ url: source.url, tag: grid.tag }, place), signal);
    if (typeof bitmap === 'string') throw new AppError(bitmap, 'That part of the picture cannot be read. Try again.');
    const area = areaOf(grid, place);
    context.drawImage(bitmap, area.minX, area.minY, area.maxX - area.minX, area.maxY - area.minY);
    bitmap.close();
  }));
}
