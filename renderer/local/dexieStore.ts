import { Dexie } from 'dexie';
import type { Uuid } from '#shared/base/id.ts';
import type { Json } from '#shared/base/json.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { BaseRow, OutboxRow, Store, StoreReader, StoreWriter, StreamRow } from '#shared/sync/engine/ports.ts';
import type { HistoryRow, LocalDatabase } from './database.ts';
import { storeFailure } from './storeFailure.ts';

/** How many changes of a stream can be undone after a restart. */
const HISTORY_LIMIT = 1000;

/** The writer of this body: the engine's, and undo history in the same transaction. */
export interface LocalWriter extends StoreWriter {
  addHistory(rows: readonly HistoryRow[]): Promise<void>;
}

/** The engine's store over IndexedDB. */
export function dexieStore(database: LocalDatabase): Store<LocalWriter> {
  const tables = ['meta', 'streams', 'base', 'outbox', 'results', 'history'];
  const reader = readerOf(database);
  const writer = writerOf(database, reader);
  return {
    // Async callbacks: only then does Dexie keep its transaction across the awaits inside `work`.
    read: (work) => whenOpen(database, () => database.transaction('r', tables, async () => work(reader))),
    write: (work) => whenOpen(database, () => database.transaction('rw', tables, async () => work(writer))),
  };
}

/**
 * A full disk makes the browser close the database, and Dexie opens it again only once by itself. So it is opened here,
 * however often it takes until there is room.
 */
async function whenOpen<T>(database: LocalDatabase, work: () => PromiseLike<T>): Promise<T> {
  try {
    if (!database.isOpen()) await database.open();
    return await work();
  } catch (error) {
    throw storeFailure(error);
  }
}

function readerOf(database: LocalDatabase): StoreReader {
  return {
    meta: async (key): Promise<Json> => (await database.meta.get(key))?.value ?? null,
    stream: async (id): Promise<StreamRow | null> => (await database.streams.get(id)) ?? null,
    streams: () => database.streams.toArray(),
    base: (stream, ids) => existing(database.base.bulkGet(ids.map((id): [string, string] => [stream, id]))),
    baseOf: (stream) => database.base.where('[stream+id]').between([stream, Dexie.minKey], [stream, Dexie.maxKey]).toArray(),
    baseAfter: (stream, seq) => database.base.where('[stream+seq]').between([stream, seq], [stream, Dexie.maxKey], false, true).toArray(),
    outboxOf: (stream) => database.outbox.where('[stream+lseq]').between([stream, Dexie.minKey], [stream, Dexie.maxKey]).toArray(),
    pendingOf: (stream, limit) =>
      database.outbox.where('[stream+state+lseq]').between([stream, 'pending', Dexie.minKey], [stream, 'pending', Dexie.maxKey]).limit(limit).toArray(),
    dirtyStreams: () => dirtyStreams(database),
    outboxAt: (stream, objects) => outboxAt(database, stream, objects),
    outboxAfter: async (lseq) => byLseq(await database.outbox.where('upTo').above(lseq).toArray()),
    results: () => database.results.toArray(),
    counts: async () => ({
      pending: await database.outbox.where('state').anyOf('pending', 'stuck').count(),
      open: await database.results.filter((row) => row.open).count(),
    }),
  };
}

function writerOf(database: LocalDatabase, reader: StoreReader): LocalWriter {
  return {
    ...reader,
    putMeta: async (key, value) => void (await database.meta.put({ k: key, value })),
    putStream: async (row) => void (await database.streams.put(row)),
    putBase: async (rows) => void (await database.base.bulkPut([...rows])),
    deleteBase: (stream, ids) => database.base.bulkDelete(ids.map((id): [string, string] => [stream, id])),
    putOutbox: async (rows) => void (await database.outbox.bulkPut([...rows])),
    deleteOutbox: (lseqs) => database.outbox.bulkDelete([...lseqs]),
    putResults: async (rows) => void (await database.results.bulkPut([...rows])),
    deleteResult: (op) => database.results.delete(op),
    addHistory: (rows) => addHistory(database, rows),
  };
}

async function dirtyStreams(database: LocalDatabase): Promise<readonly StreamId[]> {
  const keys = await database.outbox.where('[state+stream]').between(['pending', Dexie.minKey], ['pending', Dexie.maxKey]).uniqueKeys();
  return keys.map((key) => String((key as readonly unknown[])[1]) as StreamId);
}

async function outboxAt(database: LocalDatabase, stream: StreamId, objects: readonly Uuid[]): Promise<readonly OutboxRow[]> {
  const keys = objects.map((obj): [string, string] => [stream, obj]);
  return byLseq(await database.outbox.where('[stream+obj]').anyOf(keys).toArray());
}

/** Adds entries, forgets what a new change makes unreachable (undone ones), and keeps the newest `HISTORY_LIMIT`. */
async function addHistory(database: LocalDatabase, rows: readonly HistoryRow[]): Promise<void> {
  for (const row of rows) {
    await database.history.where('[stream+state]').equals([row.stream, 'undone']).delete();
    await database.history.add(row);
    const surplus = (await database.history.where('stream').equals(row.stream).count()) - HISTORY_LIMIT;
    if (surplus > 0) await database.history.where('stream').equals(row.stream).limit(surplus).delete();
  }
}

function byLseq(rows: OutboxRow[]): OutboxRow[] {
  return rows.sort((a, b) => a.lseq - b.lseq);
}

async function existing(rows: PromiseLike<(BaseRow | undefined)[]>): Promise<readonly BaseRow[]> {
  return (await rows).filter((row): row is BaseRow => row !== undefined);
}

