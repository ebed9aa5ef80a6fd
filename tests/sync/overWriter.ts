import type { StoreWriter } from '#shared/sync/engine/ports.ts';

/** A store transaction with some of its methods replaced. */
export function overWriter(tx: StoreWriter, own: Partial<StoreWriter>): StoreWriter {
  return {
    meta: (key) => tx.meta(key),
    stream: (id) => tx.stream(id),
    streams: () => tx.streams(),
    base: (stream, ids) => tx.base(stream, ids),
    baseOf: (stream) => tx.baseOf(stream),
    baseAfter: (stream, seq) => tx.baseAfter(stream, seq),
    outboxOf: (stream) => tx.outboxOf(stream),
    pendingOf: (stream, limit) => tx.pendingOf(stream, limit),
    dirtyStreams: () => tx.dirtyStreams(),
    outboxAt: (stream, objects) => tx.outboxAt(stream, objects),
    outboxAfter: (lseq) => tx.outboxAfter(lseq),
    results: () => tx.results(),
    counts: () => tx.counts(),
    putMeta: (key, value) => tx.putMeta(key, value),
    putStream: (row) => tx.putStream(row),
    putBase: (rows) => tx.putBase(rows),
    deleteBase: (stream, ids) => tx.deleteBase(stream, ids),
    putOutbox: (rows) => tx.putOutbox(rows),
    deleteOutbox: (lseqs) => tx.deleteOutbox(lseqs),
    putResults: (rows) => tx.putResults(rows),
    deleteResult: (op) => tx.deleteResult(op),
    ...own,
  };
}
