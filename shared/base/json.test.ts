import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sameJson, type Json } from './json.ts';

const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: true }) as fc.Arbitrary<Json>;

test('equal is what has the same text with sorted keys', () => {
  fc.assert(fc.property(json, json, (a, b) => {
    expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
    expect(sameJson(a, JSON.parse(JSON.stringify(a)) as Json)).toBe(true);
  }), { seed: 11, numRuns: 400 });
});

test.each([
  [{ a: 1, b: [2, null] }, { b: [2, null], a: 1 }, true], [[1, 2], [1, 2, 3], false], [{ a: null }, {}, false], [{}, [], false], [[], {}, false], [null, {}, false], [0, -0, true], [1, '1', false],
  [{ a: 1 }, { b: 1 }, false], [Number.NaN, Number.NaN, true], [{ toString: 1 }, { a: 1 }, false],
] as const)('%j and %j', (a, b, same) => expect([sameJson(a, b), sameJson(b, a)]).toEqual([same, same]));
