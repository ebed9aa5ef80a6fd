import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Random } from '#shared/base/ports.ts';

/** Time and chance of the machine we run on. */
export const machineClock: Clock = { now: () => Date.now(), ticks: () => performance.now() };

export const machineRandom: Random = (count) => new Uint8Array(randomBytes(count));

/** Waits without keeping the program alive. */
export const pause = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { ref: false });
