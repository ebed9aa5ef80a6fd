import type { TaskState } from '../model/records.ts';
import { timeModel, type TimeModel } from './expectedTime.ts';

/** What the finished tasks of a project took; what a person has contested counts for nothing. */
export function timeModelOf(states: readonly TaskState[]): TimeModel {
  return timeModel(states.flatMap(({ progress, effort }) => (progress !== 'done' || effort === null || effort.contested !== null ? [] : [{ facts: effort, active: effort.active }])));
}

/** Active minutes that parked tasks are expected to need still, by task; none where nothing is known. */
export function remainingMinutes(states: readonly TaskState[]): ReadonlyMap<string, number> {
  const model = timeModelOf(states);
  const found = new Map<string, number>();
  for (const { task, hold, effort } of states) {
    if (hold === null || hold.until !== null || effort === null) continue;
    const expected = model.expected(effort);
    if (expected !== null) found.set(task, Math.max(0, expected - effort.active) / 60);
  }
  return found;
}
