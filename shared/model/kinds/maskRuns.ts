import { areRunsSound, columnsOfRuns, runsOfColumns, type Runs } from '../../geometry/runs.ts';
import { decodeCounts, encodeCounts } from '../../geometry/runText.ts';
import { boundsOfSpans, cropSpans, NO_PIXELS, type Spans } from '../../geometry/spans.ts';
import type { MaskShape } from './shape.ts';

/** Where each run of a mask ends, counted down its columns: even runs are outside, odd ones inside. */
export type RunEnds = Float64Array;

const decoded = new WeakMap<MaskShape, RunEnds | null>();

/**
 * The runs of a mask, ready to be searched; null when they do not add up to its box. Remembered for as long as the
 * shape lives, since every look at it needs them.
 */
export function runEnds(mask: MaskShape): RunEnds | null {
  const known = decoded.get(mask);
  if (known !== undefined) return known;
  const counts = soundCounts(mask);
  const ends = counts === null ? null : new Float64Array(counts.length);
  let sum = 0;
  for (let index = 0; index < (counts?.length ?? 0); index += 1) {
    sum += counts?.[index] ?? 0;
    if (ends !== null) ends[index] = sum;
  }
  decoded.set(mask, ends);
  return ends;
}

/** The lengths of the runs; null when they are not whole, not positive or do not add up to the box. */
export function soundCounts({ width, height, runs }: MaskShape): readonly number[] | null {
  const counts = decodeCounts(runs);
  return counts !== null && areRunsSound({ width, height, counts }) ? counts : null;
}

/** The same mask elsewhere. */
export function movedMask(mask: MaskShape, dx: number, dy: number): MaskShape {
  const moved = { ...mask, x: mask.x + dx, y: mask.y + dy };
  decoded.set(moved, runEnds(mask));
  return moved;
}

/** The first run that ends behind a place. */
export function runAt(ends: RunEnds, place: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The pixels of a mask; none when its runs do not add up. */
export function spansOfMask(mask: MaskShape): Spans {
  const counts = soundCounts(mask);
  if (counts === null) return NO_PIXELS;
  const columns = columnsOfRuns({ width: mask.width, height: mask.height, counts });
  return { left: mask.x, columns: columns.map((column) => column.map((row) => row + mask.y)) };
}

/** Pixels as a mask, its box as small as can be, so that equal masks are equal values; null when there are none. */
export function maskOfSpans(spans: Spans): MaskShape | null {
  const bounds = boundsOfSpans(spans);
  if (bounds === null) return null;
  const { minX: x, minY: y, maxX, maxY } = bounds;
  const columns = spans.columns.slice(x - spans.left, maxX - spans.left).map((column) => column.map((row) => row - y));
  const { counts } = runsOfColumns(columns, maxY - y);
  return { kind: 'mask', x, y, width: maxX - x, height: maxY - y, runs: encodeCounts(counts) };
}

/** The part of a mask that lies in a picture; the mask itself when that is all of it, null when nothing does. */
export function maskWithin(mask: MaskShape, { width, height }: { readonly width: number; readonly height: number }): MaskShape | null {
  if (runEnds(mask) === null) return null;
  if (mask.x >= 0 && mask.y >= 0 && mask.x + mask.width <= width && mask.y + mask.height <= height) return mask;
  return maskOfSpans(cropSpans(spansOfMask(mask), { minX: 0, minY: 0, maxX: width, maxY: height }));
}

/** The runs of a mask that lies within a picture, counted down the columns of the whole picture, as COCO wants them. */
export function runsInPicture(mask: MaskShape, { width, height }: { readonly width: number; readonly height: number }): Runs {
  const ends = runEnds(mask) ?? new Float64Array();
  const counts: number[] = [];
  /** Where the last run that was written ended. */
  let written = 0;
  const inside = (from: number, to: number): void => {
    if (from === written && counts.length > 0) counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + to - from;
    else counts.push(from - written, to - from);
    written = to;
  };
  for (let run = 1; run < ends.length; run += 2) {
    const to = ends[run] ?? 0;
    for (let from = ends[run - 1] ?? 0; from < to; ) {
      const column = Math.floor(from / mask.height);
      const end = Math.min(to, (column + 1) * mask.height);
      const base = (mask.x + column) * height + mask.y - column * mask.height;
      inside(base + from, base + end);
      from = end;
    }
  }
  if (written < width * height) counts.push(width * height - written);
  return { width, height, counts };
}
