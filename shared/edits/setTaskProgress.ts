import type { TaskState } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { isParked, taskState, taskStateOp, type TaskRef } from './taskRules.ts';

/** Opens, finishes or reopens a task. A parked task cannot be finished: it waits for an answer. */
export const setTaskProgress = edit<TaskRef & { readonly progress: TaskState['progress'] }>('task.progress', (document, { task, item, progress }) => {
  const state = taskState(document, task);
  if ((state?.progress ?? 'todo') === progress) return [];
  if (progress === 'done' && isParked(state)) return refused('edit/parked');
  return [taskStateOp(document, { task, item }, { progress })];
});
