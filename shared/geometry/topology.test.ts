import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wayAlong } from './border.ts';
import { joinRings } from './joinRings.ts';
import type { Point } from './point.ts';
import { pathPoint } from './path.ts';
import { polygonArea, polygonContains, signedArea } from './polygon.ts';
import { selfCrossing } from './selfCrossing.ts';
import { hasVertex } from './sharedVertices.ts';
import { simplified } from './simplify.ts';

const square = [0, 0, 10, 0, 10, 10, 0, 10];
const closed = (coords: readonly number[]) => ({ coords, closed: true });
const open = (coords: readonly number[]) => ({ coords, closed: false });
const reversed = (coords: readonly number[]): number[] => Array.from({ length: coords.length >> 1 }, (_, at) => pathPoint(coords, at)).reverse().flat();
const begunAt = (coords: readonly number[], at: number): number[] => [...coords.slice(at * 2), ...coords.slice(0, at * 2)];

/** Stars about a place: never through themselves. */
const star = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 5, maxLength: 40 }).map((reaches) =>
  reaches.flatMap((reach, at) => {
    const count = reaches.length;
    return [Math.round(100 + reach * Math.cos((at / count) * 2 * Math.PI)), Math.round(100 + reach * Math.sin((at / count) * 2 * Math.PI))];
  }));

describe('the way along a border', () => {
  test('is the shorter one, or the other when it is asked for', () => {
    expect(wayAlong(closed(square), { from: [0, 0], to: [10, 10], longer: false })).toEqual([[10, 0]]);
    expect(wayAlong(closed(square), { from: [0, 0], to: [10, 10], longer: true })).toEqual([[0, 10]]);
    expect(wayAlong(closed(square), { from: [0, 10], to: [10, 0], longer: false })).toHaveLength(1);
    expect(wayAlong(closed(square), { from: [0, 4], to: [4, 0], longer: false })).toEqual([[0, 0]]);
    expect(wayAlong(closed(square), { from: [0, 4], to: [4, 0], longer: true })).toEqual([[0, 10], [10, 10], [10, 0]]);
    expect(wayAlong(closed(square), { from: [2, 0], to: [8, 0], longer: false })).toEqual([]);
    expect(wayAlong(open(square), { from: [0, 10], to: [0, 0], longer: true })).toEqual([[10, 10], [10, 0]]);
    expect(wayAlong(closed(square), { from: [0, 0], to: [5, 5], longer: false })).toBeNull();
  });

  test('both ways together pass every vertex once', () => {
    fc.assert(fc.property(star, fc.nat(), fc.nat(), (coords, one, other) => {
      const count = coords.length >> 1;
      const [from, to] = [pathPoint(coords, one % count), pathPoint(coords, other % count)];
      fc.pre(one % count !== other % count && new Set(Array.from({ length: count }, (_, at) => pathPoint(coords, at).join())).size === count);
      const ways = [false, true].map((longer) => wayAlong(closed(coords), { from, to, longer }) ?? []);
      expect(ways.flat().length).toBe(count - 2);
      expect(new Set([...ways.flat(), from, to].map(String)).size).toBe(count);
    }));
  });
});

