import { fillRings } from './fillRings.ts';
import type { Point } from './point.ts';
import { ringsBounds, type Ring } from './polygon.ts';
import { intersect, type Rect } from './rect.ts';

/**
 * A set of pixels, column by column: column `left + i` holds `[from, to, from, to, ...]` rows, `to` exclusive, ascending,
 * no two touching. Rows and columns are those of the picture.
 */
export interface Spans {
  readonly left: number;
  readonly columns: readonly (readonly number[])[];
}

export const NO_PIXELS: Spans = { left: 0, columns: [] };

/** What is in either. */
export function uniteSpans(a: Spans, b: Spans): Spans {
  if (a.columns.length === 0) return b;
  if (b.columns.length === 0) return a;
  const left = Math.min(a.left, b.left);
  const right = Math.max(a.left + a.columns.length, b.left + b.columns.length);
  return { left, columns: columnsFrom(left, right, (x) => combine(columnAt(a, x), columnAt(b, x), (inA, inB) => inA || inB)) };
}

/** What is in `a` and not in `b`. */
export function subtractSpans(a: Spans, b: Spans): Spans {
  return { left: a.left, columns: a.columns.map((column, index) => (columnAt(b, a.left + index).length === 0 ? column : combine(column, columnAt(b, a.left + index), (inA, inB) => inA && !inB))) };
}

/** What is in both. */
export function intersectSpans(a: Spans, b: Spans): Spans {
  const left = Math.max(a.left, b.left);
  const right = Math.min(a.left + a.columns.length, b.left + b.columns.length);
  return right <= left ? NO_PIXELS : { left, columns: columnsFrom(left, right, (x) => combine(columnAt(a, x), columnAt(b, x), (inA, inB) => inA && inB)) };
}

/** What lies inside a rectangle of whole pixels. */
export function cropSpans(spans: Spans, rect: Rect): Spans {
  const left = Math.max(spans.left, rect.minX);
  const right = Math.min(spans.left + spans.columns.length, rect.maxX);
  if (right <= left || rect.maxY <= rect.minY) return NO_PIXELS;
  return { left, columns: columnsFrom(left, right, (x) => combine(columnAt(spans, x), [rect.minY, rect.maxY], (inA, inB) => inA && inB)) };
}

export function areaOfSpans({ columns }: Spans): number {
  let area = 0;
  for (const column of columns) for (let at = 0; at + 1 < column.length; at += 2) area += (column[at + 1] ?? 0) - (column[at] ?? 0);
  return area;
}

/** The smallest rectangle of whole pixels around all of it; null when there is nothing. */
export function boundsOfSpans({ left, columns }: Spans): Rect | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [index, column] of columns.entries()) {
    const [top, foot] = [column[0], column[column.length - 1]];
    if (top === undefined || foot === undefined) continue;
    minX = Math.min(minX, left + index);
    maxX = left + index + 1;
    minY = Math.min(minY, top);
    maxY = Math.max(maxY, foot);
  }
  return minX === Infinity ? null : { minX, minY, maxX, maxY };
}

/**
 * The pixels whose centre lies inside the rings (even-odd) and inside `clip`, a rectangle of whole pixels. Null when the
 * outline is too tangled to be filled.
 */
export function spansOfRings(rings: readonly Ring[], clip: Rect): Spans | null {
  const bounds = ringsBounds(rings);
  const seen = bounds === null ? null : intersect({ minX: Math.floor(bounds.minX), minY: Math.floor(bounds.minY), maxX: Math.ceil(bounds.maxX), maxY: Math.ceil(bounds.maxY) }, clip);
  if (seen === null) return NO_PIXELS;
  const moved = rings.map((ring) => ring.map((value, at) => value - (at % 2 === 0 ? seen.minX : seen.minY)));
  const columns = fillRings(moved, { width: seen.maxX - seen.minX, height: seen.maxY - seen.minY });
  return columns === null ? null : { left: seen.minX, columns: columns.map((column) => column.map((row) => row + seen.minY)) };
}

/** Both sides of the endless line through two points; a pixel belongs to the side its centre is on. */
export function cutSpans(spans: Spans, [from, to]: readonly [Point, Point]): readonly [Spans, Spans] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const above = { left: spans.left, columns: spans.columns.map((_, index) => rowsBefore(spans.left + index + 0.5)) };
  return [intersectSpans(spans, above), subtractSpans(spans, above)];

  function rowsBefore(x: number): readonly number[] {
    if (dx === 0) return x < from[0] ? EVERY_ROW : [];
    const row = Math.ceil(from[1] + ((x - from[0]) * dy) / dx - 0.5);
    return [-FARTHEST, Math.max(-FARTHEST + 1, Math.min(FARTHEST, row))];
  }
}

const FARTHEST = 1e9;
const EVERY_ROW = [-FARTHEST, FARTHEST];
const NOTHING: readonly number[] = [];

function columnAt({ left, columns }: Spans, x: number): readonly number[] {
  return columns[x - left] ?? NOTHING;
}

function columnsFrom(left: number, right: number, make: (x: number) => readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: right - left }, (_, index) => make(left + index));
}

/** Walks the borders of both columns in order; each turns "inside" over. */
function combine(a: readonly number[], b: readonly number[], keep: (inA: boolean, inB: boolean) => boolean): readonly number[] {
  const spans: number[] = [];
  let [i, j] = [0, 0];
  let inside = false;
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    if (a[i] === at) i += 1;
    if (b[j] === at) j += 1;
    const now = keep(i % 2 === 1, j % 2 === 1);
    if (now === inside) continue;
    spans.push(at);
    inside = now;
  }
  return spans;
}
