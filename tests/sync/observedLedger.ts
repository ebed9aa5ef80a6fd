import type { Uuid } from '#shared/base/id.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { ObjectRow } from '#shared/sync/op.ts';
import type { LedgerOp, LedgerReader, LedgerScope, LedgerStore, LedgerTx } from '../../server/ledger/ledgerStore.ts';
import type { MemoryLedger } from '../../server/ledger/memoryStore.ts';

/** What one committed transaction wrote, with the rows it replaced. */
export interface Written {
  readonly stream: StreamId;
  readonly ops: readonly LedgerOp[];
  readonly rows: readonly { readonly before: ObjectRow | null; readonly after: ObjectRow }[];
}

export interface LedgerWorld {
  readonly crashes: () => boolean;
  readonly onWrite: (written: Written) => void;
  /** Changes what a transaction sees or does; only the fault table uses it. */
  readonly wrap: (tx: LedgerTx) => LedgerTx;
}

/** The real ledger with a server that dies before or after the commit, and an observer of every commit. */
export class ObservedLedger implements LedgerStore {
  readonly #inner: MemoryLedger;
  readonly #world: LedgerWorld;

  constructor(inner: MemoryLedger, world: LedgerWorld) {
    this.#inner = inner;
    this.#world = world;
  }

  incarnation(): Promise<Uuid> {
    return this.#inner.incarnation();
  }

  read<T>(scope: LedgerScope, work: (tx: LedgerReader) => Promise<T>): Promise<T> {
    return this.#inner.read(scope, work);
  }

  async write<T>(scope: LedgerScope, work: (tx: LedgerTx) => Promise<T>): Promise<T> {
    const seen: Written[] = [];
    const result = await this.#inner.write(scope, async (tx) => {
      const observer = observe(this.#world.wrap(tx), this.#inner, scope.project);
      const done = await work(observer.tx);
      if (this.#world.crashes()) throw new Error('the server died before the commit');
      seen.push(observer.written());
      return done;
    });
    for (const written of seen) this.#world.onWrite(written);
    if (this.#world.crashes()) throw new Error('the server died after the commit');
    return result;
  }
}

function observe(tx: LedgerTx, inner: MemoryLedger, project: Uuid): { readonly tx: LedgerTx; readonly written: () => Written } {
  const ops: LedgerOp[] = [];
  const rows: Written['rows'][number][] = [];
  let stream: StreamId = `t:${project}`;
  const observed = overTx(tx, {
    insertOps: async (inserted) => {
      ops.push(...inserted);
      await tx.insertOps(inserted);
    },
    upsertObjects: async (of, upserted) => {
      const before = inner.project(project).objects.get(of);
      rows.push(...upserted.map((after) => ({ before: before?.get(after.id) ?? null, after })));
      await tx.upsertObjects(of, upserted);
    },
    lockStream: (id) => {
      stream = id;
      return tx.lockStream(id);
    },
  });
  return { tx: observed, written: () => ({ stream, ops, rows }) };
}

/** A transaction with some of its methods replaced. */
export function overTx(tx: LedgerTx, own: Partial<LedgerTx>): LedgerTx {
  return {
    streams: (ids) => tx.streams(ids),
    rowsAfter: (stream, cursor, limit) => tx.rowsAfter(stream, cursor, limit),
    flagCounts: () => tx.flagCounts(),
    lockStream: (id) => tx.lockStream(id),
    results: (ids) => tx.results(ids),
    lastDseq: (stream, dev) => tx.lastDseq(stream, dev),
    objects: (stream, ids) => tx.objects(stream, ids),
    labels: () => tx.labels(),
    presentBlobs: (sha256) => tx.presentBlobs(sha256),
    insertOps: (rows) => tx.insertOps(rows),
    upsertObjects: (stream, rows) => tx.upsertObjects(stream, rows),
    saveStream: (row) => tx.saveStream(row),
    saveDevice: (stream, dev, last) => tx.saveDevice(stream, dev, last),
    ...own,
  };
}
