import type { Worktime } from '../model/privateRecords.ts';
import { SPENT, type Spending } from './timeLedger.ts';

/** Time of one calendar day of the person's own clock, `YYYY-MM-DD`. */
export interface DayTime extends Spending {
  readonly day: string;
}

/** Sums by day, oldest first. A sitting belongs to the day on which it began. */
export function timeByDay(times: readonly Worktime[], dayOf: (at: number) => string): readonly DayTime[] {
  const days = new Map<string, DayTime>();
  for (const time of times) {
    const day = dayOf(time.startedAt);
    days.set(day, { day, ...sum(days.get(day), time) });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Sums by task; `null` is time without one. */
export function timeByTask(times: readonly Worktime[]): ReadonlyMap<string | null, Spending> {
  const tasks = new Map<string | null, Spending>();
  for (const time of times) tasks.set(time.task, sum(tasks.get(time.task), time));
  return tasks;
}

function sum(known: Spending | undefined, more: Spending): Spending {
  const [active, idle, waiting, reflecting] = SPENT.map((spent) => (known?.[spent] ?? 0) + more[spent]);
  return { active: active ?? 0, idle: idle ?? 0, waiting: waiting ?? 0, reflecting: reflecting ?? 0 };
}
