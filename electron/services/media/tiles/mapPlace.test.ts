import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeIn } from './mapPlace.ts';
import { readTiffTags, type ReadAt } from './tiffTags.ts';

const [SHORT, LONG, DOUBLE] = [3, 4, 12];
const WANTED = new Set([256, 33_550, 33_922, 34_264, 34_735]);

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[];
}

/** A TIFF header with one directory, values behind it. */
function tiff(entries: readonly Entry[], little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(4096));
  view.setUint16(0, little ? 0x4949 : 0x4d4d, false);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, entries.length, little);
  let free = 10 + entries.length * 12 + 4;
  for (const [index, { tag, type, values }] of entries.entries()) {
    const at = 10 + index * 12;
    const bytes = type === DOUBLE ? 8 : type === LONG ? 4 : 2;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, values.length, little);
    const place = values.length * bytes <= 4 ? at + 8 : free;
    if (place === free) view.setUint32(at + 8, free, little);
    for (const [nth, value] of values.entries()) {
      if (type === DOUBLE) view.setFloat64(place + nth * 8, value, little);
      else if (type === LONG) view.setUint32(place + nth * 4, value, little);
      else view.setUint16(place + nth * 2, value, little);
    }
    if (place === free) free += values.length * bytes;
  }
  return new Uint8Array(view.buffer, 0, free);
}

function over(bytes: Uint8Array): { readonly readAt: ReadAt; readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    readAt: async (at, length) => {
      asked.push(length);
      return Number.isSafeInteger(at) && at >= 0 ? bytes.subarray(Math.min(at, bytes.length), Math.min(at + length, bytes.length)) : bytes.subarray(0, 0);
    },
  };
}

const UTM = [
  { tag: 256, type: SHORT, values: [4000] },
  { tag: 33_550, type: DOUBLE, values: [0.5, 0.25, 0] },
  { tag: 33_922, type: DOUBLE, values: [10, 20, 0, 500_000, 5_200_000, 0] },
  { tag: 34_735, type: SHORT, values: [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_632] },
];

describe('where pixels are on a map', () => {
  it.each([true, false])('is read from scale, tie point and keys, little end first: %s', async (little) => {
    const tags = await readTiffTags(over(tiff(UTM, little)).readAt, WANTED);
    expect(tags.get(256)).toEqual([4000]);
    expect(placeIn(tags)).toEqual({ transform: [0.5, 0, 499_995, 0, -0.25, 5_200_005], epsg: 32_632, geographic: false });
  });

  it('is read from a matrix, for the middle of a pixel too', () => {
    const matrix = [2, 1, 0, 100, 1, -2, 0, 200, 0, 0, 0, 0, 0, 0, 0, 1];
    const keys = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 2, 2048, 0, 1, 4326];
    expect(placeIn(new Map([[34_264, matrix], [34_735, keys]]))).toEqual({ transform: [2, 1, 98.5, 1, -2, 200.5], epsg: 4326, geographic: true });
  });

  it('is nothing without a tie point, with too few numbers or with numbers that are none', () => {
    expect(placeIn(new Map())).toBeNull();
    expect(placeIn(new Map([[33_550, [1, 1, 0]]]))).toBeNull();
    expect(placeIn(new Map([[34_264, [1, 0, 0]]]))).toBeNull();
    expect(placeIn(new Map([[33_550, [NaN, 1, 0]], [33_922, [0, 0, 0, 1, 1, 0]]]))).toBeNull();
  });

  it('never fails and never reads much, whatever the bytes are', async () => {
    const sound = tiff(UTM, true);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 24 }), fc.nat(sound.length), async (changes, length) => {
      const bytes = sound.slice(0, length);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      const { readAt, asked } = over(bytes);
      placeIn(await readTiffTags(readAt, WANTED));
      expect(asked.reduce((sum, one) => sum + one, 0)).toBeLessThan(8 * 1024 * 1024);
    }), { numRuns: 500 });
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (noise, big) => {
      placeIn(await readTiffTags(over(new Uint8Array([0x49, 0x49, big ? 43 : 42, 0, 8, 0, 0, 0, ...noise])).readAt, WANTED));
    }), { numRuns: 300 });
  });
});
