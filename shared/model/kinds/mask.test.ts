import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uniteSpans, NO_PIXELS } from '../../geometry/spans.ts';
import { mask, MOST_RUN_CHARACTERS } from './mask.ts';
import { maskOfSpans, runsInPicture, spansOfMask } from './maskRuns.ts';
import { shape as shapeSchema, type MaskShape } from './shape.ts';

const pixel = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
const pixels = fc.uniqueArray(pixel, { minLength: 1, maxLength: 60, selector: ([x, y]) => x * 10 + y });
const maskOf = (all: readonly (readonly [number, number])[]): MaskShape => {
  const made = maskOfSpans(all.reduce((spans, [x, y]) => uniteSpans(spans, { left: x, columns: [[y, y + 1]] }), NO_PIXELS));
  if (made === null) throw new Error('at least one pixel');
  return made;
};

test('contains exactly its pixels, and knows the distance to the nearest of the other sort', () => {
  fc.assert(fc.property(pixels, fc.double({ min: -3, max: 13, noNaN: true }), fc.double({ min: -3, max: 13, noNaN: true }), (all, x, y) => {
    const shape = maskOf(all);
    const has = (column: number, row: number): boolean => all.some(([px, py]) => px === column && py === row);
    const inside = has(Math.floor(x), Math.floor(y));
    expect(mask.contains(shape, [x, y])).toBe(inside);
    let nearest = Infinity;
    for (let column = -5; column < 16; column += 1) {
      for (let row = -5; row < 16; row += 1) {
        if (has(column, row) !== inside) nearest = Math.min(nearest, Math.hypot(Math.max(column - x, 0, x - column - 1), Math.max(row - y, 0, y - row - 1)));
      }
    }
    expect(mask.edgeDistance(shape, [x, y])).toBeCloseTo(nearest, 9);
  }));
});

test('pixels make a mask with the tightest box, and the mask gives them back', () => {
  fc.assert(fc.property(pixels, (all) => {
    const shape = maskOf(all);
    expect(shapeSchema.parse(shape)).toEqual(shape);
    expect(mask.problem(shape)).toBeNull();
    expect(mask.area(shape)).toBe(all.length);
    expect(maskOfSpans(spansOfMask(shape))).toEqual(shape);
    const moved = mask.translate(shape, [3.4, -2.6]);
    expect(spansOfMask(moved)).toEqual(spansOfMask(maskOf(all.map(([x, y]) => [x + 3, y - 3] as const))));
    const { counts } = runsInPicture(shape, { width: 12, height: 11 });
    const flat = counts.flatMap((count, index) => Array.from({ length: count }, () => index % 2));
    expect(flat).toEqual(Array.from({ length: 12 * 11 }, (_, at) => (all.some(([x, y]) => x === Math.floor(at / 11) && y === at % 11) ? 1 : 0)));
  }));
});

test('runs that do not add up, nothing inside and ragged beyond measure are refused', () => {
  const box = { kind: 'mask', x: 0, y: 0, width: 2, height: 2 } as const;
  expect(mask.problem({ ...box, runs: '04' })).toBeNull();
  expect(mask.problem({ ...box, runs: '05' })).toBe('edit/broken-mask');
  expect(mask.problem({ ...box, runs: 'ooo' })).toBe('edit/broken-mask');
  expect(mask.problem({ ...box, runs: '4' })).toBe('edit/no-area');
  expect(mask.problem({ ...box, x: NaN, runs: '04' })).toBe('edit/not-a-number');
  expect(mask.problem({ ...box, runs: '0'.repeat(MOST_RUN_CHARACTERS + 1) })).toBe('edit/mask-too-ragged');
  expect(shapeSchema.safeParse({ ...box, width: 0, runs: '' }).success).toBe(false);
});

test('one that is broken is shown and found as a crossed box', () => {
  const broken: MaskShape = { kind: 'mask', x: 10, y: 10, width: 4, height: 2, runs: '0' };
  expect(mask.strokes(broken).map(({ form }) => form)).toEqual(['ring', 'line', 'line']);
  expect(mask.contains(broken, [12, 11])).toBe(true);
  expect(mask.edgeDistance(broken, [17, 11])).toBe(3);
  expect(spansOfMask(broken)).toEqual(NO_PIXELS);
});
