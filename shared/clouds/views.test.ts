import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';
import { groundOf } from './ground.ts';
import { middleOf } from './middle.ts';
import { sampleOrder } from './sampleOrder.ts';
import { colorings, colorsOf, shadesOf } from './shades.ts';

function cloudOf(places: readonly (readonly [number, number, number])[], columns: Cloud['columns'] = []): Cloud {
  return { count: places.length, origin: [0, 0, 0], positions: Float32Array.from(places.flat()), masked: 0, columns };
}

/** Ground that rises to the east, a metre in twenty, with a roof over the middle. */
function slope(): Cloud {
  const places: [number, number, number][] = [];
  for (let x = 0; x < 40; x += 0.4) for (let y = 0; y < 40; y += 0.4) places.push([x, y, Math.hypot(x - 20, y - 20) < 1.5 ? x / 20 + 3 : x / 20]);
  return cloudOf(places);
}

describe('the ground', () => {
  it('is found on a slope and under a roof, within what it rises over two cells', () => {
    const ground = groundOf(slope());
    for (const [x, y] of [[5, 5], [20, 20], [35, 10], [0, 0], [39.5, 39.5]] as const) expect(Math.abs((ground.at(x, y) ?? Infinity) - x / 20)).toBeLessThan(0.2);
    expect(ground.at(500, 500)).toBeNull();
  });

  it('is nowhere in a cloud without places', () => {
    expect(groundOf(cloudOf([])).at(0, 0)).toBeNull();
    expect(groundOf(cloudOf([[Number.NaN, Number.NaN, Number.NaN]])).at(0, 0)).toBeNull();
  });

  it('of a cloud that is one line takes no more cells than there may be', () => {
    expect(groundOf(cloudOf([[0, 0, 1], [1e7, 0, 2]])).at(1e7, 0)).toBe(2);
  });
});

describe('an order for painting', () => {
  it('names every point once, and its beginnings are spread over the whole', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
      expect([...sampleOrder(count)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_none, n) => n));
    }), { numRuns: 20 });
    const first = sampleOrder(100_000).subarray(0, 10_000);
    for (let part = 0; part < 10; part += 1) expect(Math.abs(first.filter((n) => Math.floor(n / 10_000) === part).length - 1000)).toBeLessThan(150);
  });
});

describe('what colours tell', () => {
  const column = (name: string, values: Cloud['columns'][number]['values'], scale = 1): Cloud['columns'][number] => ({ name, values, per: 1, bits: null, scale, offset: 0 });

  it('is on a scale that a few strays do not squeeze', () => {
    const shades = shadesOf(cloudOf(Array.from({ length: 1000 }, (_none, n) => [0, 0, n === 7 ? 1e6 : n / 1000])), 'height');
    expect([shades[0], shades[7], shades[999]]).toEqual([0, 1, 1]);
    expect(shades[500]).toBeCloseTo(0.5, 1);
  });

  it('has a shade for every point, also for those without a number', () => {
    const shades = shadesOf(cloudOf([[0, 0, 0], [0, 0, 1], [0, 0, 2]], [column('i', new Float32Array([Number.NaN, 5, 5]))]), 'value:i');
    expect([...shades].every((shade) => shade >= 0 && shade <= 1)).toBe(true);
  });

  it('are the file’s own, packed or apart, of 8 or 16 bits', () => {
    const one = [[0, 0, 0]] as const;
    expect([...(colorsOf(cloudOf(one, [column('rgb', new Uint32Array([0xff_12_34_56]))])) ?? [])]).toEqual([0x12, 0x34, 0x56]);
    expect([...(colorsOf(cloudOf(one, ['red', 'green', 'blue'].map((name, n) => column(name, new Uint16Array([n * 0x7fff]))))) ?? [])].map((value) => Math.round(value / 10))).toEqual([0, 13, 25]);
    expect(colorsOf(cloudOf(one))).toBeNull();
    expect(colorings(cloudOf(one, [column('intensity', new Uint8Array(1)), column('red', new Uint8Array(1)), column('green', new Uint8Array(1)), column('blue', new Uint8Array(1))]))).toEqual(['height', 'color', 'value:intensity']);
  });
});

it('the middle of a cloud leaves strays out', () => {
  const cloud = cloudOf([...Array.from({ length: 1000 }, (_none, n): [number, number, number] => [n / 100, 0, 0]), [1e5, 1e5, 1e5]]);
  expect(middleOf(cloud, 0.1)?.max[0]).toBeLessThan(9.1);
  expect(middleOf(cloudOf([]), 0.1)).toBeNull();
});
