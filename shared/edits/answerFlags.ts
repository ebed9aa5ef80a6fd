import type { AppliesWhen } from '../model/guideline.ts';
import type { AnswerId, FlagId, TaskId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { Answer } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { revisionOp, type RevisionDraft } from './guideline.ts';
import { linkOps } from './linkFlags.ts';
import { isParked, taskState, taskStateOp } from './taskRules.ts';

export interface AnswerFlagsArgs {
  /** Flags with the task each belongs to: flags of other tasks are not in the open document. */
  readonly flags: readonly { readonly flag: FlagId; readonly task: TaskId }[];
  /** Those of `flags` to which it applies only in part. */
  readonly partly: readonly FlagId[];
  /** Flags that were looked at with these and that it does not answer: they are parted from them. */
  readonly apart: readonly FlagId[];
  readonly rule: string;
  readonly explanation: string;
  readonly effect: Answer['effect'];
  readonly appliesWhen: AppliesWhen;
  /** What it does to the guideline, or why it does nothing to it. */
  readonly guideline: RevisionDraft | { readonly noChange: string };
}

/** A binding answer to flags, tied to a revision of the guideline or to a reason why none was needed. It releases every parked task that waits for nothing else; a task keeps the flags it still waits for. */
export const answerFlags = edit<AnswerFlagsArgs>('flag.answer', (document, args, context) => {
  const { actor, now } = context;
  if (args.flags.length === 0) return refused('edit/nothing-to-answer');
  if (args.rule.trim() === '') return refused('edit/no-rule');
  if (args.rule.length > 300 || args.explanation.length > 16384) return refused('edit/too-long');
  if ('noChange' in args.guideline && args.guideline.noChange.trim() === '') return refused('edit/no-change-reason');
  const id = context.newId() as AnswerId;
  const published = 'noChange' in args.guideline ? null : revisionOp(document, { ...args.guideline, answer: id }, context);
  if (published !== null && 'refused' in published) return published;
  const flags = [...new Set(args.flags.map(({ flag }) => flag))];
  const tasks = [...new Set(args.flags.map(({ task }) => task))];
  const record: Answer = {
    id, type: 'answer', flags, partly: flags.filter((flag) => args.partly.includes(flag)), tasks, author: actor, rule: args.rule.trim(), explanation: args.explanation, effect: args.effect, answeredAt: now,
    appliesWhen: args.appliesWhen, revision: published?.record.id ?? null, noChange: 'noChange' in args.guideline ? args.guideline.noChange.trim() : null,
  };
  const ops: Op[] = [...(published === null ? [] : [published]), { op: 'put', record }, ...linkOps(document, { of: args.apart, to: flags, same: false }, now)];
  for (const task of tasks) {
    const state = taskState(document, task);
    const hold = state?.hold ?? null;
    if (state === undefined || hold === null || !isParked(state)) continue;
    const waiting = hold.flags.filter((flag) => !flags.includes(flag));
    if (waiting.length === hold.flags.length) continue;
    ops.push({ op: 'patch', id: state.id, set: { hold: waiting.length > 0 ? { ...hold, flags: waiting } : { ...hold, until: now, answer: record.id } } });
  }
  return ops;
});

export interface JudgeAnswerArgs {
  readonly flag: FlagId;
  readonly verdict: 'clear' | 'does_not_help';
  readonly reason: string | null;
}

/** The author's word on the answer. "Does not help" needs a reason and, where the flag had parked its task, parks it again. */
export const judgeAnswer = edit<JudgeAnswerArgs>('flag.judge', (document, { flag, verdict, reason }, { actor, now }) => {
  const record = document.get(flag);
  if (record?.type !== 'flag') return refused('edit/gone');
  if (record.author !== actor) return refused('edit/not-yours');
  if (record.taken === null && !document.all('answer').some((answer) => answer.flags.includes(flag))) return refused('edit/not-answered');
  if (verdict === 'does_not_help' && (reason ?? '').trim() === '') return refused('edit/no-reason');
  const said: Op = { op: 'patch', id: flag, set: { verdict, verdictReason: reason } };
  const state = taskState(document, record.task);
  if (verdict === 'clear' || record.disposition !== 'parked' || state === undefined) return [said];
  const held = isParked(state) && state.hold !== null ? { ...state.hold, flags: [...new Set([...state.hold.flags, flag])] } : { flags: [flag], from: now, until: null, answer: null };
  return [said, taskStateOp(document, state, { hold: held })];
});
