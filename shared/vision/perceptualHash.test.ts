import { expect, it } from 'vitest';
import { seeded } from '../base/seeded.ts';
import { HASH_SIDE, perceptualHash } from './perceptualHash.ts';

const picture = (value: (x: number, y: number) => number): Float64Array => Float64Array.from({ length: HASH_SIDE * HASH_SIDE }, (_none, at) => value(at % HASH_SIDE, Math.floor(at / HASH_SIDE)));
const apart = (a: string, b: string): number => Array.from(a).reduce((sum, digit, at) => sum + (parseInt(digit, 16) ^ parseInt(b.charAt(at), 16)).toString(2).replaceAll('0', '').length, 0);
const blob = (x0: number, y0: number): Float64Array => picture((x, y) => 200 * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / 60));

it('does not see brightness and contrast, and hardly noise', () => {
  const random = seeded(5);
  const one = blob(10, 12);
  expect(perceptualHash(one.map((value) => value * 0.5 + 40))).toBe(perceptualHash(one));
  expect(apart(perceptualHash(one), perceptualHash(one.map((value) => value + 4 * random.next())))).toBeLessThan(12);
});

it('tells different pictures apart', () => {
  expect(apart(perceptualHash(blob(8, 8)), perceptualHash(blob(24, 20)))).toBeGreaterThan(16);
  expect(apart(perceptualHash(picture((x) => x)), perceptualHash(picture((_x, y) => y)))).toBeGreaterThan(12);
});

it('is 16 hex digits, for an even picture too, and refuses another size', () => {
  expect(perceptualHash(picture(() => 7))).toMatch(/^[0-9a-f]{16}$/);
  expect(() => perceptualHash([1, 2, 3])).toThrow(RangeError);
});
