import type { Json } from '../../base/json.ts';
import type { Uuid } from '../../base/id.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { ObjectType, SyncOp } from '../op.ts';
import { LIFE, recordOf, type Units } from '../units.ts';
import type { BaseRow, OutboxRow } from './ports.ts';

/** A value on the screen and the op it came from. */
export interface ShownUnit {
  readonly value: Json;
  readonly op: Uuid;
}

/** One object as this machine shows it: what the ledger confirmed, with the open changes laid over it. */
export interface Shown {
  readonly id: Uuid;
  readonly type: ObjectType;
  readonly deleted: boolean;
  readonly units: Readonly<Record<string, ShownUnit>>;
}

/** Null for an object that neither the ledger nor an open change has made. `open` in queue order. */
export function shownObject(base: BaseRow | null, open: readonly OutboxRow[]): Shown | null {
  let shown = base === null ? null : fromBase(base);
  for (const row of open) shown = laidOver(shown, row.op);
  return shown;
}

/** The object after one more change of this machine. A change of what is not there has no effect. */
export function laidOver(shown: Shown | null, op: SyncOp): Shown | null {
  if (op.kind === 'put') return { id: op.obj, type: op.type, deleted: false, units: { ...shown?.units, ...stamped(op) } };
  if (shown === null) return null;
  if (op.kind === 'del') return { ...shown, deleted: true };
  if (op.kind === 'restore') return { ...shown, deleted: false, units: { ...shown.units, ...stamped(op) } };
  return shown.deleted ? shown : { ...shown, units: { ...shown.units, ...stamped(op) } };
}

/** The record on the screen; null when there is none. */
export function recordShown(shown: Shown | null): DocumentRecord | null {
  return shown === null || shown.deleted ? null : recordOf(shown.type, shown.id, shownValues(shown));
}

export function shownValues(shown: Shown): Units {
  const values: Record<string, Json> = {};
  for (const [unit, { value }] of Object.entries(shown.units)) values[unit] = value;
  return values;
}

function fromBase(row: BaseRow): Shown {
  const units: Record<string, ShownUnit> = {};
  for (const [unit, [value, , op]] of Object.entries(row.units)) if (unit !== LIFE) units[unit] = { value, op };
  return { id: row.id, type: row.type, deleted: row.deleted, units };
}

function stamped(op: SyncOp): Record<string, ShownUnit> {
  return Object.fromEntries(Object.entries(op.set ?? {}).map(([unit, value]) => [unit, { value, op: op.id }]));
}
