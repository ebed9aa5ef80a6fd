import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillRings } from './fillRings.ts';
import { areaOfRuns, areRunsSound, columnsOfRuns, runsOfColumns, uniteColumns } from './runs.ts';
import { signedArea } from './polygon.ts';
import { traceColumns } from './traceColumns.ts';

const mask = fc.integer({ min: 1, max: 9 }).chain((height) =>
  fc.array(fc.array(fc.boolean(), { minLength: height, maxLength: height }), { minLength: 1, maxLength: 9 }));

/** The obvious, slow way: one boolean per pixel. */
function columnsOfPixels(pixels: readonly (readonly boolean[])[]): number[][] {
  return pixels.map((column) => column.flatMap((inside, y) => (inside === (column[y - 1] ?? false) ? [] : [y])).concat(column.at(-1) === true ? [column.length] : []));
}

describe('runs', () => {
  it('counts column by column, starting outside', () => {
    const runs = runsOfColumns([[0, 1], [], [1, 2]], 2);
    expect(runs.counts).toEqual([0, 1, 4, 1]);
    expect(areaOfRuns(runs)).toBe(2);
    expect(columnsOfRuns(runs)).toEqual([[0, 1], [], [1, 2]]);
  });

  it('lets one run go over the foot of a column', () => {
    expect(columnsOfRuns({ width: 3, height: 2, counts: [1, 4, 1] })).toEqual([[1, 2], [0, 2], [0, 1]]);
  });

  it('does not believe counts that are not the picture', () => {
    expect(areRunsSound({ width: 2, height: 2, counts: [1, 2] })).toBe(false);
    expect(areRunsSound({ width: 2, height: 2, counts: [-1, 5] })).toBe(false);
    expect(areRunsSound({ width: 2, height: 2, counts: [1, 2.5, 0.5] })).toBe(false);
    expect(areRunsSound({ width: 2, height: 2, counts: [4] })).toBe(true);
  });

  it('come back from columns as they went', () => {
    fc.assert(fc.property(mask, (pixels) => {
      const columns = columnsOfPixels(pixels);
      const runs = runsOfColumns(columns, pixels[0]?.length ?? 0);
      expect(areRunsSound(runs)).toBe(true);
      expect(areaOfRuns(runs)).toBe(pixels.flat().filter(Boolean).length);
      expect(columnsOfRuns(runs)).toEqual(columns);
    }));
  });

  it('unite as pixels do', () => {
    fc.assert(fc.property(mask, mask, (one, other) => {
      const height = one[0]?.length ?? 0;
      const fitted = one.map((column, x) => column.map((_, y) => other[x]?.[y] ?? false));
      const both = one.map((column, x) => column.map((inside, y) => inside || (fitted[x]?.[y] ?? false)));
      expect(runsOfColumns(uniteColumns(columnsOfPixels(one), columnsOfPixels(fitted)), height)).toEqual(runsOfColumns(columnsOfPixels(both), height));
    }));
  });
});

describe('fillRings and traceColumns', () => {
  it('fills the pixels whose centre is inside', () => {
    expect(fillRings([[1, 1, 3, 1, 3, 4, 1, 4]], { width: 4, height: 5 })).toEqual([[], [1, 4], [1, 4], []]);
    expect(fillRings([[0, 0, 4, 0, 0, 4]], { width: 4, height: 4 })).toEqual([[0, 3], [0, 2], [0, 1], []]);
  });

  it('traces a square with a hole clockwise and the hole the other way', () => {
    const rings = traceColumns([[0, 3], [0, 1, 2, 3], [0, 3]]);
    expect(rings.map((ring) => signedArea(ring))).toEqual([9, -1]);
    expect(rings[0]).toHaveLength(8);
  });

  it('keeps pixels that touch at a corner apart', () => {
    expect(traceColumns([[0, 1], [1, 2]]).map((ring) => signedArea(ring))).toEqual([1, 1]);
  });

  it('gives back every mask from its outline', () => {
    fc.assert(fc.property(mask, (pixels) => {
      const columns = columnsOfPixels(pixels);
      const rings = traceColumns(columns);
      expect(fillRings(rings, { width: pixels.length, height: pixels[0]?.length ?? 0 })).toEqual(columns);
      expect(rings.reduce((sum, ring) => sum + signedArea(ring), 0)).toBe(pixels.flat().filter(Boolean).length);
    }), { numRuns: 500 });
  });

  it('clips outlines that leave the picture', () => {
    expect(fillRings([[-1e7, -1e7, 1e7, -1e7, 1e7, 1e7, -1e7, 1e7]], { width: 2, height: 2 })).toEqual([[0, 2], [0, 2]]);
  });

  it('refuses an outline too tangled to fill', () => {
    const tangle = Array.from({ length: 2000 }, (_, at) => [at % 2 === 0 ? 0 : 60_000, at]).flat();
    expect(fillRings([tangle], { width: 60_000, height: 10 })).toBeNull();
  });
});
