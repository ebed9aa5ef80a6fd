import { AppError } from '#shared/base/errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { fetchBitmap } from './fetchBitmap.ts';
import type { Picture } from './pictureMessages.ts';
import { areaOf, levelFor, stepOf, tilesIn, tileUrl } from './tileGrid.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** Draws a part of a picture as its file has it, `scale` canvas pixels per image pixel, its corner at the origin. */
export async function drawPart(context: Context, picture: Picture, { part, scale }: { readonly part: Rect; readonly scale: number }): Promise<void> {
  const { source: { url, tiles }, full } = picture;
  const [width, height] = [part.maxX - part.minX, part.maxY - part.minY];
  if (tiles === null) return context.drawImage(full, part.minX, part.minY, width, height, 0, 0, context.canvas.width, context.canvas.height);
  const level = levelFor(tiles, scale);
  for (const place of tilesIn(tiles, level, part)) {
    const bitmap = await fetchBitmap(tileUrl({ url, tag: tiles.tag }, place), null);
    if (typeof bitmap === 'string') throw new AppError(bitmap, 'A part of this picture could not be read. Open it again, then try once more.');
    const { minX, minY } = areaOf(tiles, place);
    const step = stepOf(tiles, level) * scale;
    context.drawImage(bitmap, (minX - part.minX) * scale, (minY - part.minY) * scale, bitmap.width * step, bitmap.height * step);
    bitmap.close();
  }
}
