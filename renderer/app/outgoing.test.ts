import { expect, it } from 'vitest';
import type { Uuid } from '#shared/base/id.ts';
import type { SavedState } from '#shared/bridge/workspaceContract.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { Outgoing } from './outgoing.ts';

const id = (n: number): Uuid => `0190a0a0-0000-7000-8000-00000000000${n}` as Uuid;
const transaction = (n: number): Transaction => ({ id: id(n), label: 'x', via: 'ui', undoes: null, at: 0, parts: [] });

function world(answers: (SavedState['copies'] | 'dead')[]) {
  const told: string[] = [];
  const saved: string[] = [];
  let later: (() => void) | null = null;
  const apply = async (): Promise<SavedState> => {
    const answer = answers.shift() ?? 'both';
    if (answer === 'dead') throw new Error('worker gone');
    return { copies: answer, cause: null };
  };
  const outgoing = new Outgoing(id(9), {
    commit: { apply, markUndone: async () => ({}), saveDraft: async () => ({}) },
    onSaved: (one) => saved.push(one.id),
    onCount: (unsaved, failed) => told.push(`${unsaved}${failed ? '!' : ''}`),
    after: (_ms, work) => {
      later = work;
      return () => undefined;
    },
  });
  return { outgoing, told, saved, tick: () => later?.() };
}

it('counts a change as unsaved until the database has it', async () => {
  const { outgoing, told, saved } = world(['both']);
  outgoing.send(transaction(1));
  expect(told).toEqual(['1']);
  await outgoing.settle();
  expect(told).toEqual(['1', '0']);
  expect(saved).toEqual([id(1)]);
});

it('keeps what was refused and offers it again until it is taken', async () => {
  const { outgoing, told, saved, tick } = world(['none', 'dead', 'one']);
  outgoing.send(transaction(1));
  await outgoing.settle();
  expect(outgoing.waiting.map((one) => one.id)).toEqual([id(1)]);
  tick();
  await outgoing.settle();
  tick();
  await outgoing.settle();
  expect(told.at(1)).toBe('1!');
  expect(told.at(-1)).toBe('0');
  expect(saved).toEqual([id(1)]);
});
