import { describe, expect, it } from 'vitest';
import type { Item } from '#shared/bridge/hostContract.ts';
import { taskIdOf, taskStateIdOf, type FlagId, type ItemId, type TaskId } from '#shared/model/ids.ts';
import type { TaskState } from '#shared/model/records.ts';
import { countRows, nextInQueue, queueRows } from './taskQueue.ts';

const item = (n: number, problem: string | null = null): Item => ({ id: `00000000-0000-4000-8000-00000000000${n}`, name: `${n}.jpg`, media: 'image', bytes: 1, modified: 0, width: null, height: null, problem });
const taskFor = (of: Item): TaskId => taskIdOf(of.id as ItemId);
const state = (of: Item, progress: TaskState['progress'], until: number | null | 'none' = 'none'): [TaskId, TaskState] => {
  const task = taskFor(of);
  const hold = until === 'none' ? null : { flags: [] as FlagId[], from: 1, until, answer: null };
  return [task, { id: taskStateIdOf(task), type: 'task', task, item: of.id as ItemId, progress, hold, effort: null }];
};

describe('the queue', () => {
  const items = [item(1), item(2), item(3), item(4, 'media/empty')];
  const [a, b, c] = items as [Item, Item, Item, Item];

  it('counts parked apart from done and to do', () => {
    const rows = queueRows(items, new Map([state(a, 'active', null), state(b, 'done')]));
    expect(countRows(rows)).toEqual({ released: 0, todo: 1, active: 0, done: 1, parked: 1, problem: 1 });
  });

  it('brings released tasks first, the oldest answer first', () => {
    const rows = queueRows(items, new Map([state(b, 'active', 20), state(c, 'todo', 10)]));
    expect(nextInQueue(rows, taskFor(a))?.item.name).toBe('3.jpg');
  });

  it('goes on after the task in hand and round to the start, past parked, done and broken ones', () => {
    const rows = queueRows(items, new Map([state(b, 'active', null)]));
    expect(nextInQueue(rows, taskFor(a))?.item.name).toBe('3.jpg');
    expect(nextInQueue(rows, taskFor(c))?.item.name).toBe('1.jpg');
  });

  it('has an end', () => {
    const rows = queueRows([a], new Map([state(a, 'active')]));
    expect(nextInQueue(rows, taskFor(a))).toBeNull();
  });
});
