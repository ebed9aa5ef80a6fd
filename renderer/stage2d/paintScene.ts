import type { TrackId } from '#shared/model/ids.ts';
import type { SceneItem } from '../scene/sceneItem.ts';
import type { BulkFrame } from './bulkMessages.ts';
import { BulkScene } from './bulkScene.ts';
import { packScene, Swatches } from './packScene.ts';
import { paintTile } from './paintTile.ts';

/** Paints things as the worker would, here and in one go. */
export function paintScene(items: readonly SceneItem[], { held, marked }: { readonly held: ReadonlySet<TrackId>; readonly marked: ReadonlySet<TrackId> }, { view, size, ratio, style }: BulkFrame): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(size.width * ratio)), Math.max(1, Math.round(size.height * ratio)));
  const context = canvas.getContext('2d');
  if (context === null || items.length === 0) return canvas;
  const scene = new BulkScene();
  const swatches = new Swatches();
  const numbers = new Map(items.map(({ id }, index) => [id, index]));
  const numbered = (ids: ReadonlySet<TrackId>): Set<number> => new Set([...ids].flatMap((id) => numbers.get(id) ?? []));
  scene.load(packScene(items, ({ id }) => numbers.get(id) ?? 0, swatches));
  scene.swatches = swatches.list;
  scene.held = numbered(held);
  scene.marked = numbered(marked);
  paintTile(context, scene, { order: { id: 0, view, ...size, ratio, style, tiles: [] }, tile: { x: 0, y: 0, width: canvas.width, height: canvas.height } });
  return canvas;
}
