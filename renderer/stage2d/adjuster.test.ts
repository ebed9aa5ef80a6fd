import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_ADJUST } from '../session/seeingStore.ts';
import { adjustPixels } from './adjuster.ts';
import type { AdjustPass } from './adjustPass.ts';
import { EVEN_PLACES, evenTables } from './evenTables.ts';
import { toneCurve } from './toneCurve.ts';

const adjust = fc.record({
  brightness: fc.integer({ min: -100, max: 100 }), contrast: fc.integer({ min: -100, max: 100 }), gamma: fc.double({ min: 0.25, max: 4, noNaN: true }),
  channel: fc.constant('all' as const), window: fc.option(fc.record({ low: fc.double({ min: 0, max: 0.5, noNaN: true }), high: fc.double({ min: 0.5, max: 1, noNaN: true }) })), even: fc.constant(false),
});
const place: AdjustPass['place'] = [1 / 16, 0, 0, 0, 1 / 16, 0];

describe('the curve', () => {
  it('leaves all values alone when nothing is asked', () => {
    expect([...toneCurve(PLAIN_ADJUST)]).toEqual(Array.from({ length: 256 }, (_, value) => value));
  });

  it('never turns an order round, and inverts to its mirror', () => {
    fc.assert(fc.property(adjust, (asked) => {
      const curve = toneCurve({ ...asked, invert: false });
      expect(curve.every((value, at) => at === 0 || value >= (curve[at - 1] ?? 0))).toBe(true);
      expect(toneCurve({ ...asked, invert: true }).every((value, at) => Math.abs(value + (curve[at] ?? 0) - 255) <= 1)).toBe(true);
    }));
  });

  it('makes the ends of the window black and white', () => {
    const curve = toneCurve({ ...PLAIN_ADJUST, window: { low: 50 / 255, high: 100 / 255 } });
    expect([curve[49], curve[50], curve[75], curve[100], curve[200]]).toEqual([0, 0, 128, 255, 255]);
  });
});

describe('evening out', () => {
  it('never turns an order round, whatever the picture', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1024, maxLength: 1024 }), (bytes) => {
      const tables = evenTables(new Uint8ClampedArray(bytes), 16, 16);
      expect(tables.length).toBe(EVEN_PLACES * EVEN_PLACES * 256 * 4);
      expect(tables.every((value, at) => at % 1024 < 4 || value >= (tables[at - 4] ?? 0))).toBe(true);
    }), { numRuns: 20 });
  });

  it('spreads what is crowded together, and keeps the tint', () => {
    const dim = new Uint8ClampedArray(16 * 16 * 4);
    for (let at = 0; at < dim.length; at += 4) dim.set([60 + ((at / 4) % 16), 50 + ((at / 4) % 16), 40 + ((at / 4) % 16), 255], at);
    const tables = evenTables(dim, 16, 16);
    const data = dim.slice();
    adjustPixels({ data, width: 16 }, { curve: toneCurve(PLAIN_ADJUST), channel: -1, tables, place });
    const spread = (pixels: Uint8ClampedArray): number => { const reds = pixels.filter((_, at) => at % 4 === 0); return Math.max(...reds) - Math.min(...reds); };
    expect(spread(data)).toBeGreaterThan(spread(dim));
    for (let at = 0; at < data.length; at += 4) expect((data[at] ?? 0) >= (data[at + 1] ?? 0) && (data[at + 1] ?? 0) >= (data[at + 2] ?? 0)).toBe(true);
  });
});

describe('a channel', () => {
  it('is shown as grey, and what can be seen through stays so', () => {
    const data = new Uint8ClampedArray([10, 20, 30, 255, 9, 9, 9, 0]);
    adjustPixels({ data, width: 2 }, { curve: toneCurve(PLAIN_ADJUST), channel: 1, tables: null, place });
    expect([...data]).toEqual([20, 20, 20, 255, 9, 9, 9, 0]);
  });
});
