import type { Point } from './point.ts';
import { addSpan } from './runs.ts';

/** Crossings that are worth sorting; more come only from hostile or broken outlines. */
const MOST_CROSSINGS = 20_000_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Which pixels of a picture have their centre inside the rings (even-odd), as spans per column (see `runs.ts`).
 * Exact for outlines along pixel borders. `null` when the outline is too tangled to be filled in reasonable memory.
 */
export function fillRings(rings: readonly (readonly number[])[], size: Size): readonly (readonly number[])[] | null {
  const starts = countCrossings(rings, size.width);
  const total = starts[size.width] ?? 0;
  if (total > MOST_CROSSINGS) return null;
  const crossings = new Float64Array(total);
  const next = starts.slice();
  for (const ring of rings) {
    eachEdge(ring, ([x0, y0], [x1, y1]) => {
      for (let x = firstColumn(x0, x1); x < endColumn(x0, x1, size.width); x += 1) {
        const at = next[x] ?? 0;
        crossings[at] = y0 + ((x + 0.5 - x0) * (y1 - y0)) / (x1 - x0);
        next[x] = at + 1;
      }
    });
  }
  return Array.from({ length: size.width }, (_, x) => spansOf(crossings.subarray(starts[x], starts[x + 1]).sort(), size.height));
}

/** Where each column's crossings start in one flat list; the last entry is their number. */
function countCrossings(rings: readonly (readonly number[])[], width: number): Float64Array {
  const starts = new Float64Array(width + 1);
  for (const ring of rings) {
    eachEdge(ring, ([x0], [x1]) => {
      const from = firstColumn(x0, x1);
      const end = endColumn(x0, x1, width);
      if (end <= from) return;
      starts[from + 1] = (starts[from + 1] ?? 0) + 1;
      if (end < width) starts[end + 1] = (starts[end + 1] ?? 0) - 1;
    });
  }
  for (let pass = 0; pass < 2; pass += 1) for (let x = 1; x <= width; x += 1) starts[x] = (starts[x] ?? 0) + (starts[x - 1] ?? 0);
  return starts;
}

function eachEdge(ring: readonly number[], visit: (from: Point, to: Point) => void): void {
  let from: Point = [ring[ring.length - 2] ?? 0, ring[ring.length - 1] ?? 0];
  for (let at = 0; at + 1 < ring.length; at += 2) {
    const to: Point = [ring[at] ?? 0, ring[at + 1] ?? 0];
    if (from[0] !== to[0]) visit(from, to);
    from = to;
  }
}

/** First column whose centre the edge reaches; a centre exactly on the left end counts, on the right end it does not. */
function firstColumn(x0: number, x1: number): number {
  return Math.max(0, Math.ceil(Math.min(x0, x1) - 0.5));
}

function endColumn(x0: number, x1: number, width: number): number {
  return Math.min(width, Math.ceil(Math.max(x0, x1) - 0.5));
}

function spansOf(crossings: Float64Array, height: number): readonly number[] {
  const spans: number[] = [];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const from = Math.max(0, Math.ceil((crossings[at] ?? 0) - 0.5));
    const to = Math.min(height, Math.ceil((crossings[at + 1] ?? 0) - 0.5));
    addSpan(spans, from, to);
  }
  return spans;
}
