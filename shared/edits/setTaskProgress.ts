import type { TaskEffort, TaskState } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { isParked, taskState, taskStateOp, type TaskRef } from './taskRules.ts';

/** Opens, finishes or reopens a task. A parked task cannot be finished: it waits for an answer. */
export const setTaskProgress = edit<TaskRef & { readonly progress: TaskState['progress']; readonly effort?: TaskEffort | null }>('task.progress', (document, { task, item, progress, effort = null }) => {
  const state = taskState(document, task);
  if ((state?.progress ?? 'todo') === progress) return [];
  if (progress === 'done' && isParked(state)) return refused('edit/parked');
  return [taskStateOp(document, { task, item }, { progress, ...(effort === null ? {} : { effort }) })];
});

/** Says that the time kept for a task is wrong, or takes that back (null). What is contested counts for nothing. */
export const contestEffort = edit<TaskRef & { readonly reason: string | null }>('task.contest', (document, { task, item, reason }) => {
  const effort = taskState(document, task)?.effort ?? null;
  if (effort === null) return refused('edit/gone');
  if (reason?.trim() === '') return refused('edit/no-reason');
  if ((reason ?? '').length > 500) return refused('edit/too-long');
  return [taskStateOp(document, { task, item }, { effort: { ...effort, contested: reason } })];
});
