import type { PictureTiles } from '#shared/bridge/hostContract.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { fetchBitmap } from './fetchBitmap.ts';
import type { PictureSource } from './pictureMessages.ts';
import { areaOf, levelFor, stepOf, tilesIn, tileUrl, type TilePlace, type ValueWindow } from './tileGrid.ts';

/** Decoded pixels kept for coming back; four bytes each. */
const MOST_PIXELS = 64_000_000;
const ABREAST = 6;
/** The level asked for before the sharp one: an eighth as fine, so a few tiles fill the screen. */
const COARSER = 3;

export interface ReadyTile {
  readonly area: Rect;
  readonly bitmap: ImageBitmap;
}

export interface TileLayerPorts {
  /** A tile arrived. */
  changed(): void;
  /** The picture cannot be shown (any more). Said once for each picture. */
  problem(code: string): void;
}

/** The tiles of one picture: those that can be seen are fetched, coarse ones first, and kept while there is room. */
export class TileLayer {
  readonly #ports: TileLayerPorts;
  readonly #kept = new Map<string, ReadyTile>();
  readonly #loading = new Map<string, AbortController>();
  #source: PictureSource | null = null;
  #wanted: readonly { readonly key: string; readonly place: TilePlace }[] = [];
  #window: ValueWindow | null = null;
  /** Tiles of the window before, seen until those of this one are here. */
  #before = '';
  #failed = false;

  constructor(ports: TileLayerPorts) {
    this.#ports = ports;
  }

  show(source: PictureSource | null): void {
    this.#stop();
    for (const { bitmap } of this.#kept.values()) bitmap.close();
    this.#kept.clear();
    this.#source = source;
    this.#failed = false;
    this.#before = '';
    this.#window = null;
  }

  dispose(): void {
    this.show(null);
  }

  /** Asks for what is missing of an area and answers what is there of it, to be painted in that order. */
  ready(area: Rect, zoom: number, window: ValueWindow | null): readonly ReadyTile[] {
    const grid = this.#source?.tiles ?? null;
    if (grid === null) return [];
    if (window?.low !== this.#window?.low || window?.high !== this.#window?.high) [this.#before, this.#window] = [windowKey(this.#window), window];
    const sharp = levelFor(grid, zoom);
    const coarse = Math.max(0, sharp - COARSER);
    this.#want([...tilesIn(grid, coarse, area), ...tilesIn(grid, sharp, area)]);
    const now = windowKey(window);
    const all = this.isSharp() ? [sharp] : Array.from({ length: sharp + 1 }, (_, level) => level);
    const found = (key: string): ReadyTile[] => all.flatMap((level) => tilesIn(grid, level, area)).flatMap((place) => this.#take(keyOf(key, place)));
    return this.isSharp() || this.#before === now ? found(now) : [...found(this.#before), ...found(now)];
  }

  /** Everything that is seen is as fine as it gets. */
  isSharp(): boolean {
    return this.#failed || this.#wanted.every(({ key }) => this.#kept.has(key));
  }

  /** The tile of the picture's own pixels at a point, if it is here. */
  finestAt([x, y]: Point): ReadyTile | null {
    const grid = this.#source?.tiles ?? null;
    if (grid === null) return null;
    const place = { level: grid.levels - 1, x: Math.floor(x / grid.side), y: Math.floor(y / grid.side) };
    return this.#kept.get(keyOf(windowKey(this.#window), place)) ?? null;
  }

  #take(key: string): ReadyTile[] {
    const tile = this.#kept.get(key);
    if (tile === undefined) return [];
    // Lately used last.
    this.#kept.delete(key);
    this.#kept.set(key, tile);
    return [tile];
  }

  #want(places: readonly TilePlace[]): void {
    const window = windowKey(this.#window);
    this.#wanted = places.map((place) => ({ key: keyOf(window, place), place }));
    const wanted = new Set(this.#wanted.map(({ key }) => key));
    for (const [key, stop] of this.#loading) if (!wanted.has(key)) stop.abort();
    this.#next();
  }

  #next(): void {
    const grid = this.#source?.tiles ?? null;
    if (grid === null || this.#failed) return;
    for (const { key, place } of this.#wanted) {
      if (this.#loading.size >= ABREAST) return;
      if (!this.#kept.has(key) && !this.#loading.has(key)) void this.#load(grid, { key, place });
    }
  }

  async #load(grid: PictureTiles, { key, place }: { readonly key: string; readonly place: TilePlace }): Promise<void> {
    const stop = new AbortController();
    const source = this.#source;
    this.#loading.set(key, stop);
    const bitmap = await fetchBitmap(tileUrl({ url: source?.url ?? '', tag: grid.tag }, place, this.#window), stop.signal);
    if (this.#loading.get(key) === stop) this.#loading.delete(key);
    if (source !== this.#source || stop.signal.aborted) {
      if (typeof bitmap !== 'string') bitmap.close();
      if (source === this.#source) this.#next();
      return;
    }
    if (typeof bitmap === 'string') {
      this.#failed = true;
      return this.#ports.problem(bitmap);
    }
    const { minX, minY } = areaOf(grid, place);
    const step = stepOf(grid, place.level);
    this.#kept.set(key, { bitmap, area: { minX, minY, maxX: minX + bitmap.width * step, maxY: minY + bitmap.height * step } });
    this.#makeRoom();
    this.#next();
    this.#ports.changed();
  }

  #makeRoom(): void {
    let pixels = 0;
    for (const { bitmap } of this.#kept.values()) pixels += bitmap.width * bitmap.height;
    const wanted = new Set(this.#wanted.map(({ key }) => key));
    for (const [key, { bitmap }] of this.#kept) {
      if (pixels <= MOST_PIXELS) return;
      if (wanted.has(key)) continue;
      pixels -= bitmap.width * bitmap.height;
      bitmap.close();
      this.#kept.delete(key);
    }
  }

  #stop(): void {
    for (const stop of this.#loading.values()) stop.abort();
    this.#loading.clear();
    this.#wanted = [];
  }
}

function windowKey(window: ValueWindow | null): string {
  return window === null ? '' : `${window.low}-${window.high}`;
}

function keyOf(window: string, { level, x, y }: TilePlace): string {
  return `${window} ${level} ${x} ${y}`;
}
