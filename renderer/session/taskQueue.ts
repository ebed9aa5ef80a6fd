import type { Item } from '#shared/bridge/hostContract.ts';
import type { ItemId, TaskId } from '#shared/model/ids.ts';
import { taskIdOf } from '#shared/model/ids.ts';
import type { TaskState } from '#shared/model/records.ts';

/** What a row of the task list says about its task. */
export type TaskStatus = 'released' | 'todo' | 'active' | 'done' | 'parked' | 'problem';

export interface QueueRow {
  readonly task: TaskId;
  readonly item: Item;
  readonly status: TaskStatus;
  /** When the answer released it; the longest waiting comes first. */
  readonly releasedAt: number;
}

export type Counts = Readonly<Record<TaskStatus, number>>;

/** Parked is a state of its own: neither done nor to do, and never counted as skipped. */
export function statusOf(item: Item, state: TaskState | null): TaskStatus {
  if (state !== null && state.hold !== null && state.hold.until === null) return 'parked';
  if (state?.progress === 'done') return 'done';
  if (state !== null && state.hold !== null) return 'released';
  if (item.problem !== null) return 'problem';
  return state?.progress ?? 'todo';
}

/** One row per item, in the order of the items. */
export function queueRows(items: readonly Item[], states: ReadonlyMap<TaskId, TaskState>): readonly QueueRow[] {
  return items.map((item) => {
    const task = taskOf(item);
    const state = states.get(task) ?? null;
    return { task, item, status: statusOf(item, state), releasedAt: state?.hold?.until ?? 0 };
  });
}

export function countRows(rows: readonly QueueRow[]): Counts {
  const counts = { released: 0, todo: 0, active: 0, done: 0, parked: 0, problem: 0 };
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

/** Released tasks first, oldest answer first; then what is to do, from the task in hand onwards and round to the start. */
export function nextInQueue(rows: readonly QueueRow[], current: TaskId | null): QueueRow | null {
  const released = rows.filter((row) => row.status === 'released' && row.task !== current).sort((a, b) => a.releasedAt - b.releasedAt);
  const first = released[0];
  if (first !== undefined) return first;
  const at = rows.findIndex((row) => row.task === current);
  const round = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
  return round.find(isOpen) ?? null;
}

function isOpen(row: QueueRow): boolean {
  return row.status === 'todo' || row.status === 'active';
}

const tasks = new WeakMap<Item, TaskId>();

/** Hashing a thousand names costs milliseconds, so each item's task id is computed once. */
function taskOf(item: Item): TaskId {
  const known = tasks.get(item);
  if (known !== undefined) return known;
  const task = taskIdOf(item.id as ItemId);
  tasks.set(item, task);
  return task;
}
