import { describe, expect, it } from 'vitest';
import { FIXTURES } from './fixtures.ts';
import { simulateMany } from './simulateMany.ts';
import { simulate } from './simulation.ts';

const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, at) => from + at);

describe('the sync protocol under simulation', () => {
  it('keeps its invariants on 200 seeds', { timeout: 120_000 }, async () => {
    const { failures, ops, conflicts, held } = await simulateMany(range(200));
    expect(failures).toEqual([]);
    expect(Math.min(ops, conflicts, held)).toBeGreaterThan(100);
  });

  it('keeps them on every seed that ever failed', { timeout: 120_000 }, async () => {
    expect((await simulateMany(FIXTURES.map((one) => one.seed))).failures).toEqual([]);
  });

  it('repeats a run from its seed', async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
  });

  it('stores the same rows whatever the clocks say (I20)', { timeout: 60_000 }, async () => {
    for (const seed of range(12)) {
      const [right, wrong] = [await simulate(seed, {}, { skew: 0 }), await simulate(seed, {}, { skew: 315_360_000_000 })];
      expect(wrong.final, `seed ${seed}`).toEqual(right.final);
    }
  });
});
