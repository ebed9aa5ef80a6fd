import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enclosedAt } from './enclosed.ts';
import { NO_PIXELS, uniteSpans, type Spans } from './spans.ts';

const SIDE = 9;

test('what is enclosed is what a flood from there reaches without getting out', () => {
  const gaps = fc.uniqueArray(fc.nat({ max: SIDE * SIDE - 1 }), { maxLength: 40 });
  let found = 0;
  fc.assert(fc.property(gaps, fc.nat({ max: SIDE - 1 }), fc.nat({ max: SIDE - 1 }), (open, x, y) => {
    const all = Array.from({ length: SIDE * SIDE }, (_, at) => at).filter((at) => !open.includes(at));
    const set = new Set(all);
    const spans = all.reduce<Spans>((sum, at) => uniteSpans(sum, { left: Math.floor(at / SIDE), columns: [[at % SIDE, (at % SIDE) + 1]] }), NO_PIXELS);
    const wanted = flood(set, x, y);
    const enclosed = enclosedAt(spans, [x + 0.5, y + 0.5]);
    const reached = enclosed === null ? null : enclosed.columns.flatMap((column, index) => rows(column).map((row) => (enclosed.left + index) * SIDE + row));
    expect(reached).toEqual(wanted);
    if (wanted !== null) found += 1;
  }), { numRuns: 2000, seed: 7 });
  expect(found).toBeGreaterThan(20);
});

function rows(column: readonly number[]): number[] {
  return column.flatMap((from, at) => (at % 2 === 0 ? Array.from({ length: (column[at + 1] ?? from) - from }, (_, step) => from + step) : []));
}

function flood(set: ReadonlySet<number>, x: number, y: number): number[] | null {
  if (set.has(x * SIDE + y)) return null;
  const reached = new Set([x * SIDE + y]);
  for (const at of reached) {
    const [column, row] = [Math.floor(at / SIDE), at % SIDE];
    for (const [nextX, nextY] of [[column - 1, row], [column + 1, row], [column, row - 1], [column, row + 1]] as const) {
      if (nextX < 0 || nextY < 0 || nextX >= SIDE || nextY >= SIDE) return null;
      if (!set.has(nextX * SIDE + nextY)) reached.add(nextX * SIDE + nextY);
    }
  }
  return [...reached].sort((a, b) => a - b);
}
