import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Copied } from '#shared/edits/pasteTracks.ts';
import type { TaskId, TrackId } from '#shared/model/ids.ts';
import { applyTo, type Book } from '#shared/model/ops.ts';
import type { Track } from '#shared/model/records.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import type { Work } from '../commands/workbench.ts';
import { EMPTY_WORK } from './emptyWork.ts';
import type { Hall } from './hall.ts';
import { Spreading } from './spreading.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(6).bytes);
const [from, ...targets] = [newId(), newId(), newId()] as unknown as [TaskId, ...TaskId[]];
const track: Track = { id: newId() as TrackId, type: 'track', kind: 'box', label: null, extent: 'still', z: 1, note: null, locked: false, pinned: false, difficult: true, group: null };
const copies: readonly Copied[] = [{ track, shape: { kind: 'box', x: 1, y: 2, width: 30, height: 40, angle: 0 }, relations: [] }];

/** A machine of some pictures, of which one is in hand. */
function world(): { readonly spreading: Spreading; readonly sent: Transaction[]; readonly booksOf: (task: TaskId) => Book; readonly work: { newest: null | string }; readonly said: string[] } {
  const books = new Map<StreamId, Book>();
  const bookOf = (stream: StreamId): Book => must(books.get(stream) ?? books.set(stream, new Map()).get(stream), 'a book');
  const sent: Transaction[] = [];
  const said: string[] = [];
  const editor = { newest: null as null | string, document: { all: () => [] } };
  const work = createStore<Work>(() => ({ ...EMPTY_WORK, open: { task: from } as Work['open'] }));
  const room = {
    info: { id: newId() }, editor, tasks: { outdate: () => undefined },
    outgoing: { settle: async () => undefined, send: (transaction: Transaction) => { sent.push(transaction); for (const { stream, ops } of transaction.parts) applyTo(bookOf(stream), ops); } },
  };
  const workspace = {
    streams: { open: async ({ stream }: { stream: StreamId }) => ({ records: [...bookOf(stream).values()], history: [], draft: null, readOnly: false }), close: async () => ({}) },
    commit: { markUndone: async ({ undone }: { undone: boolean }) => void said.push(undone ? 'undone' : 'done') },
  };
  const hall = { room, work, workspace, newId, clock: { now: () => 5, ticks: () => 0 } } as unknown as Hall;
  return { spreading: new Spreading(hall), sent, said, booksOf: (task) => bookOf(`t:${task}`), work: editor };
}

it('is one transaction with a part for each picture, taken back and brought back on all of them', async () => {
  const { spreading, sent, booksOf, said } = world();
  expect(await spreading.spread(copies, targets)).toBe(true);
  expect(sent).toHaveLength(1);
  expect(must(sent[0], 'sent').parts.map(({ stream }) => stream)).toEqual(targets.map((task) => `t:${task}`));
  for (const task of targets) expect([...booksOf(task).values()].map(({ type }) => type)).toEqual(['track', 'keyframe']);
  expect([spreading.isNext('undo'), spreading.isNext('redo')]).toEqual([true, false]);
  await spreading.turnBack('undo');
  for (const task of targets) expect(booksOf(task).size).toBe(0);
  expect([spreading.isNext('undo'), spreading.isNext('redo'), said]).toEqual([false, true, ['undone', 'undone']]);
  await spreading.turnBack('redo');
  for (const task of targets) expect(booksOf(task).size).toBe(2);
});

it('waits its turn behind what was done on the picture since', async () => {
  const { spreading, work } = world();
  await spreading.spread(copies, targets);
  work.newest = 'a later change';
  expect(spreading.isNext('undo')).toBe(false);
});

it('leaves what somebody has worked on since', async () => {
  const { spreading, booksOf, sent } = world();
  await spreading.spread(copies, targets.slice(0, 1));
  const book = booksOf(must(targets[0], 'a target'));
  const own = must([...book.values()].find(({ type }) => type === 'track'), 'a track');
  applyTo(book, [{ op: 'patch', id: own.id, set: { note: 'mine now' } }]);
  await spreading.turnBack('undo').catch(() => undefined);
  expect(book.get(own.id)).toMatchObject({ note: 'mine now' });
  expect(sent).toHaveLength(1);
});
