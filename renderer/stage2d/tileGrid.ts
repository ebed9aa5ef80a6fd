import type { PictureTiles } from '#shared/bridge/hostContract.ts';
import { intersect, type Rect } from '#shared/geometry/rect.ts';

/** One square of one level. */
export interface TilePlace {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** The values of 16 bits that become black and white. */
export interface ValueWindow {
  readonly low: number;
  readonly high: number;
}

/** Without a window the host takes the values most pixels have. */
export function tileUrl({ url, tag }: { readonly url: string; readonly tag: string }, { level, x, y }: TilePlace, window: ValueWindow | null = null): string {
  return `${url}/${level}/${x}/${y}?v=${tag}${window === null ? '' : `&low=${window.low}&high=${window.high}`}`;
}

/** The coarsest level that is still sharp at so many device pixels per image pixel. */
export function levelFor({ levels }: PictureTiles, zoom: number): number {
  return Math.min(levels - 1, Math.max(0, levels - 1 + Math.ceil(Math.log2(zoom) - 0.25)));
}

/** Image pixels per pixel of a level. */
export function stepOf({ levels }: PictureTiles, level: number): number {
  return 2 ** (levels - 1 - level);
}

/** The part of the picture a tile shows. */
export function areaOf(grid: PictureTiles, { level, x, y }: TilePlace): Rect {
  const reach = grid.side * stepOf(grid, level);
  return { minX: x * reach, minY: y * reach, maxX: Math.min(grid.width, (x + 1) * reach), maxY: Math.min(grid.height, (y + 1) * reach) };
}

/** The tiles of a level that meet a part of the picture, those in its middle first. */
export function tilesIn(grid: PictureTiles, level: number, area: Rect): readonly TilePlace[] {
  const seen = intersect(area, { minX: 0, minY: 0, maxX: grid.width, maxY: grid.height });
  if (seen === null) return [];
  const reach = grid.side * stepOf(grid, level);
  const places: TilePlace[] = [];
  for (let y = Math.floor(seen.minY / reach); y * reach < seen.maxY; y += 1) {
    for (let x = Math.floor(seen.minX / reach); x * reach < seen.maxX; x += 1) places.push({ level, x, y });
  }
  const [middleX, middleY] = [(seen.minX + seen.maxX) / 2 / reach - 0.5, (seen.minY + seen.maxY) / 2 / reach - 0.5];
  const away = ({ x, y }: TilePlace): number => Math.hypot(x - middleX, y - middleY);
  return places.sort((a, b) => away(a) - away(b));
}
