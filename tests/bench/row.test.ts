import { describe, expect, it } from 'vitest';
import { percentile, row, table } from './row.ts';

describe('row', () => {
  it('says whether a figure reaches its goal', () => {
    const base = { suite: 's', case: 'c', unit: 'ms', goal: 50 };
    expect(row({ ...base, ours: 40, better: 'lower' })).toMatchObject({ met: true, ratio: null, peer: null });
    expect(row({ ...base, ours: 60, better: 'lower' }).met).toBe(false);
    expect(row({ ...base, ours: 60, better: 'higher' }).met).toBe(true);
  });

  it('gives ratios above 1 for better, whichever way better is', () => {
    const base = { suite: 's', case: 'c', unit: 'ms', goal: 2, goalIs: 'ratio' as const };
    expect(row({ ...base, ours: 10, peer: { name: 'p', value: 30 }, better: 'lower' })).toMatchObject({ ratio: 3, met: true, peerName: 'p' });
    expect(row({ ...base, ours: 10, peer: { name: 'p', value: 30 }, better: 'higher' })).toMatchObject({ met: false });
  });

  it('takes percentiles by nearest rank', () => {
    const samples = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(samples, 0.5)).toBe(50);
    expect(percentile(samples, 0.99)).toBe(99);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.95)).toBeNaN();
  });

  it('prints what was not reached loudly', () => {
    expect(table([row({ suite: 's', case: 'c', unit: 'ms', goal: 1, ours: 2, better: 'lower' })])).toContain('NOT MET');
  });
});
