import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rect } from './rect.ts';
import { areaOfSpans, boundsOfSpans, cropSpans, cutSpans, intersectSpans, NO_PIXELS, spansOfRings, subtractSpans, uniteSpans, type Spans } from './spans.ts';

const SIDE = 12;
/** The naive bitmap everything is held against: one letter per pixel. */
type Naive = ReadonlySet<number>;

const naive = fc.uniqueArray(fc.nat({ max: SIDE * SIDE - 1 }), { maxLength: SIDE * SIDE }).map((all): Naive => new Set(all));
const whole = fc.integer({ min: -3, max: SIDE + 3 });

function spansOf(pixels: Naive): Spans {
  const columns = Array.from({ length: SIDE }, (_, x) => {
    const column: number[] = [];
    for (let y = 0; y <= SIDE; y += 1) if ((y < SIDE && pixels.has(x * SIDE + y)) !== (column.length % 2 === 1)) column.push(y);
    return column;
  });
  return { left: 0, columns };
}

function pixelsOf({ left, columns }: Spans): Naive {
  const found = new Set<number>();
  for (const [index, column] of columns.entries()) {
    for (let at = 0; at + 1 < column.length; at += 2) for (let y = column[at] ?? 0; y < (column[at + 1] ?? 0); y += 1) found.add((left + index) * SIDE + y);
  }
  return found;
}

const kept = (pixels: Naive, keep: (x: number, y: number) => boolean): Naive => new Set([...pixels].filter((at) => keep(Math.floor(at / SIDE), at % SIDE)));

/** Ascending, and no two spans touch: the one form a set of pixels has. */
function isCanonical({ columns }: Spans): boolean {
  return columns.every((column) => column.length % 2 === 0 && column.every((row, at) => at === 0 || row > (column[at - 1] ?? 0)));
}

test('union, difference and intersection are those of the pixels', () => {
  fc.assert(fc.property(naive, naive, (a, b) => {
    const [one, two] = [spansOf(a), spansOf(b)];
    expect(pixelsOf(uniteSpans(one, two))).toEqual(new Set([...a, ...b]));
    expect(pixelsOf(subtractSpans(one, two))).toEqual(kept(a, (x, y) => !b.has(x * SIDE + y)));
    expect(pixelsOf(intersectSpans(one, two))).toEqual(kept(a, (x, y) => b.has(x * SIDE + y)));
    for (const result of [uniteSpans(one, two), subtractSpans(one, two), intersectSpans(one, two)]) expect(isCanonical(result)).toBe(true);
    expect(areaOfSpans(one)).toBe(a.size);
  }));
});

test('masks of other columns are lined up', () => {
  fc.assert(fc.property(naive, fc.integer({ min: 0, max: SIDE }), (pixels, from) => {
    const all = spansOf(pixels);
    const [west, east] = [cropSpans(all, { minX: 0, minY: 0, maxX: from, maxY: SIDE }), cropSpans(all, { minX: from, minY: 0, maxX: SIDE, maxY: SIDE })];
    expect(pixelsOf(uniteSpans(east, west))).toEqual(pixelsOf(all));
    expect(pixelsOf(subtractSpans(all, east))).toEqual(pixelsOf(west));
    expect(areaOfSpans(intersectSpans(west, east))).toBe(0);
  }));
});

test('cropping keeps what lies in the rectangle; bounds are the tightest', () => {
  fc.assert(fc.property(naive, whole, whole, whole, whole, (pixels, minX, minY, maxX, maxY) => {
    const rect: Rect = { minX, minY, maxX, maxY };
    const inside = kept(pixels, (x, y) => x >= minX && x < maxX && y >= minY && y < maxY);
    const cropped = cropSpans(spansOf(pixels), rect);
    expect(pixelsOf(cropped)).toEqual(inside);
    const [xs, ys] = [[...inside].map((at) => Math.floor(at / SIDE)), [...inside].map((at) => at % SIDE)];
    expect(boundsOfSpans(cropped)).toEqual(inside.size === 0 ? null : { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs) + 1, maxY: Math.max(...ys) + 1 });
  }));
});

test('a cut loses no pixel and gives each to the side of its centre', () => {
  const place = fc.tuple(whole, whole);
  fc.assert(fc.property(naive, place, place, (pixels, from, to) => {
    fc.pre(from[0] !== to[0] || from[1] !== to[1]);
    const all = spansOf(pixels);
    const [above, below] = cutSpans(all, [from, to]);
    expect(areaOfSpans(intersectSpans(above, below))).toBe(0);
    expect(pixelsOf(uniteSpans(above, below))).toEqual(pixelsOf(all));
    const side = (x: number, y: number): number => Math.sign((to[0] - from[0]) * (y + 0.5 - from[1]) - (to[1] - from[1]) * (x + 0.5 - from[0]));
    for (const part of [above, below]) expect(new Set([...pixelsOf(part)].map((at) => side(Math.floor(at / SIDE), at % SIDE)).filter((value) => value !== 0)).size).toBeLessThanOrEqual(1);
  }));
});

test('rings are filled by pixel centres inside the clip', () => {
  const clip = { minX: 0, minY: 0, maxX: SIDE, maxY: SIDE };
  expect(spansOfRings([[2.4, 2.4, 5.6, 2.4, 5.6, 4.6, 2.4, 4.6]], clip)).toEqual({ left: 2, columns: [[2, 5], [2, 5], [2, 5], [2, 5]] });
  expect(boundsOfSpans(spansOfRings([[-9, -9, 90, -9, 90, 90, -9, 90]], clip) ?? NO_PIXELS)).toEqual(clip);
  expect(spansOfRings([[50, 50, 60, 50, 60, 60]], clip)).toEqual(NO_PIXELS);
});
