import { taskStateIdOf } from '#shared/model/ids.ts';
import type { TaskEffort } from '#shared/model/records.ts';
import { taskFacts } from '#shared/time/taskFacts.ts';
import type { OpenTask } from '../commands/workbench.ts';
import type { Hall } from './hall.ts';

/** What the task in hand took the person so far; a word against an earlier figure stays. */
export function effortOf({ own }: Pick<Hall, 'own'>, { task, item, editor }: OpenTask): TaskEffort | null {
  if (own.time === null) return null;
  const state = editor.document.get(taskStateIdOf(task));
  return { active: own.time.activeIn(task), ...taskFacts(editor.document, item.media), contested: state?.type === 'task' ? (state.effort?.contested ?? null) : null };
}
