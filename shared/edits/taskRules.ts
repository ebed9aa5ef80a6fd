import type { ReadDocument } from '../model/document.ts';
import { taskStateIdOf, type FlagId, type ItemId, type TaskId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { TaskState } from '../model/records.ts';

export interface TaskRef {
  readonly task: TaskId;
  readonly item: ItemId;
}

export function taskState(document: ReadDocument, task: TaskId): TaskState | undefined {
  const record = document.get(taskStateIdOf(task));
  return record?.type === 'task' ? record : undefined;
}

/** A task that waits for an answer. */
export function isParked(state: TaskState | undefined): boolean {
  return state !== undefined && state.hold !== null && state.hold.until === null;
}

/** Sets fields of the task's state, which comes into being with its first change. */
export function taskStateOp(document: ReadDocument, ref: TaskRef, set: Partial<Pick<TaskState, 'progress' | 'hold' | 'effort'>>): Op {
  const state = taskState(document, ref.task);
  if (state !== undefined) return { op: 'patch', id: state.id, set };
  return { op: 'put', record: { id: taskStateIdOf(ref.task), type: 'task', task: ref.task, item: ref.item, progress: 'todo', hold: null, effort: null, ...set } };
}

/** The hold after one more flag: a running one is extended, an ended one starts anew. */
export function holdWith(state: TaskState | undefined, flag: FlagId, now: number): NonNullable<TaskState['hold']> {
  const running = state === undefined || state.hold === null || state.hold.until !== null ? null : state.hold;
  if (running === null) return { flags: [flag], from: now, until: null, answer: null };
  return running.flags.includes(flag) ? running : { ...running, flags: [...running.flags, flag] };
}
