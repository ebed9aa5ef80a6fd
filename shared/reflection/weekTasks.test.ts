import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import type { ItemId, TaskId } from '../model/ids.ts';
import type { Worktime } from '../model/privateRecords.ts';
import type { Flag, TaskState } from '../model/records.ts';
import { weekTasks } from './weekTasks.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(8).bytes);
const tasks = Array.from({ length: 10 }, () => newId() as TaskId);
const time = (task: TaskId, more: Partial<Worktime> = {}): Worktime => ({ id: newId(), type: 'worktime', session: 's', task, startedAt: 500, endedAt: 600, active: 60_000, idle: 0, waiting: 0, reflecting: 0, edits: 4, undone: 0, ...more });
const state = (task: TaskId): TaskState => ({ id: newId(), type: 'task', task, item: newId() as ItemId, progress: 'done', hold: null, effort: { active: 60, objects: 4, vertices: 16, frames: 1, classes: 1, small: 0, proposed: 0, media: 'image', contested: null } });
const week = (times: readonly Worktime[], flags: readonly { flag: Flag; answered: boolean }[] = []): ReturnType<typeof weekTasks> => weekTasks({ from: 0, to: 1000, times, states: tasks.map(state), flags });

describe('the tasks of a week', () => {
  it('are those that were worked on in it', () => {
    const [a, b] = tasks;
    if (a === undefined || b === undefined) throw new Error('ten tasks');
    expect(week([time(a), time(a), time(b, { startedAt: 1000 })]).map(({ task }) => task)).toEqual([a]);
  });

  it('stand out by undo and edits beyond what their things need, and not by being usual', () => {
    const found = week(tasks.map((task, at) => time(task, at === 3 ? { undone: 9 } : at === 5 ? { edits: 40 } : {})));
    expect(found.filter(({ scores }) => (scores.undo ?? 0) > 0)).toHaveLength(1);
    expect(found[3]?.scores.undo).toBeGreaterThan(0);
    expect(found.filter(({ scores }) => (scores.edits ?? 0) > 0).map(({ task }) => task)).toEqual([tasks[5]]);
    expect(found.every(({ scores }) => scores.flagged === null)).toBe(true);
  });

  it('stand out by a question, one without an answer before one with', () => {
    const flag = (task: TaskId | undefined, submittedAt: number): Flag => ({ task, submittedAt, kind: 'question' }) as unknown as Flag;
    const found = week(tasks.map((task) => time(task)), [{ flag: flag(tasks[1], 900), answered: true }, { flag: flag(tasks[2], 100), answered: false }]);
    expect(found[2]?.scores.flagged ?? 0).toBeGreaterThan(found[1]?.scores.flagged ?? 9);
  });
});
