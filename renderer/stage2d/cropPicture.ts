import { AppError } from '#shared/base/errors.ts';
import { intersect } from '#shared/geometry/rect.ts';
import type { SceneItem } from '../scene/sceneItem.ts';
import { PLAIN_OVERLAY } from '../session/seeingStore.ts';
import { BulkScene } from './bulkScene.ts';
import { drawPart } from './cropSource.ts';
import { packScene, Swatches } from './packScene.ts';
import { paintTile } from './paintTile.ts';
import type { Picture } from './pictureMessages.ts';
import type { ImageRegion } from './stageHandle.ts';

export interface CropOptions {
  /** Painted over the picture; empty for a clean crop. */
  readonly items: readonly SceneItem[];
  readonly longest: number;
}

/** A PNG of a region of the picture, never larger than its own pixels or `longest`. */
export async function cropPicture(picture: Picture, region: ImageRegion, { items, longest }: CropOptions): Promise<Blob> {
  const [x, y, width, height] = region;
  const seen = intersect({ minX: x, minY: y, maxX: x + width, maxY: y + height }, { minX: 0, minY: 0, maxX: picture.width, maxY: picture.height });
  if (seen === null || seen.maxX - seen.minX < 1 || seen.maxY - seen.minY < 1) throw new AppError('stage/empty-region', 'There is no picture at that place to cut out.');
  const [left, top] = [Math.floor(seen.minX), Math.floor(seen.minY)];
  const [wide, high] = [Math.ceil(seen.maxX) - left, Math.ceil(seen.maxY) - top];
  const scale = Math.min(1, longest / Math.max(wide, high));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale)));
  const context = canvas.getContext('2d');
  if (context === null) throw new AppError('stage/no-canvas', 'This machine has no memory left for a crop. Close other windows and try again.');
  context.imageSmoothingQuality = 'high';
  await drawPart(context, picture, { part: { minX: left, minY: top, maxX: left + wide, maxY: top + high }, scale });
  if (items.length > 0) {
    const swatches = new Swatches();
    const scene = new BulkScene();
    const numbers = new Map(items.map((item, index) => [item.id, index]));
    scene.load(packScene(items, (item) => numbers.get(item.id) ?? 0, swatches));
    scene.swatches = swatches.list;
    const view = { x: left + wide / 2, y: top + high / 2, scale, turn: 0 as const };
    paintTile(context, scene, { order: { id: 0, view, width: canvas.width, height: canvas.height, ratio: 1, style: PLAIN_OVERLAY, tiles: [] }, tile: { x: 0, y: 0, width: canvas.width, height: canvas.height } });
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
