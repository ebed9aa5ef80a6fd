import type { RecordId } from '#shared/model/ids.ts';
import { idOf, type Op } from '#shared/model/ops.ts';
import type { Via } from '#shared/model/transaction.ts';
import type { Step } from '../../document/history.ts';

/** One thing that was done to an object on this computer. */
export interface HistoryLine {
  readonly key: string;
  /** Name of the edit. */
  readonly label: string;
  readonly via: Via;
  readonly at: number;
  readonly undone: boolean;
  /** How many other objects it changed too. */
  readonly others: number;
}

/** What the undo history knows of some records, newest first. Only what was done here, and not longer than undo reaches. */
export function historyOf(steps: readonly Step[], ids: ReadonlySet<RecordId>, isThing: (id: RecordId) => boolean): readonly HistoryLine[] {
  const lines = steps.flatMap(({ transactions, undone }) => transactions.flatMap(({ id, label, via, at, parts }): readonly HistoryLine[] => {
    const ops = parts.flatMap((part) => part.ops);
    const own = ops.filter((op) => ids.has(idOf(op)));
    return own.length === 0 ? [] : [{ key: id, label, via, at, undone, others: countTracks(ops.filter((op) => isThing(idOf(op)))) - 1 }];
  }));
  return lines.reverse();
}

/** A track and its keyframes count once. */
function countTracks(ops: readonly Op[]): number {
  const keyframes = ops.filter((op) => op.op === 'put' && op.record.type === 'keyframe').length;
  return new Set(ops.map(idOf)).size - (keyframes === ops.length ? 0 : keyframes);
}
