import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Uuid } from '#shared/base/id.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import type { BaseRow, OutboxRow, Store } from '#shared/sync/engine/ports.ts';
import { newStreamRow } from '#shared/sync/engine/streamRow.ts';
import { LocalDatabase, type HistoryRow } from './database.ts';
import { dexieStore, type LocalWriter } from './dexieStore.ts';
import { openConflicts } from './openConflicts.ts';

const id = (n: number): Uuid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Uuid;
const stream: StreamId = `t:${id(1)}`;
const other: StreamId = `t:${id(2)}`;

let database: LocalDatabase;
let store: Store<LocalWriter>;

beforeEach(() => {
  database = new LocalDatabase('test', { indexedDB: new IDBFactory(), IDBKeyRange });
  store = dexieStore(database);
});
afterEach(() => database.close());

const base = (n: number, seq: number): BaseRow => ({ stream, generation: 0, id: id(n), type: 'track', frame: null, seq, deleted: false, units: {} });
const change = (lseq: number, obj: number, at: StreamId = stream): OutboxRow => ({
  lseq, upTo: lseq, stream: at, obj: id(obj), state: 'pending', ack: null,
  op: { v: 1, id: id(1000 + lseq), dev: id(7), dseq: 0, stream: at, kind: 'set', obj: id(obj), type: 'track', lease: 0, schema: 0, at: 0, via: 'ui' },
});
const entry = (n: number): HistoryRow => {
  const transaction: Transaction = { id: id(n), label: `change ${n}`, via: 'ui', undoes: null, at: n, parts: [] };
  return { stream, tx: transaction.id, state: 'done', transaction };
};

test('a transaction that throws half way leaves nothing behind', async () => {
  await expect(store.write(async (tx) => {
    await tx.putBase([base(1, 1)]);
    await tx.putMeta('lseq', 5);
    throw new Error('power');
  })).rejects.toThrow('power');
  expect(await store.read((tx) => tx.baseOf(stream))).toEqual([]);
  expect(await store.read((tx) => tx.meta('lseq'))).toBeNull();
});

test('a database that was closed under us is opened again, as often as it takes', async () => {
  await store.write((tx) => tx.putMeta('lseq', 5));
  for (const _again of [1, 2]) {
    database.close({ disableAutoOpen: false });
    expect(await store.read((tx) => tx.meta('lseq'))).toBe(5);
  }
});

test('a full disk is told in words', async () => {
  const full = Object.assign(new Error('x'), { name: 'AbortError', inner: Object.assign(new Error('y'), { name: 'QuotaExceededError' }) });
  await expect(store.write(() => Promise.reject(full))).rejects.toThrow('cannot be written, mostly because the disk is full');
});

test('conflicts that wait for a choice are counted until one is made here', async () => {
  const row = (n: number, state: string, at = stream): BaseRow => ({ ...base(n, n), stream: at, type: 'conflict', units: { state: [state, n, id(n), 'ben', false] } });
  await store.write(async (tx) => {
    for (const [found, project] of [[stream, 'here'], [other, 'elsewhere']] as const) await tx.putStream({ ...newStreamRow(found, project, false) });
    await tx.putBase([row(1, 'open'), row(2, 'open'), row(3, 'mine'), row(4, 'open', other)]);
  });
  expect(await openConflicts(database, 'here')).toBe(2);
  const chosen = change(1, 2);
  await store.write((tx) => tx.putOutbox([{ ...chosen, op: { ...chosen.op, type: 'conflict', set: { state: 'mine' } } }]));
  expect(await openConflicts(database, 'here')).toBe(1);
});

test('the queue comes out by number, per stream and per object', async () => {
  await store.write((tx) => tx.putOutbox([change(30, 1), change(4, 2), change(12, 1), change(5, 1, other)]));
  const numbers = (rows: readonly OutboxRow[]): number[] => rows.map((row) => row.lseq);
  expect(numbers(await store.read((tx) => tx.outboxOf(stream)))).toEqual([4, 12, 30]);
  expect(numbers(await store.read((tx) => tx.pendingOf(stream, 2)))).toEqual([4, 12]);
  expect(await store.read((tx) => tx.counts())).toEqual({ pending: 4, open: 0 });
  expect(await store.read((tx) => tx.dirtyStreams())).toEqual([stream, other]);
  expect(numbers(await store.read((tx) => tx.outboxAt(stream, [id(1)])))).toEqual([12, 30]);
  expect(numbers(await store.read((tx) => tx.outboxAfter(5)))).toEqual([12, 30]);
});

test('rows above a number, and only those that are there', async () => {
  await store.write((tx) => tx.putBase([base(1, 3), base(2, 9), base(3, 10)]));
  const after = await store.read((tx) => tx.baseAfter(stream, 9));
  expect(after.map((row) => row.seq)).toEqual([10]);
  expect(await store.read((tx) => tx.base(stream, [id(2), id(99)]))).toHaveLength(1);
});

test('a new change makes undone entries unreachable', async () => {
  await store.write((tx) => tx.addHistory([entry(1), { ...entry(2), state: 'undone' }]));
  await store.write((tx) => tx.addHistory([entry(3)]));
  expect((await database.history.orderBy('n').toArray()).map((row) => row.transaction.label)).toEqual(['change 1', 'change 3']);
});
