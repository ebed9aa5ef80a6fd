import type { Random } from '../../base/ports.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 300_000;

/** Full jitter: anything between nothing and twice the last limit, so that a thousand clients do not come back at once. */
export function backoffMs(failures: number, random: Random): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  const [high = 0, low = 0] = random(2);
  return Math.floor((limit * (high * 256 + low)) / 65_536);
}
