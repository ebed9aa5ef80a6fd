import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stop } from '#shared/base/listeners.ts';
import type { Clock, Random } from '#shared/base/ports.ts';

/** Time, chance and waiting, as the server's rooms may use them. Tests pass their own. */
export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
}

export interface Timers {
  pause(ms: number): Promise<void>;
  after(ms: number, work: () => void): Stop;
  every(ms: number, work: () => void): Stop;
}

/** Timers that never keep the process alive by themselves. */
const realTimers: Timers = {
  pause: (ms) => sleep(ms, undefined, { ref: false }),
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};

export const realMachine: Machine = {
  clock: { now: () => Date.now(), ticks: () => performance.now() },
  random: (count) => new Uint8Array(randomBytes(count)),
  timers: realTimers,
};
