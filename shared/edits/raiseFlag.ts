import type { FlagId, ItemId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { Flag, TaskEffort } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { holdWith, isParked, taskState, taskStateOp } from './taskRules.ts';

/** What the flag panel gathered. The author is the person who edits; the time of submitting is now. */
export type FlagDraft = Omit<Flag, 'type' | 'author' | 'submittedAt' | 'verdict' | 'verdictReason'>;

export interface RaiseFlagArgs {
  readonly item: ItemId;
  readonly flag: FlagDraft;
  /** What the task took so far: time before parking is kept. */
  readonly effort?: TaskEffort | null;
}

/** Says "unclear". A parked flag also holds its task; the others let the work go on. */
export const raiseFlag = edit<RaiseFlagArgs>('flag.raise', (document, { item, flag, effort = null }, { actor, now }) => {
  if (document.get(flag.id) !== undefined) return refused('edit/exists');
  if (flag.text.length > 4000) return refused('edit/too-long');
  if (flag.taken !== null && document.get(flag.taken)?.type !== 'answer') return refused('edit/gone');
  // Who takes an earlier answer has judged it by that.
  const record: Flag = { ...flag, type: 'flag', author: actor, submittedAt: now, verdict: flag.taken === null ? null : 'clear', verdictReason: null };
  const put: Op = { op: 'put', record };
  if (flag.disposition !== 'parked') return [put];
  const hold = holdWith(taskState(document, flag.task), flag.id, now);
  return [put, taskStateOp(document, { task: flag.task, item }, { hold, ...(effort === null ? {} : { effort }) })];
});

/** Takes back one's own flag. When it was the last that held its task, the task goes on. */
export const withdrawFlag = edit<{ readonly flag: FlagId }>('flag.withdraw', (document, { flag }, { actor, now }) => {
  const record = document.get(flag);
  if (record?.type !== 'flag') return refused('edit/gone');
  if (record.author !== actor) return refused('edit/not-yours');
  const remove: Op = { op: 'remove', id: flag };
  const state = taskState(document, record.task);
  const hold = state?.hold ?? null;
  if (state === undefined || hold === null || !isParked(state) || !hold.flags.includes(flag)) return [remove];
  const flags = hold.flags.filter((id) => id !== flag);
  return [remove, { op: 'patch', id: state.id, set: { hold: flags.length === 0 ? { ...hold, until: now } : { ...hold, flags } } }];
});
