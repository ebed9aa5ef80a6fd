import type { FromBulk, PaintOrder, Tile, ToBulk } from './bulkMessages.ts';
import { BulkScene } from './bulkScene.ts';
import { paintTile } from './paintTile.ts';

/** Paints everything that is not in the hand, tile by tile, so that a newer order can cut in between two tiles. */
const scene = new BulkScene();
let todo: { readonly order: PaintOrder; readonly tile: Tile; readonly last: boolean }[] = [];
const turn = new MessageChannel();

turn.port1.onmessage = () => {
  const next = todo.shift();
  if (next === undefined) return;
  const canvas = new OffscreenCanvas(next.tile.width, next.tile.height);
  const context = canvas.getContext('2d');
  if (context !== null) paintTile(context, scene, next);
  const bitmap = canvas.transferToImageBitmap();
  say({ type: 'tile', id: next.order.id, tile: next.tile, bitmap }, [bitmap]);
  if (next.last) say({ type: 'done', id: next.order.id }, []);
  turn.port2.postMessage(null);
};

self.onmessage = ({ data }: MessageEvent<ToBulk>) => {
  if (data.type === 'load') {
    scene.swatches = data.swatches;
    scene.load(data.scene);
  } else if (data.type === 'change') {
    scene.swatches = data.swatches;
    scene.change(data.put, data.removed);
  } else if (data.type === 'hold') {
    scene.held = new Set(data.held);
    scene.marked = new Set(data.marked);
  } else {
    const { order, fresh } = data;
    const idle = todo.length === 0;
    const own = order.tiles.map((tile, index) => ({ order, tile, last: index === order.tiles.length - 1 }));
    todo = fresh ? own : [...todo, ...own];
    if (idle && todo.length > 0) turn.port2.postMessage(null);
  }
};

function say(message: FromBulk, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}
