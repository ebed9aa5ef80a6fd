import type { TaskState, Flag } from '#shared/model/records.ts';
import type { FlagId } from '#shared/model/ids.ts';
import type { FlagRow } from '../../commands/workbench.ts';

/** Flags that wait for an answer: never answered, or the author said the answer does not help. Longest waiting first. */
export function waitingFlags(flags: readonly FlagRow[]): readonly FlagRow[] {
  return flags.filter(({ flag, answer }) => answer === null || flag.verdict === 'does_not_help').sort((a, b) => a.flag.submittedAt - b.flag.submittedAt);
}

/** How many parked tasks an answer to these flags releases: those that wait for nothing else. */
export function releasedBy(chosen: readonly Flag[], states: readonly TaskState[]): number {
  const answered = new Set<FlagId>(chosen.map(({ id }) => id));
  const touched = new Set(chosen.map(({ task }) => task));
  return states.filter(({ task, hold }) => touched.has(task) && hold !== null && hold.until === null && hold.flags.some((id) => answered.has(id)) && hold.flags.every((id) => answered.has(id))).length;
}
