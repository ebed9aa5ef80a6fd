import type { Stop } from '#shared/base/listeners.ts';
import type { Point } from '#shared/geometry/point.ts';
import { intersect, union, type Rect } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { SceneChange, SceneItem } from '../scene/sceneItem.ts';
import { REACH } from '../scene/styles.ts';
import type { BulkFrame, FromBulk, PackedScene, Tile, ToBulk } from './bulkMessages.ts';
import { rectOnScreen, toImage, toScreen } from './camera2d.ts';
import { later } from './later.ts';
import { packScene, Swatches } from './packScene.ts';
import { paintScene } from './paintScene.ts';

const TILE = 512;
const REST_MS = 90;
/** So many things are painted here and now, within a frame of the screen; more are left to the worker. */
const MOST_NOW = 1500;
/** More changed places than this are repainted as one. */
const MOST_PLACES = 12;

/**
 * The page's side of the bulk painter. The last picture of the worker is kept with its view and drawn transformed while
 * the view moves; when it rests, sharp tiles replace it, nearest the pointer first. A change repaints only its place.
 */
export class BulkPainter {
  readonly #worker = new Worker(new URL('./bulk.worker.ts', import.meta.url), { type: 'module', name: 'bulk painter' });
  readonly #changed: () => void;
  readonly #numbers = new Map<TrackId, number>();
  readonly #bounds = new Map<TrackId, Rect>();
  #swatches = new Swatches();
  #held: ReadonlySet<TrackId> = new Set();
  #marked: ReadonlySet<TrackId> = new Set();
  #wanted: BulkFrame | null = null;
  #snapshot: { readonly canvas: OffscreenCanvas; readonly frame: BulkFrame } | null = null;
  readonly #orders = new Map<number, BulkFrame>();
  #lastOrder = 0;
  #dirty: readonly Rect[] = [];
  #stopRest: Stop | null = null;
  /** What the worker has not been told yet: frames of a clip go by, and it is needed for few of them. */
  #untold: SceneChange | null = null;
  /** The next look paints `untold` itself. */
  #now = false;
  #focus: Point = [0, 0];

  /** `failed`: nothing more will be painted by it. */
  constructor(changed: () => void, failed: () => void) {
    this.#changed = changed;
    this.#worker.onerror = failed;
    this.#worker.onmessage = ({ data }: MessageEvent<FromBulk>) => this.#receive(data);
  }

  dispose(): void {
    this.#stopRest?.();
    this.#worker.terminate();
  }

  /** What was painted belongs to another picture. */
  forget(): void {
    this.#snapshot = null;
    this.#orders.clear();
  }

  /** Everything ordered so far is on the snapshot. */
  isSharp(): boolean {
    return this.#orders.size === 0 && this.#dirty.length === 0 && this.#snapshot !== null && this.#snapshot.frame === this.#wanted;
  }

  /** Where the pointer is, in CSS pixels: what is near it is painted first. */
  lookAt(focus: Point): void {
    this.#focus = focus;
  }

