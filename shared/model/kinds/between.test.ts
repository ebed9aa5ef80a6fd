import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ringBetween, ringsBetween } from '../../geometry/ringBetween.ts';
import { polygonArea, signedArea } from '../../geometry/polygon.ts';
import { areaOfSpans, intersectSpans } from '../../geometry/spans.ts';
import { middleOf } from '../middleOf.ts';
import { mask } from './mask.ts';
import { movedMask, spansOfMask } from './maskRuns.ts';
import { kindOf } from './registry.ts';
import type { MaskShape } from './shape.ts';
import { anyPlace as place, anyRing as ring, anyShape, maskOf } from '../../../tests/support/anyShape.ts';

const share = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20);

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe.each(Object.entries(anyShape))('between two of kind %s', (name, shape) => {
  // Measuring masks takes milliseconds; a few cases say as much.
  const runs = name === 'mask' ? 15 : 80;
  test('the ends are the keyframes, and the way back is the way there', () => {
    fc.assert(fc.property(shape, shape, share, (a, b, t) => {
      const kind = kindOf(a);
      expect(kind.area(kind.between(a, b, 0))).toBeCloseTo(kind.area(a), 3);
      expect(kind.area(kind.between(a, b, 1))).toBeCloseTo(kind.area(b), 3);
      const [there, back] = [kind.between(a, b, t), kind.between(b, a, 1 - t)];
      expect(Math.hypot(middleOf(there)[0] - middleOf(back)[0], middleOf(there)[1] - middleOf(back)[1])).toBeLessThan(3);
    }), { numRuns: runs });
  });

  test('nothing but numbers comes out, and it lies where the two are', () => {
    fc.assert(fc.property(shape, shape, share, (a, b, t) => {
      const made = kindOf(a).between(a, b, t);
      expect(numbersOf(made).every(Number.isFinite)).toBe(true);
      const [x, y] = middleOf(made);
      const [[ax, ay], [bx, by]] = [middleOf(a), middleOf(b)];
      const slack = 130;
      expect(x).toBeGreaterThanOrEqual(Math.min(ax, bx) - slack);
      expect(x).toBeLessThanOrEqual(Math.max(ax, bx) + slack);
      expect(y).toBeGreaterThanOrEqual(Math.min(ay, by) - slack);
      expect(y).toBeLessThanOrEqual(Math.max(ay, by) + slack);
    }), { numRuns: runs });
  });
});

describe('rings', () => {
  const square = [0, 0, 100, 0, 100, 100, 0, 100];

  test('of the same outline stay it, wherever their first vertex is and whichever way they run', () => {
    fc.assert(fc.property(ring, fc.nat(11), fc.boolean(), share, (one, shift, turned, t) => {
      const start = (shift % (one.length / 2)) * 2;
      const moved = [...one.slice(start), ...one.slice(0, start)];
      const other = turned ? Array.from({ length: moved.length / 2 }, (_, at) => moved.slice(moved.length - 2 * at - 2, moved.length - 2 * at)).flat() : moved;
      expect(Math.abs(signedArea(ringBetween(one, other, t)))).toBeCloseTo(Math.abs(signedArea(one)), 0);
    }), { numRuns: 60 });
  });

  test('with more vertices on one side keep the area half way', () => {
    const fine = [0, 0, 25, 0, 50, 0, 75, 0, 100, 0, 100, 100, 50, 100, 0, 100];
    expect(Math.abs(signedArea(ringBetween(square, fine, 0.5)))).toBeCloseTo(10_000, 6);
    expect(Math.abs(signedArea(ringBetween(square, fine.map((value, at) => value + (at % 2 === 0 ? 40 : 0)), 0.5)))).toBeCloseTo(10_000, 6);
  });

  test('holes meet the nearest, and one without a partner closes', () => {
    const hole = (x: number): number[] => [x, 40, x + 10, 40, x + 10, 50, x, 50];
    const half = ringsBetween([square, hole(20), hole(70)], [square, hole(72)], 0.5);
    expect(half).toHaveLength(3);
    expect(polygonArea(half)).toBeCloseTo(10_000 - 25 - 100, 6);
  });
});

describe('masks', () => {
  test('half way between a mask and itself elsewhere is itself half way', () => {
    fc.assert(fc.property(ring, place, place, (one, dx, dy) => {
      const a = maskOf([one]);
      const half = mask.between(a, movedMask(a, 2 * dx, 2 * dy), 0.5);
      const wanted = movedMask(a, dx, dy);
      const common = areaOfSpans(intersectSpans(spansOfMask(half), spansOfMask(wanted)));
      expect(common / mask.area(wanted)).toBeGreaterThan(0.999);
      expect(mask.area(half)).toBe(mask.area(wanted));
    }), { numRuns: 15 });
  });

  test('grow evenly', () => {
    const disc = (radius: number): MaskShape => maskOf([Array.from({ length: 90 }, (_, at) => [200 + radius * Math.cos((at / 90) * 2 * Math.PI), 200 + radius * Math.sin((at / 90) * 2 * Math.PI)]).flat()]);
    expect(Math.sqrt(mask.area(mask.between(disc(40), disc(80), 0.5)) / Math.PI)).toBeCloseTo(60, 0);
  });

  test('too large to be measured pixel by pixel keep their outline within a few pixels', () => {
    const large = maskOf([[-1900, -1500, 1700, -1500, 1700, 1500, -1900, 1500]]);
    const half = mask.between(large, movedMask(large, 100, 0), 0.5);
    expect(Math.abs(half.width - large.width)).toBeLessThan(20);
    expect(Math.abs(half.height - large.height)).toBeLessThan(20);
  });

  test('that cannot be read stay what they are', () => {
    const broken: MaskShape = { kind: 'mask', x: 0, y: 0, width: 4, height: 4, runs: '1' };
    expect(mask.between(broken, maskOf([[0, 0, 9, 0, 9, 9]]), 0.5)).toBe(broken);
  });
});
