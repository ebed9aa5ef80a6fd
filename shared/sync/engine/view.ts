import type { Uuid } from '../../base/id.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { StreamId } from '../../model/transaction.ts';
import { byObject } from './byObject.ts';
import { recordShown, shownObject, type Shown } from './effective.ts';
import type { BaseRow, OutboxRow, StoreReader } from './ports.ts';

/**
 * What the screen shows: confirmed rows with the open changes laid over them. Computed, not stored: loading, a crash
 * and an answer of the server are the same computation.
 */
export async function readShown(tx: StoreReader, stream: StreamId): Promise<readonly Shown[]> {
  return combine(await tx.baseOf(stream), await tx.outboxOf(stream));
}

export async function readRecords(tx: StoreReader, stream: StreamId): Promise<readonly DocumentRecord[]> {
  return (await readShown(tx, stream)).flatMap((shown) => recordShown(shown) ?? []);
}

export interface ShownChange {
  readonly put: readonly DocumentRecord[];
  readonly removed: readonly Uuid[];
}

/** How some objects look now: their records, and the ids of those that are not there. */
export async function readChange(tx: StoreReader, stream: StreamId, ids: readonly Uuid[]): Promise<ShownChange> {
  const shown = new Map(combine(await tx.base(stream, ids), await tx.outboxAt(stream, ids)).map((one) => [one.id, one]));
  const records = ids.map((id) => recordShown(shown.get(id) ?? null));
  return { put: records.flatMap((record) => record ?? []), removed: ids.filter((_, at) => records[at] === null) };
}

function combine(base: readonly BaseRow[], outbox: readonly OutboxRow[]): readonly Shown[] {
  const rows = new Map(base.map((row) => [row.id, row]));
  const open = byObject(outbox);
  const ids = new Set([...rows.keys(), ...open.keys()]);
  return [...ids].flatMap((id) => shownObject(rows.get(id) ?? null, open.get(id) ?? []) ?? []);
}