describe('simplifying', () => {
  test('stays within the tolerance, keeps what must stay, and does not depend on where a ring begins or how it runs', () => {
    fc.assert(fc.property(star, fc.nat(), fc.integer({ min: 0, max: 25 }), (coords, start, tolerance) => {
      const kept = simplified(closed(coords), tolerance, () => false);
      const again = simplified(closed(begunAt(reversed(coords), start % (coords.length >> 1))), tolerance, () => false);
      const places = (path: readonly number[] | null): string[] => Array.from({ length: (path?.length ?? 0) >> 1 }, (_, at) => pathPoint(path ?? [], at).join()).sort();
      expect(new Set(places(again))).toEqual(new Set(places(kept)));
      if (kept === null) return;
      for (let at = 0; at < coords.length >> 1; at += 1) {
        const [x, y] = pathPoint(coords, at);
        const nearest = Math.min(...Array.from({ length: kept.length >> 1 }, (_, index) => {
          const [[ax, ay], [bx, by]] = [pathPoint(kept, index), pathPoint(kept, (index + 1) % (kept.length >> 1))];
          const length = (bx - ax) ** 2 + (by - ay) ** 2;
          const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
          return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
        }));
        expect(nearest).toBeLessThanOrEqual(tolerance + 1e-9);
      }
    }));
    expect(simplified(closed([0, 0, 5, 0.1, 10, 0, 10, 10, 0, 10]), 1, () => false)).toEqual(square);
    expect(simplified(closed([0, 0, 5, 0.1, 10, 0, 10, 10, 0, 10]), 1, ([x]) => x === 5)).toContain(5);
    expect(simplified(open([0, 0, 5, 0.1, 10, 0]), 1, () => false)).toEqual([0, 0, 10, 0]);
    expect(simplified(closed([0, 0, 10, 0, 5, 0.1]), 5, () => false)).toBeNull();
  });

  test('takes a coast of 100,000 vertices', () => {
    const coast = Array.from({ length: 100_000 }, (_, at) => [at / 10, 50 * Math.sin(at / 500) + Math.sin(at)]).flat();
    expect(simplified(open(coast), 2, () => false)?.length).toBeLessThan(10_000);
  });
});

describe('outlines that run through themselves', () => {
  test('are found with the place', () => {
    expect(selfCrossing([[0, 0, 10, 10, 10, 0, 0, 10]])).toEqual([5, 5]);
    expect(selfCrossing([square])).toBeNull();
    expect(selfCrossing([square, [5, 5, 15, 5, 15, 8, 5, 8]])).not.toBeNull();
    expect(selfCrossing([square, [2, 2, 4, 2, 4, 4]])).toBeNull();
    expect(selfCrossing([[0, 0, 5, 5, 10, 0, 10, 10, 5, 5, 0, 10]])).toBeNull();
  });

  test('are none for stars, and one for stars with two neighbours swapped across', () => {
    fc.assert(fc.property(star, (coords) => {
      expect(selfCrossing([coords])).toBeNull();
    }));
  });
});

describe('joining', () => {
  test('keeps the outline of both, and vertices of neighbours on straight stretches', () => {
    const [joined = []] = joinRings([[square], [[10, 2, 20, 2, 20, 8, 10, 8]]]);
    expect(Math.abs(signedArea(joined))).toBe(160);
    expect(hasVertex(joined, [10, 2])).toBe(true);
    const [flat = []] = joinRings([[[0, 0, 10, 0, 10, 10, 5, 10, 0, 10]], [[10, 0, 20, 0, 20, 10, 10, 10]]]);
    expect([[5, 10], [10, 0], [10, 10]].map((at) => hasVertex(flat, at as unknown as Point))).toEqual([true, true, true]);
  });

  test('covers what either covers, with holes and parts that lie apart', () => {
    const ring = [square, [2, 2, 8, 2, 8, 8, 2, 8]];
    expect(polygonArea(joinRings([ring, [[4, 4, 6, 4, 6, 6, 4, 6]]]))).toBe(100 - 36 + 4);
    fc.assert(fc.property(star, star, fc.integer({ min: -60, max: 60 }), fc.tuple(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 0, max: 250 })), (a, b, by, [x, y]) => {
      const moved = b.map((value, at) => (at % 2 === 0 ? value + by : value));
      const at: Point = [x + 0.37, y + 0.41];
      expect(polygonContains(joinRings([[a], [moved]]), at)).toBe(polygonContains([a], at) || polygonContains([moved], at));
    }), { numRuns: 200 });
  });

  test('mends one that runs through itself', () => {
    const mended = joinRings([[[0, 0, 10, 10, 10, 0, 0, 10]]]);
    expect(mended).toHaveLength(2);
    expect(selfCrossing(mended)).toBeNull();
  });
});
