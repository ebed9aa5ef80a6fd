import type { QueueRow } from '../../session/taskQueue.ts';

export const TASK_FILTERS = ['all', 'released', 'todo', 'parked', 'done', 'problem'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

/** Rows of one state whose name holds all the words, in any order. What is under way counts as to do. */
export function filterRows(rows: readonly QueueRow[], filter: TaskFilter, words: string): readonly QueueRow[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  if (filter === 'all' && wanted.length === 0) return rows;
  return rows.filter((row) => fits(row, filter) && wanted.every((word) => row.item.name.toLocaleLowerCase().includes(word)));
}

function fits(row: QueueRow, filter: TaskFilter): boolean {
  return filter === 'all' || row.status === filter || (filter === 'todo' && row.status === 'active');
}
