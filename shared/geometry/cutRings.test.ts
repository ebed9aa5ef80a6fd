import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPath, cutRings, type CutLine } from './cutRings.ts';
import { polygonArea, polygonContains, type Ring } from './polygon.ts';

const square: Ring = [0, 0, 10, 0, 10, 10, 0, 10];
const areas = (rings: readonly Ring[], line: CutLine): number[] => cutRings(rings, line).map(polygonArea).sort((a, b) => a - b);
const side = ([x, y]: readonly number[], [[fx, fy], [tx, ty]]: CutLine): number => (tx - fx) * ((y ?? 0) - fy) - (ty - fy) * ((x ?? 0) - fx);

/** A star around (50, 50): simple, mostly concave, turned either way. */
const star = fc.tuple(fc.array(fc.integer({ min: 8, max: 45 }), { minLength: 4, maxLength: 16 }), fc.boolean()).map(([radii, back]): Ring => {
  const points = radii.map((radius, at) => [50 + radius * Math.cos((at * 2 * Math.PI) / radii.length), 50 + radius * Math.sin((at * 2 * Math.PI) / radii.length)]);
  return (back ? points.reverse() : points).flat();
});
const anyLine = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .filter(([a, b, c, d]) => a !== c || b !== d).map(([a, b, c, d]): CutLine => [[a, b], [c, d]]);

describe('areas', () => {
  it('are cut in two, by their vertices too, and missed by a line beside them', () => {
    expect(areas([square], [[3, -1], [3, 5]])).toEqual([30, 70]);
    expect(areas([square], [[0, 0], [10, 10]])).toEqual([50, 50]);
    expect(areas([square], [[20, 0], [20, 1]])).toEqual([100]);
    expect(areas([square], [[0, 0], [10, 0]])).toEqual([100]);
  });

  it('fall into as many parts as there are: a comb has its teeth', () => {
    const comb: Ring = [0, 0, 5, 0, 5, 8, 4, 8, 4, 2, 3, 2, 3, 8, 2, 8, 2, 2, 1, 2, 1, 8, 0, 8];
    expect(areas([comb], [[-1, 5], [9, 5]])).toEqual([3, 3, 3, 19]);
  });

  it('keep a hole where it is, and open one that is cut', () => {
    const hole: Ring = [2, 2, 2, 4, 4, 4, 4, 2];
    const beside = cutRings([square, hole], [[6, -1], [6, 11]]);
    expect(beside.map((part) => part.length).sort((a, b) => a - b)).toEqual([1, 2]);
    const through = cutRings([square, hole], [[3, -1], [3, 11]]);
    expect(through.map((part) => part.length)).toEqual([1, 1]);
    expect(areas([square, hole], [[3, -1], [3, 11]])).toEqual([28, 68]);
  });

  it('add up, lie on their side, and say of every place what was said before', () => {
    fc.assert(fc.property(star, anyLine, fc.option(fc.integer({ min: 2, max: 6 })), (ring, line, radius) => {
      const hole: Ring[] = radius === null ? [] : [[50 - radius, 50 - radius, 50 - radius, 50 + radius, 50 + radius, 50 + radius, 50 + radius, 50 - radius]];
      const rings = [ring, ...hole.filter(() => radiusFits(ring, radius ?? 0))];
      const parts = cutRings(rings, line);
      expect(parts.reduce((sum, part) => sum + polygonArea(part), 0)).toBeCloseTo(polygonArea(rings), 4);
      for (const part of parts) {
        const sides = part.flatMap((own) => Array.from({ length: own.length / 2 }, (_none, at) => Math.sign(Math.round(side(own.slice(at * 2, at * 2 + 2), line) * 1e4))));
        if (parts.length > 1) expect(new Set(sides.filter((one) => one !== 0)).size).toBe(1);
      }
      for (let y = 3.37; y < 100; y += 9.31) for (let x = 2.71; x < 100; x += 8.77) expect(parts.filter((part) => polygonContains(part, [x, y])).length).toBe(polygonContains(rings, [x, y]) ? 1 : 0);
    }), { numRuns: 300 });
  });

  it('have the very same points on both sides of the cut', () => {
    fc.assert(fc.property(star, anyLine, (ring, line) => {
      const parts = cutRings([ring], line);
      if (parts.length < 2) return;
      const known = new Set(Array.from({ length: ring.length / 2 }, (_none, at) => `${ring[at * 2]} ${ring[at * 2 + 1]}`));
      const fresh = parts.flatMap((part) => part.flatMap((own) => Array.from({ length: own.length / 2 }, (_none, at) => `${own[at * 2]} ${own[at * 2 + 1]}`))).filter((point) => !known.has(point));
      for (const point of fresh) expect(fresh.filter((one) => one === point)).toHaveLength(2);
    }));
  });
});

/** The star's inner circle is never smaller than this, so such a hole lies inside. */
function radiusFits(ring: Ring, radius: number): boolean {
  return [[-1, -1], [1, -1], [-1, 1], [1, 1], [0, 1], [1, 0], [0, -1], [-1, 0]].every(([dx = 0, dy = 0]) => polygonContains([ring], [50 + dx * radius * 1.05, 50 + dy * radius * 1.05])) && ring.length >= 16;
}

describe('paths', () => {
  it('fall into pieces that meet in the cut', () => {
    expect(cutPath([0, 0, 10, 0, 10, 10, 0, 10], [[5, -1], [5, 11]])).toEqual([[0, 0, 5, 0], [5, 0, 10, 0, 10, 10, 5, 10], [5, 10, 0, 10]]);
    expect(cutPath([0, 0, 10, 0], [[20, 0], [20, 1]])).toEqual([[0, 0, 10, 0]]);
    expect(cutPath([0, 0, 5, 0, 10, 0], [[5, -1], [5, 1]])).toEqual([[0, 0, 5, 0], [5, 0, 10, 0]]);
  });
});
