import type { Random } from '#shared/base/ports.ts';
import type { Timers } from '../machine/machine.ts';

/** Serialisation failure, deadlock, lock not available: the engine asks to try again. */
const TRY_AGAIN = new Set(['40001', '40P01', '55P03']);
const TRIES = 8;

export interface RetryPorts {
  readonly random: Random;
  readonly timers: Timers;
}

/** Runs a transaction up to eight times with jitter while the engine says that trying again can help. */
export async function retrying<T>(ports: RetryPorts, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= TRIES || !TRY_AGAIN.has(sqlState(error))) throw error;
    }
    const [byte = 0] = ports.random(1);
    await ports.timers.pause((byte / 255) * Math.min(500, 5 * 2 ** tried));
  }
}

/** The five characters by which SQL engines name an error; empty for anything else. */
export function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
