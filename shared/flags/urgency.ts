/** Hours a day in which somebody could answer, over those it has: an age in clock hours times this is one in working hours. */
const WORKING_SHARE = 40 / 168;
const HOUR = 60 * 60 * 1000;

export interface Waiting {
  /** Active minutes that wait: of the parked tasks as far as expected, one at least for each question. */
  readonly minutes: number;
  /** Milliseconds since the oldest question. */
  readonly age: number;
  /** Unlabelled items alike enough to raise the same question. */
  readonly reach: number;
}

/** How urgent an answer is; `mission.md` §2.5: what waits, how long it has waited, and how much more is to come. */
export function urgency({ minutes, age, reach }: Waiting): number {
  const hours = (Math.max(0, age) / HOUR) * WORKING_SHARE;
  return minutes * (1 + Math.log(1 + hours / 8)) * (1 + reach / 100);
}
