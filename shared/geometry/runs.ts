/**
 * A mask as run lengths, column by column from the left, each column from the top: first the length of a run outside,
 * then inside, outside, ... The order COCO uses, so that its strings need no turning.
 */
export interface Runs {
  readonly width: number;
  readonly height: number;
  readonly counts: readonly number[];
}

/** Number of pixels inside. */
export function areaOfRuns(runs: Runs): number {
  let area = 0;
  for (let at = 1; at < runs.counts.length; at += 2) area += runs.counts[at] ?? 0;
  return area;
}

/** Whole, not negative, and together exactly the picture: what a foreign file must be asked before it is believed. */
export function areRunsSound(runs: Runs): boolean {
  let sum = 0;
  for (const count of runs.counts) {
    if (!Number.isSafeInteger(count) || count < 0) return false;
    sum += count;
  }
  return sum === runs.width * runs.height;
}

/**
 * The inside of every column as `[from, to, from, to, ...]` rows, `to` exclusive, runs that touch joined. A run may
 * reach over the foot of one column into the next ones.
 */
export function columnsOfRuns(runs: Runs): readonly (readonly number[])[] {
  const columns: number[][] = Array.from({ length: runs.width }, () => []);
  let at = 0;
  runs.counts.forEach((count, index) => {
    if (index % 2 === 1) spread(columns, { from: at, to: at + count, height: runs.height });
    at += count;
  });
  return columns;
}

function spread(columns: number[][], run: { readonly from: number; readonly to: number; readonly height: number }): void {
  let at = run.from;
  while (at < run.to) {
    const x = Math.floor(at / run.height);
    const foot = Math.min(run.to, (x + 1) * run.height);
    addSpan(columns[x] ?? [], at - x * run.height, foot - x * run.height);
    at = foot;
  }
}

/** Appends a span to a column, joining it to the last one where they touch. */
export function addSpan(column: number[], from: number, to: number): void {
  if (to <= from) return;
  if (column.length > 0 && column[column.length - 1] === from) column[column.length - 1] = to;
  else column.push(from, to);
}

/** The way back from columns to run lengths. */
export function runsOfColumns(columns: readonly (readonly number[])[], height: number): Runs {
  const counts: number[] = [];
  let inside = false;
  let length = 0;
  const turn = (until: boolean, by: number): void => {
    if (inside !== until) {
      counts.push(length);
      length = 0;
      inside = until;
    }
    length += by;
  };
  for (const column of columns) {
    let at = 0;
    for (let index = 0; index < column.length; index += 2) {
      const from = column[index] ?? 0;
      const to = column[index + 1] ?? 0;
      if (from > at) turn(false, from - at);
      turn(true, to - from);
      at = to;
    }
    if (height > at) turn(false, height - at);
  }
  counts.push(length);
  return { width: columns.length, height, counts };
}

/** What is inside either of two masks of one size. */
export function uniteColumns(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return a.map((column, x) => uniteSpans(column, b[x] ?? []));
}

function uniteSpans(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const spans: (readonly [number, number])[] = [];
  for (const list of [a, b]) for (let at = 0; at < list.length; at += 2) spans.push([list[at] ?? 0, list[at + 1] ?? 0]);
  spans.sort((one, other) => one[0] - other[0]);
  const joined: number[] = [];
  for (const [from, to] of spans) {
    const last = joined[joined.length - 1];
    if (last !== undefined && from <= last) joined[joined.length - 1] = Math.max(last, to);
    else joined.push(from, to);
  }
  return joined;
}
