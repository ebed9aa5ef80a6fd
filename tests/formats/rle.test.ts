import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRle } from '#shared/formats/coco/rle.ts';
import { decodeCounts, encodeCounts } from '#shared/geometry/runText.ts';

/** Worked out by hand from the rule: five bits a character from "0" on, the sixth says more, differences from the fourth. */
const KNOWN: readonly (readonly [readonly number[], string])[] = [
  [[6, 1, 40, 4, 5, 4, 5, 4, 21], '61X13mN000`0'],
  [[0], '0'],
  [[15], '?'],
  [[16], '`0'],
  [[31], 'o0'],
  [[1024], 'PP1'],
  [[3, 5, 3, 2], '353M'],
];

describe('COCO run-length text', () => {
  it.each(KNOWN)('writes %j as %s and reads it back', (counts, text) => {
    expect(encodeCounts(counts)).toBe(text);
    expect(decodeCounts(text)).toEqual(counts);
  });

  it('reads whatever it writes', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 2 ** 32 })), (counts) => {
      expect(decodeCounts(encodeCounts(counts))).toEqual(counts);
    }));
  });

  it('never throws on other text', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const counts = decodeCounts(text);
      expect(counts === null || counts.every((count) => Number.isFinite(count))).toBe(true);
    }));
  });

  it('refuses masks that do not fill their picture', () => {
    expect(readRle({ size: [9, 10], counts: '61X13mN000`0' })?.counts).toEqual([6, 1, 40, 4, 5, 4, 5, 4, 21]);
    expect(readRle({ size: [9, 11], counts: '61X13mN000`0' })).toBeNull();
    expect(readRle({ size: [2, 2], counts: [1, 4, -1] })).toBeNull();
    expect(readRle({ size: [2], counts: [4] })).toBeNull();
    expect(readRle({ size: [1e9, 1e9], counts: [1e18] })).toBeNull();
    expect(readRle({ size: [2, 2], counts: 'ooooooooooo' })).toBeNull();
    expect(readRle({ size: [2, 2], counts: [1, 'x', 3] })).toBeNull();
    expect(readRle({ size: [2, 2] })).toBeNull();
  });
});
