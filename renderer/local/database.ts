import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Uuid } from '#shared/base/id.ts';
import type { Json } from '#shared/base/json.ts';
import type { BaseRow, OutboxRow, ResultRow, StreamRow } from '#shared/sync/engine/ports.ts';
import type { Transaction } from '#shared/model/transaction.ts';

/** One undoable change of a stream, in the order they were made. */
export interface HistoryRow {
  readonly n?: number;
  readonly stream: string;
  readonly tx: Uuid;
  readonly state: 'done' | 'undone';
  readonly transaction: Transaction;
}

export interface MetaRow {
  readonly k: string;
  readonly value: Json;
}

/** What a panel had under way when it was last saved. */
export interface DraftRow {
  readonly stream: string;
  readonly draft: unknown;
}

/** The version of the tables; `upgrade` notes belong beside it. 1: first. */
export const DATABASE_VERSION = 1;

/**
 * The local database of one account (or `local`). `base` holds only what its ledger confirmed, `outbox` what is
 * waiting; pictures and crops are files of the host, never rows here.
 */
export class LocalDatabase extends Dexie {
  declare readonly meta: EntityTable<MetaRow, 'k'>;
  declare readonly streams: EntityTable<StreamRow, 'id'>;
  declare readonly base: Table<BaseRow, [string, string]>;
  declare readonly outbox: EntityTable<OutboxRow, 'lseq'>;
  declare readonly results: EntityTable<ResultRow, 'op'>;
  declare readonly history: EntityTable<HistoryRow, 'n'>;
  declare readonly drafts: EntityTable<DraftRow, 'stream'>;

  constructor(name: string, options: { readonly indexedDB?: IDBFactory; readonly IDBKeyRange?: typeof IDBKeyRange } = {}) {
    // Strict: without it Chromium may report a transaction as complete before it is on disk.
    super(`sightline-${name}`, { chromeTransactionDurability: 'strict', ...options });
    this.version(DATABASE_VERSION).stores({
      meta: '&k',
      streams: '&id, project',
      base: '&[stream+id], [stream+seq], type',
      outbox: '&lseq, upTo, state, [stream+lseq], [stream+state+lseq], [state+stream], [stream+obj]',
      results: '&op, stream',
      history: '++n, stream, [stream+tx], [stream+state]',
      drafts: '&stream',
    });
  }
}
