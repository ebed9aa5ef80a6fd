import { describe, expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { simulate } from './simulation.ts';

/** Seeds within which each fault has to be noticed; measured first catches are 0 to 10. */
const WITHIN = 60;

async function firstCatch(name: string): Promise<string | null> {
  for (let seed = 0; seed < WITHIN; seed += 1) {
    try {
      await simulate(seed, FAULTS[name] ?? {}, { rounds: 12, clients: 3 });
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 3) : 'other';
    }
  }
  return null;
}

describe('the simulator notices', () => {
  it.each(Object.keys(FAULTS))('%s', { timeout: 60_000 }, async (name) => {
    expect(await firstCatch(name)).toMatch(/^I\d/);
  });
});
