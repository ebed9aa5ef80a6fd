import { distanceField, type DistanceField } from '../../geometry/distanceField.ts';
import type { Spans } from '../../geometry/spans.ts';
import { maskOfSpans, movedMask, runEnds, spansOfMask } from './maskRuns.ts';
import type { MaskShape } from './shape.ts';

/** Cells of the window in which two masks are measured; larger windows are measured in coarser cells. */
const MOST_CELLS = 160_000;

/** Two masks measured in one window, each about its own centre of gravity. */
interface Measured {
  readonly a: DistanceField;
  readonly b: DistanceField;
  /** Pixels from a mask's centre to the window's corner. */
  readonly left: number;
  readonly top: number;
  /** Pixels across a cell. */
  readonly cell: number;
  readonly centreA: readonly [number, number];
  readonly centreB: readonly [number, number];
}

const measured = new WeakMap<MaskShape, { readonly other: MaskShape; readonly pair: Measured }>();

/**
 * The mask at `t` of the way: both are laid over each other by their centres of gravity, and their distances to the
 * border are mixed, so outlines grow and shrink into each other while the whole moves. A mask that cannot be read
 * stays as it is until the next keyframe.
 */
export function maskBetween(a: MaskShape, b: MaskShape, t: number): MaskShape {
  if (t <= 0 || runEnds(a) === null || runEnds(b) === null) return a;
  if (t >= 1) return b;
  const pair = pairOf(a, b);
  const [x, y] = [placeAt(pair.centreA[0], pair.centreB[0], t), placeAt(pair.centreA[1], pair.centreB[1], t)];
  const mixed = maskOfSpans(spansOf(pair, t, [x + pair.left, y + pair.top]));
  // Two rings of which neither covers the other's body may have nothing in common half way.
  return mixed ?? (t < 0.5 ? movedMask(a, x - pair.centreA[0], y - pair.centreA[1]) : movedMask(b, x - pair.centreB[0], y - pair.centreB[1]));
}

/** Measuring costs far more than mixing, so the pair a person is moving through is remembered. */
function pairOf(a: MaskShape, b: MaskShape): Measured {
  const known = measured.get(a);
  if (known !== undefined && known.other === b) return known.pair;
  const pair = measure(a, b);
  measured.set(a, { other: b, pair });
  return pair;
}

function measure(a: MaskShape, b: MaskShape): Measured {
  const [spansA, spansB] = [spansOfMask(a), spansOfMask(b)];
  const [centreA, centreB] = [centreOf(spansA), centreOf(spansB)];
  const left = Math.min(a.x - centreA[0], b.x - centreB[0]);
  const top = Math.min(a.y - centreA[1], b.y - centreB[1]);
  const right = Math.max(a.x + a.width - centreA[0], b.x + b.width - centreB[0]);
  const foot = Math.max(a.y + a.height - centreA[1], b.y + b.height - centreB[1]);
  const cell = Math.max(1, Math.ceil(Math.sqrt(((right - left) * (foot - top)) / MOST_CELLS)));
  // A cell of air on every side, so that what touches the window's edge has a border there.
  const window = { left: left - cell, top: top - cell, cell, width: Math.ceil((right - left) / cell) + 2, height: Math.ceil((foot - top) / cell) + 2 };
  return { a: fieldOf(spansA, centreA, window), b: fieldOf(spansB, centreB, window), left: window.left, top: window.top, cell, centreA, centreB };
}

interface Window {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly width: number;
  readonly height: number;
}

/** A cell is inside when the pixel in its middle is. */
function fieldOf({ left, columns }: Spans, centre: readonly [number, number], window: Window): DistanceField {
  const { cell, width, height } = window;
  const inside = new Uint8Array(width * height);
  const middle = cell >> 1;
  for (let x = 0; x < width; x += 1) {
    const column = columns[window.left + x * cell + middle + centre[0] - left] ?? [];
    const top = window.top + middle + centre[1];
    for (let at = 0; at + 1 < column.length; at += 2) {
      const to = Math.min(height, Math.ceil(((column[at + 1] ?? 0) - top) / cell));
      for (let y = Math.max(0, Math.ceil(((column[at] ?? 0) - top) / cell)); y < to; y += 1) inside[y * width + x] = 1;
    }
  }
  return distanceField(inside, width, height);
}

/** The pixels whose mixed distance is above 0; between coarse cells it runs evenly. */
function spansOf({ a, b, cell }: Measured, t: number, [left, top]: readonly [number, number]): Spans {
  const columns: number[][] = [];
  const line = new Float32Array(a.height);
  for (let x = 0; x < (a.width - 1) * cell; x += 1) {
    const place = Math.max(0, (x - (cell >> 1)) / cell);
    mixInto(line, { a, b, t, place });
    columns.push(rowsAbove(line, cell, top));
  }
  return { left, columns };
}

function mixInto(line: Float32Array, { a, b, t, place }: { readonly a: DistanceField; readonly b: DistanceField; readonly t: number; readonly place: number }): void {
  const column = Math.floor(place);
  const share = place - column;
  const next = Math.min(a.width - 1, column + 1);
  for (let y = 0; y < a.height; y += 1) {
    const at = y * a.width;
    const here = (a.values[at + column] ?? 0) * (1 - t) + (b.values[at + column] ?? 0) * t;
    line[y] = share === 0 ? here : here * (1 - share) + ((a.values[at + next] ?? 0) * (1 - t) + (b.values[at + next] ?? 0) * t) * share;
  }
}

function rowsAbove(line: Float32Array, cell: number, top: number): number[] {
  const rows: number[] = [];
  const middle = cell >> 1;
  let inside = false;
  for (let y = 0; y < line.length; y += 1) {
    const value = line[y] ?? 0;
    if (value > 0 === inside) continue;
    const before = line[y - 1] ?? -1;
    const back = cell === 1 ? 0 : Math.floor((cell * value) / (value - before));
    rows.push(top + y * cell + middle - back);
    inside = !inside;
  }
  return rows;
}

/** The pixel at the centre of gravity. */
function centreOf({ left, columns }: Spans): readonly [number, number] {
  let [sumX, sumY, area] = [0, 0, 0];
  for (const [index, column] of columns.entries()) {
    for (let at = 0; at + 1 < column.length; at += 2) {
      const [from, to] = [column[at] ?? 0, column[at + 1] ?? 0];
      area += to - from;
      sumX += (to - from) * (left + index);
      sumY += ((to - from) * (from + to - 1)) / 2;
    }
  }
  return area === 0 ? [left, 0] : [Math.round(sumX / area), Math.round(sumY / area)];
}

/** Half pixels fall to the same side from whichever end they are reached. */
function placeAt(from: number, to: number, t: number): number {
  return Math.round(from + (to - from) * t + 1e-6);
}
