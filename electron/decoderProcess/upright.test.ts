import { expect, test } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { turnPlane } from './upright.ts';

const turned = (rows: readonly (readonly number[])[], degrees: 0 | 90 | 180 | 270): number[] => {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const into = new Uint8Array(width * height + 1);
  turnPlane({ bytes: Uint8Array.from(rows.flatMap((row) => [...row, 99, 99])), width, height, step: 1, stride: width + 2 }, degrees, { into, at: 1 });
  return [...into.subarray(1)];
};

test('turns to the right', () => {
  const rows = [[1, 2, 3], [4, 5, 6]];
  expect(turned(rows, 0)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(turned(rows, 90)).toEqual([4, 1, 5, 2, 6, 3]);
  expect(turned(rows, 180)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(turned(rows, 270)).toEqual([3, 6, 2, 5, 1, 4]);
});

test('four quarters are none, in blocks and beyond them, with bytes of a pixel kept together', () => {
  const [width, height, step] = [130, 67, 4];
  const random = seeded(3);
  const bytes = Uint8Array.from({ length: width * height * step }, () => random.below(256));
  let [plane, w, h] = [bytes, width, height];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const into = new Uint8Array(bytes.length);
    turnPlane({ bytes: plane, width: w, height: h, step, stride: w * step }, 90, { into, at: 0 });
    [plane, w, h] = [into, h, w];
  }
  expect(Buffer.compare(plane, bytes)).toBe(0);
});
