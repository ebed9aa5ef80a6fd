import { expect, it } from 'vitest';
import type { Flag, TaskState } from '#shared/model/records.ts';
import { inboxGroups, releasedBy, waitingFlags } from './inboxRows.ts';

const flag = (id: string, task: string, over: Partial<Flag> = {}): Flag => ({ id, type: 'flag', task, author: 'a', kind: 'question', tags: [], text: '', disposition: 'parked', crop: null, cleanCrop: null, uploads: [], look: null, taken: null, frozen: [], openedAt: 0, submittedAt: 0, verdict: null, verdictReason: null, anchor: { item: 'i', frame: 0, tracks: [], region: null }, ...over }) as unknown as Flag;
const parked = (task: string, flags: string[], until: number | null = null): TaskState => ({ id: task, type: 'task', task, item: 'i', progress: 'active', hold: { flags, from: 0, until, answer: null } }) as unknown as TaskState;

it('releases a task only when every flag that holds it is answered', () => {
  const states = [parked('t1', ['f1']), parked('t2', ['f2', 'f3']), parked('t3', ['f4'], 9)];
  expect(releasedBy([flag('f1', 't1')], states)).toBe(1);
  expect(releasedBy([flag('f1', 't1'), flag('f2', 't2')], states)).toBe(1);
  expect(releasedBy([flag('f2', 't2'), flag('f3', 't2')], states)).toBe(1);
  expect(releasedBy([flag('f4', 't3')], states)).toBe(0);
});

it('brings back what an answer did not help', () => {
  const answer = { id: 'x' } as never;
  const rows = [{ flag: flag('f1', 't1', { submittedAt: 2 }), answer: null }, { flag: flag('f2', 't2'), answer }, { flag: flag('f3', 't3', { verdict: 'does_not_help', submittedAt: 1 }), answer }].map((row) => ({ ...row, pending: null, item: null }));
  expect(waitingFlags(rows).map((row) => row.flag.id)).toEqual(['f3', 'f1']);
});

it('groups what clusters name, each once, what waits most first; who is in no cluster stands alone', () => {
  const rows = [flag('f1', 't1', { submittedAt: 100 }), flag('f2', 't2', { submittedAt: 50 }), flag('f3', 't3', { submittedAt: 10 })].map((one) => ({ flag: one, answer: null, pending: null, item: null }));
  const cluster = (...members: string[]): Parameters<typeof inboxGroups>[1][number] => ({ members, because: ['text'], byHand: false });
  const groups = inboxGroups(rows, [cluster('f1', 'gone', 'f2'), cluster('f2')], { now: 1000, minutes: new Map() });
  expect(groups.map(({ id, rows: own, because }) => [id, own.map(({ flag: { id: one } }) => one), because])).toEqual([['f2', ['f1', 'f2'], ['text']], ['f3', ['f3'], []]]);
  const old = inboxGroups(rows, [cluster('f1', 'f2')], { now: 10 + 3_000 * 3_600_000, minutes: new Map() });
  expect(old[0]?.id).toBe('f2');
  const heavy = inboxGroups(rows, [cluster('f1', 'f2')], { now: 1000, minutes: new Map([['t3', 40], ['t1', 3]]) });
  expect(heavy[0]?.id).toBe('f3');
});
