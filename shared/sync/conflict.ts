import type { Json } from '../base/json.ts';
import { derivedId, type Uuid } from '../base/id.ts';
import type { ConflictRecord } from '../model/records.ts';
import type { ObjectRow, SyncOp } from './op.ts';
import { recordOf, unitsOf, valuesOf } from './units.ts';

/** Which values met, before the conflict has a name. */
export type Meeting = Omit<ConflictRecord, 'id' | 'type' | 'state'>;

/**
 * A conflict of one author on one unit is one row: what he offers later replaces what he offered before (older offers
 * stay in the op log). So the id is made of exactly that.
 */
export function conflictOf(meeting: Meeting): ConflictRecord {
  const { reason } = meeting;
  const id = derivedId(meeting.object, `conflict:${reason}:${meeting.unit}:${meeting.offeredBy}`);
  return { id, type: 'conflict', ...meeting, state: reason === 'near_equal' || reason === 'over_machine' ? 'info' : 'open' };
}

/** The conflict of a transaction that must hold together: one row for the whole set. */
export function conflictOfSet(ops: readonly SyncOp[], first: ConflictRecord, tx: Uuid): ConflictRecord {
  const offered = ops.map(({ kind, type, obj, set }) => ({ kind, type, obj, set: set ?? {} }));
  return { ...first, id: derivedId(tx, 'conflict'), unit: '*', offered, state: 'open' };
}

/** Lays a new conflict over the row of the same name, if there is one. */
export function collapse(previous: ObjectRow | null, next: ConflictRecord): ConflictRecord {
  if (previous === null || next.reason !== 'edit_of_deleted') return next;
  const before = recordOf('conflict', previous.id, valuesOf(previous)) as ConflictRecord;
  if (before.state !== 'open') return next;
  return { ...next, offered: { ...(before.offered as Record<string, Json>), ...(next.offered as Record<string, Json>) } };
}

/** The ledger row of a conflict. */
export function conflictRow(record: ConflictRecord, { seq, op, actor }: { readonly seq: number; readonly op: Uuid; readonly actor: string }): ObjectRow {
  const units = Object.entries(unitsOf(record)).map(([unit, value]): [string, ObjectRow['units'][string]] => [unit, [value, seq, op, actor, false]]);
  return { id: record.id, type: 'conflict', frame: null, seq, deleted: false, units: Object.fromEntries(units) };
}
