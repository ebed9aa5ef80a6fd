import type { Uuid } from '#shared/base/id.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { isPrivateStream } from '#shared/model/streams.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { OutboxRow, Store, StreamRow } from '#shared/sync/engine/ports.ts';
import { readChange } from '#shared/sync/engine/view.ts';
import type { LocalDatabase } from './database.ts';
import type { LocalWriter } from './dexieStore.ts';

export interface FoundRecord {
  readonly stream: StreamId;
  readonly record: DocumentRecord;
  /** The server has not acknowledged it; null where there is no server. */
  readonly pending: boolean | null;
}

/** All records of some types in every stream of a project that is on this machine, as the screen shows them; never those of a person's own stream. */
export async function recordsOfTypes(database: LocalDatabase, store: Store<LocalWriter>, what: { readonly project: string; readonly types: readonly string[] }): Promise<FoundRecord[]> {
  return store.read(async (tx) => {
    const streams = (await tx.streams()).filter((row) => row.project === what.project && !isPrivateStream(row.id));
    const rows = await database.base.where('type').anyOf([...what.types]).toArray();
    const open = await database.outbox.filter(({ op }) => what.types.includes(op.type)).toArray();
    const found: FoundRecord[] = [];
    for (const stream of streams) {
      const ids = new Set<Uuid>([...rows.filter((row) => row.stream === stream.id).map(({ id }) => id), ...open.filter((row) => row.stream === stream.id).map(({ obj }) => obj)]);
      if (ids.size === 0) continue;
      const { put } = await readChange(tx, stream.id, [...ids]);
      found.push(...put.map((record) => ({ stream: stream.id, record, pending: isPending(stream, open, record.id) })));
    }
    return found;
  });
}

function isPending(stream: StreamRow, open: readonly OutboxRow[], id: Uuid): boolean | null {
  return stream.local ? null : open.some((row) => row.stream === stream.id && row.obj === id && row.state !== 'acked');
}
