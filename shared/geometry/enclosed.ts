import { boundsOfSpans, type Spans } from './spans.ts';
import type { Point } from './point.ts';
import { addSpan } from './runs.ts';

/** One gap of a column: rows from `from` up to `to` that are not in the set. */
interface Gap {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The pixels outside a set that can be reached from a point without crossing it (over edges, not corners). Null when
 * the point lies in the set or the way leads out of it on any side: then nothing is enclosed.
 */
export function enclosedAt(spans: Spans, [x, y]: Point): Spans | null {
  const bounds = boundsOfSpans(spans);
  const [column, row] = [Math.floor(x) - spans.left, Math.floor(y)];
  if (bounds === null || column < 0 || column >= spans.columns.length) return null;
  const gaps = spans.columns.map((own, at) => gapsOf(own, at, bounds));
  const start = gaps[column]?.find(({ from, to }) => row >= from && row < to);
  if (start === undefined) return null;
  const reached = new Set<Gap>([start]);
  for (const gap of reached) {
    const leadsOut = gap.from === bounds.minY || gap.to === bounds.maxY || gap.column + spans.left === bounds.minX || gap.column + spans.left === bounds.maxX - 1;
    if (leadsOut) return null;
    for (const side of [gap.column - 1, gap.column + 1]) for (const other of gaps[side] ?? []) if (other.from < gap.to && other.to > gap.from) reached.add(other);
  }
  const columns: number[][] = spans.columns.map(() => []);
  for (const { column: at, from, to } of [...reached].sort((a, b) => a.from - b.from)) addSpan(columns[at] ?? [], from, to);
  return { left: spans.left, columns };
}

function gapsOf(column: readonly number[], at: number, { minY, maxY }: { readonly minY: number; readonly maxY: number }): readonly Gap[] {
  const gaps: Gap[] = [];
  let from = minY;
  for (let index = 0; index + 1 < column.length; index += 2) {
    if ((column[index] ?? 0) > from) gaps.push({ column: at, from, to: column[index] ?? 0 });
    from = column[index + 1] ?? from;
  }
  if (from < maxY) gaps.push({ column: at, from, to: maxY });
  return gaps;
}