  apply(change: SceneChange): void {
    if (change.all) this.#untold = null;
    this.#now = false;
    const before = [...change.put.map((item) => item.id), ...change.removed].map((id) => this.#bounds.get(id));
    if (change.all) this.#bounds.clear();
    for (const id of change.removed) this.#bounds.delete(id);
    for (const item of change.put) this.#bounds.set(item.id, item.bounds);
    this.#tell();
    this.#sendScene(change);
    if (change.all) this.#paintAll(true);
    else this.#paintPlaces([...before, ...change.put.map((item) => item.bounds)]);
  }

  /**
   * Another frame of a clip. What is on it appears with the frame itself, so it is painted by the page in the same go;
   * where there is too much of it, nothing is shown until the worker is done. Never is the old one seen on the new frame.
   */
  replace(change: SceneChange): void {
    this.#bounds.clear();
    for (const item of change.put) this.#bounds.set(item.id, item.bounds);
    this.#untold = change;
    this.#snapshot = null;
    this.#orders.clear();
    this.#dirty = [];
    this.#now = change.put.length <= MOST_NOW;
    if (!this.#now) this.#paintAll(true);
  }

  /** Takes things out of the bulk because they are in the hand, or marks them as selected. */
  hold(held: ReadonlySet<TrackId>, marked: ReadonlySet<TrackId>): void {
    const other = [...differing(this.#held, held), ...differing(this.#marked, marked)];
    if (other.length === 0) return;
    [this.#held, this.#marked] = [held, marked];
    if (this.#now) return;
    this.#tell();
    this.#send({ type: 'hold', held: [...held].map((id) => this.#numberOf(id)), marked: [...marked].map((id) => this.#numberOf(id)) }, []);
    if (other.length > 500) this.#paintAll(true);
    else this.#paintPlaces(other.map((id) => this.#bounds.get(id)));
  }

  /** What should be seen from now on. */
  look(frame: BulkFrame): void {
    const { view, size, ratio, style } = frame;
    const before = this.#wanted;
    if (this.#now && this.#untold !== null) return this.#paintHere(frame, this.#untold);
    if (before !== null && before.view === view && before.size === size && before.ratio === ratio && before.style === style) return;
    this.#wanted = frame;
    if (this.#orders.size === 0) this.#paintAll(false);
    this.#stopRest?.();
    this.#stopRest = later(REST_MS, () => this.#settle());
  }

  /** Draws what is there of it; `context` is in device pixels. */
  draw(context: CanvasRenderingContext2D, frame: BulkFrame, opacity: number): void {
    if (this.#snapshot === null) return;
    context.globalAlpha = opacity;
    transformed(context, this.#snapshot, frame);
    context.globalAlpha = 1;
  }

  #paintHere(frame: BulkFrame, { put }: SceneChange): void {
    this.#now = false;
    this.#wanted = frame;
    this.#snapshot = { canvas: paintScene(put, { held: this.#held, marked: this.#marked }, frame), frame };
  }

  /** Brings the worker up to date before it is asked for anything. */
  #tell(): void {
    const change = this.#untold;
    this.#untold = null;
    if (change !== null) this.#sendScene(change);
  }

  #settle(): void {
    const frames = [...this.#orders.values()];
    if (frames.at(-1) === this.#wanted || (frames.length === 0 && this.#snapshot?.frame === this.#wanted)) return;
    this.#paintAll(true);
  }

  #paintAll(fresh: boolean): void {
    const frame = this.#wanted;
    if (frame === null) return;
    this.#dirty = [];
    this.#orders.clear();
    this.#order(frame, tilesOf(frame, this.#focus), fresh);
  }

  #paintPlaces(places: readonly (Rect | undefined)[]): void {
    const known = [...this.#dirty, ...places.filter((place) => place !== undefined)];
    this.#dirty = known.length > MOST_PLACES ? [known.reduce(union)] : known;
    this.#paintDirty();
  }

  /** Waits for what is under way: its tiles may be older than the change. */
  #paintDirty(): void {
    const [frame, dirty] = [this.#wanted, this.#dirty];
    if (frame === null || dirty.length === 0 || this.#orders.size > 0) return;
    if (this.#snapshot?.frame !== frame) return this.#paintAll(false);
    this.#dirty = [];
    const tiles = dirty.map((place) => tileOf(frame, place)).filter((tile) => tile !== null);
    if (tiles.length > 0) this.#order(frame, tiles, false);
  }

  #order(frame: BulkFrame, tiles: readonly Tile[], fresh: boolean): void {
    this.#tell();
    this.#lastOrder += 1;
    this.#orders.set(this.#lastOrder, frame);
    this.#send({ type: 'paint', order: { id: this.#lastOrder, view: frame.view, ...frame.size, ratio: frame.ratio, style: frame.style, tiles }, fresh }, []);
  }

  #receive(message: FromBulk): void {
    const frame = this.#orders.get(message.id);
    if (message.type === 'tile') {
      if (frame !== undefined) this.#put(frame, message.tile, message.bitmap);
      message.bitmap.close();
      return;
    }
    this.#orders.delete(message.id);
    if (frame === undefined || this.#orders.size > 0) return;
    if (frame !== this.#wanted) this.#paintAll(false);
    else this.#paintDirty();
    this.#changed();
  }

  #put(frame: BulkFrame, tile: Tile, bitmap: ImageBitmap): void {
    if (this.#snapshot?.frame !== frame) this.#rebase(frame);
    const context = this.#snapshot?.canvas.getContext('2d');
    context?.clearRect(tile.x, tile.y, tile.width, tile.height);
    context?.drawImage(bitmap, tile.x, tile.y);
    this.#changed();
  }

  /** The old picture, transformed, is what is seen until all new tiles are there. */
  #rebase(frame: BulkFrame): void {
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(frame.size.width * frame.ratio)), Math.max(1, Math.round(frame.size.height * frame.ratio)));
    const context = canvas.getContext('2d');
    if (context !== null && this.#snapshot !== null) transformed(context, this.#snapshot, frame);
    this.#snapshot = { canvas, frame };
  }

  #sendScene({ all, put, removed }: SceneChange): void {
    if (all) {
      this.#numbers.clear();
      this.#swatches = new Swatches();
    }
    const scene = packScene(put, (item: SceneItem) => this.#numberOf(item.id), this.#swatches);
    const swatches = this.#swatches.list;
    this.#send(all ? { type: 'load', scene, swatches } : { type: 'change', put: scene, removed: removed.map((id) => this.#numberOf(id)), swatches }, buffersOf(scene));
    if (all) this.#send({ type: 'hold', held: [...this.#held].map((id) => this.#numberOf(id)), marked: [...this.#marked].map((id) => this.#numberOf(id)) }, []);
  }

  #numberOf(id: TrackId): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, number);
    return number;
  }

  #send(message: ToBulk, transfer: Transferable[]): void {
    this.#worker.postMessage(message, transfer);
  }
}

function transformed(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, { canvas, frame }: { canvas: OffscreenCanvas; frame: BulkFrame }, to: BulkFrame): void {
  const at = (screen: Point): Point => toScreen(to.view, to.size, toImage(frame.view, frame.size, screen));
  const [[x, y], right, down] = [at([0, 0]), at([1, 0]), at([0, 1])];
  const factor = to.ratio / frame.ratio;
  context.setTransform((right[0] - x) * factor, (right[1] - y) * factor, (down[0] - x) * factor, (down[1] - y) * factor, x * to.ratio, y * to.ratio);
  context.drawImage(canvas, 0, 0);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function tilesOf({ size, ratio }: BulkFrame, focus: Point): Tile[] {
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  const tiles: Tile[] = [];
  for (let y = 0; y < height; y += TILE) {
    for (let x = 0; x < width; x += TILE) tiles.push({ x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) });
  }
  const away = (tile: Tile): number => Math.hypot(tile.x + tile.width / 2 - focus[0] * ratio, tile.y + tile.height / 2 - focus[1] * ratio);
  return tiles.sort((a, b) => away(a) - away(b));
}

/** The part of the screen a place of the picture covers, with its outline. */
function tileOf({ view, size, ratio }: BulkFrame, place: Rect): Tile | null {
  const { minX, minY, maxX, maxY } = rectOnScreen(view, size, place);
  const air = REACH + 1;
  const seen = intersect({ minX: minX - air, minY: minY - air, maxX: maxX + air, maxY: maxY + air }, { minX: 0, minY: 0, maxX: size.width, maxY: size.height });
  if (seen === null) return null;
  const [x, y] = [Math.floor(seen.minX * ratio), Math.floor(seen.minY * ratio)];
  return { x, y, width: Math.max(1, Math.ceil(seen.maxX * ratio) - x), height: Math.max(1, Math.ceil(seen.maxY * ratio) - y) };
}

function buffersOf(scene: PackedScene): Transferable[] {
  return [scene.keys.buffer, scene.coords.buffer, scene.rings.buffer, scene.forms.buffer, scene.firstRing.buffer, scene.bounds.buffer, scene.swatch.buffer, scene.z.buffer];
}

function differing<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): T[] {
  return [...[...a].filter((one) => !b.has(one)), ...[...b].filter((one) => !a.has(one))];
}
