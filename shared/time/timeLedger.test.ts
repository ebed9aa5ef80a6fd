import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notice, openLedger, REST_MS, SLEPT_MS, sumsOf, type Ledger, type Noticed } from './timeLedger.ts';

const BEAT = 15_000;

/** Runs a day: what is noticed at which tick, with a beat every quarter of a minute between. */
function run(noticed: readonly (readonly [at: number, what: Noticed])[], until: number, start = 0): Ledger {
  let ledger = openLedger(start);
  let beat = start + BEAT;
  for (const [at, what] of [...noticed, [until, { is: 'beat' }] as const]) {
    for (; beat < at; beat += BEAT) ledger = notice(ledger, beat, { is: 'beat' });
    ledger = notice(ledger, at, what);
  }
  return ledger;
}

const seconds = (ledger: Ledger, task = ''): Readonly<Record<string, number>> => Object.fromEntries(Object.entries(sumsOf(ledger).get(task) ?? {}).map(([spent, ms]) => [spent, ms / 1000]));

describe('the time ledger', () => {
  it('counts thinking before an input as work, up to two minutes', () => {
    expect(seconds(run([[110_000, { is: 'input' }]], 110_000))).toMatchObject({ active: 110, idle: 0 });
    expect(seconds(run([[REST_MS + 5_000, { is: 'input' }]], REST_MS + 5_000))).toMatchObject({ active: 0, idle: 125 });
  });

  it('gives each task its own time', () => {
    const ledger = run([[0, { is: 'task', task: 'a' }], [40_000, { is: 'task', task: 'b' }], [70_000, { is: 'input' }]], 70_000);
    expect([seconds(ledger, 'a'), seconds(ledger, 'b')]).toMatchObject([{ active: 40 }, { active: 30 }]);
  });

  it('does not count a machine that slept, whether or not its clock went on', () => {
    const asleep = SLEPT_MS + 3_600_000;
    let ledger = run([[0, { is: 'task', task: 'a' }], [20_000, { is: 'input' }]], 20_000);
    ledger = notice(ledger, 20_000 + asleep, { is: 'input' });
    ledger = notice(ledger, 20_000 + asleep + 10_000, { is: 'input' });
    expect(seconds(ledger, 'a')).toMatchObject({ active: 30, idle: 0, waiting: 0 });
  });

  it('says when the program kept the person waiting, and when time went to looking back', () => {
    const ledger = run([[0, { is: 'task', task: 'a' }], [10_000, { is: 'waiting', on: true }], [18_000, { is: 'waiting', on: false }], [20_000, { is: 'reflecting', on: true }], [50_000, { is: 'reflecting', on: false }]], 50_000);
    expect(seconds(ledger, 'a')).toEqual({ active: 12, idle: 0, waiting: 8, reflecting: 30 });
  });

  it('counts every millisecond once, whatever is noticed, and only ticks matter', () => {
    const what = fc.oneof(
      fc.constantFrom<Noticed>({ is: 'input' }, { is: 'beat' }),
      fc.record({ is: fc.constant('task' as const), task: fc.option(fc.constantFrom('a', 'b'), { nil: null }) }),
      fc.record({ is: fc.constantFrom('waiting' as const, 'reflecting' as const), on: fc.boolean() }),
    );
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: SLEPT_MS }), what), { maxLength: 60 }), fc.integer({ min: -1e9, max: 1e12 }), (steps, start) => {
      let [ledger, at] = [openLedger(start), start];
      for (const [after, noticed] of steps) {
        at += after;
        ledger = notice(ledger, at, noticed);
      }
      const total = [...sumsOf(ledger).values()].reduce((sum, { active, idle, waiting, reflecting }) => sum + active + idle + waiting + reflecting, 0);
      expect(total).toBe(at - start);
    }), { seed: 12 });
  });
});
