import type { Command } from './command.ts';
import { editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const anyTask = (bench: Workbench): boolean => bench.screen.getState().page === 'work' && bench.work.getState().rows.length > 0;

export const taskCommands: readonly Command<Workbench>[] = [
  { id: 'task.previous', group: 'task', keys: ['BracketLeft'], icon: 'back', enabled: anyTask, run: ({ deeds }) => deeds.step(-1) },
  { id: 'task.next', group: 'task', keys: ['BracketRight'], icon: 'forward', enabled: anyTask, run: ({ deeds }) => deeds.step(1) },
  { id: 'task.done', group: 'task', keys: ['d'], icon: 'done', enabled: editable, run: ({ deeds }) => deeds.finishTask() },
  { id: 'task.reopen', group: 'task', keys: ['Shift+d'], icon: 'todo', enabled: (bench) => editable(bench) && isDone(bench), run: ({ deeds }) => deeds.reopenTask() },
  { id: 'task.queue', group: 'task', keys: ['n'], icon: 'list', enabled: anyTask, run: ({ deeds }) => deeds.next() },
];

function isDone(bench: Workbench): boolean {
  const open = openTask(bench);
  return bench.work.getState().rows.some((row) => row.task === open?.task && row.status === 'done');
}
