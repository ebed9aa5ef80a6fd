import type { Point } from '#shared/geometry/point.ts';
import { intersect, union, type Rect } from '#shared/geometry/rect.ts';
import { addSpan } from '#shared/geometry/runs.ts';
import { boundsOfSpans, type Spans } from '#shared/geometry/spans.ts';
import type { Brush } from '../session/brush.ts';

/** A pad grows by at least this many pixels, so that a stroke seldom makes it grow. */
const AIR = 256;
/** More are not held in the hand at once: 256 million pixels are a quarter of a gigabyte. */
const MOST_CELLS = 256 * 1024 * 1024;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A mask while it is in the hand: a byte per pixel, column by column. It changes in place, since a stroke has hundreds
 * of steps and the mask millions of pixels, and it knows which part of it has not been painted yet.
 */
export class MaskPad {
  readonly #clip: Rect;
  #box: Box = { left: 0, top: 0, width: 0, height: 0 };
  #cells = new Uint8Array();
  #dirty: Rect | null = null;

  /** `clip`: whole pixels; nothing is painted outside. */
  constructor(spans: Spans, clip: Rect) {
    this.#clip = clip;
    const bounds = boundsOfSpans(spans);
    if (bounds !== null && this.#reach(bounds)) this.#put(spans);
  }

  get box(): Box {
    return this.#box;
  }

  get cells(): Uint8Array {
    return this.#cells;
  }

  /** What was touched since the last time it was asked for. */
  takeDirty(): Rect | null {
    const dirty = this.#dirty;
    this.#dirty = null;
    return dirty;
  }

  /** Draws a tip from one place to another. False when that would need more pixels than a hand can hold. */
  stroke([from, to]: readonly [Point, Point], { size, tip }: Brush, value: 0 | 1): boolean {
    const radius = size / 2;
    const air = radius + 1;
    const around = { minX: Math.floor(Math.min(from[0], to[0]) - air), minY: Math.floor(Math.min(from[1], to[1]) - air), maxX: Math.ceil(Math.max(from[0], to[0]) + air), maxY: Math.ceil(Math.max(from[1], to[1]) + air) };
    const touched = intersect(around, this.#clip);
    if (touched === null) return true;
    if (value === 1 && !this.#reach(touched)) return false;
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / Math.max(1, radius / 8)));
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      this.#stamp([onPixels(from[0] + (to[0] - from[0]) * t, size), onPixels(from[1] + (to[1] - from[1]) * t, size)], { radius, round: tip === 'circle', value });
    }
    this.#dirty = this.#dirty === null ? touched : union(this.#dirty, touched);
    return true;
  }

  spans(): Spans {
    const { left, top, width, height } = this.#box;
    const columns = Array.from({ length: width }, (_, index) => {
      const column: number[] = [];
      eachRun(this.#cells.subarray(index * height, (index + 1) * height), (from, to) => addSpan(column, top + from, top + to));
      return column;
    });
    return { left, columns };
  }

  #stamp([x, y]: Point, { radius, round, value }: { readonly radius: number; readonly round: boolean; readonly value: 0 | 1 }): void {
    const { left, top, width, height } = this.#box;
    const first = Math.max(left, Math.ceil(x - radius - 0.5));
    const last = Math.min(left + width - 1, Math.floor(x + radius - 0.5));
    for (let column = first; column <= last; column += 1) {
      const across = column + 0.5 - x;
      const half = round ? Math.sqrt(radius * radius - across * across) : radius;
      const from = Math.max(0, Math.ceil(y - half - 0.5) - top);
      const to = Math.min(height, Math.floor(y + half - 0.5) + 1 - top);
      if (to > from) this.#cells.fill(value, (column - left) * height + from, (column - left) * height + to);
    }
  }

  #put({ left, columns }: Spans): void {
    for (const [index, column] of columns.entries()) {
      const base = (left + index - this.#box.left) * this.#box.height - this.#box.top;
      for (let at = 0; at + 1 < column.length; at += 2) this.#cells.fill(1, base + (column[at] ?? 0), base + (column[at + 1] ?? 0));
    }
  }

  /** Makes room for a rectangle, with some air for what comes next. */
  #reach(rect: Rect): boolean {
    const { left, top, width, height } = this.#box;
    const now = { minX: left, minY: top, maxX: left + width, maxY: top + height };
    if (width > 0 && rect.minX >= now.minX && rect.minY >= now.minY && rect.maxX <= now.maxX && rect.maxY <= now.maxY) return true;
    const all = width === 0 ? rect : union(now, rect);
    const [airX, airY] = [Math.max(AIR, (all.maxX - all.minX) >> 2), Math.max(AIR, (all.maxY - all.minY) >> 2)];
    const inClip = { minX: Math.min(this.#clip.minX, all.minX), minY: Math.min(this.#clip.minY, all.minY), maxX: Math.max(this.#clip.maxX, all.maxX), maxY: Math.max(this.#clip.maxY, all.maxY) };
    const wide = intersect({ minX: all.minX - airX, minY: all.minY - airY, maxX: all.maxX + airX, maxY: all.maxY + airY }, inClip) ?? all;
    const next: Box = { left: wide.minX, top: wide.minY, width: wide.maxX - wide.minX, height: wide.maxY - wide.minY };
    if (next.width * next.height > MOST_CELLS) return false;
    const cells = new Uint8Array(next.width * next.height);
    for (let column = 0; column < width; column += 1) {
      cells.set(this.#cells.subarray(column * height, (column + 1) * height), (left + column - next.left) * next.height + top - next.top);
    }
    [this.#box, this.#cells] = [next, cells];
    return true;
  }
}

/** Tips of an odd size sit on the middle of a pixel, those of an even size between pixels: so every tip looks the same everywhere. */
function onPixels(value: number, size: number): number {
  return size % 2 === 1 ? Math.floor(value) + 0.5 : Math.round(value);
}

/** The stretches of ones in a column. */
export function eachRun(column: Uint8Array, visit: (from: number, to: number) => void): void {
  for (let from = column.indexOf(1); from !== -1; ) {
    const end = column.indexOf(0, from);
    visit(from, end === -1 ? column.length : end);
    from = end === -1 ? -1 : column.indexOf(1, end);
  }
}
