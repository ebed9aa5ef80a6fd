import { sameJson } from '#shared/base/json.ts';
import { MOST_RUN_CHARACTERS } from '#shared/model/kinds/mask.ts';
import { documentRecord } from '#shared/model/records.ts';
import type { ObjectRow, OpResult, SyncOp } from '#shared/sync/op.ts';
import { isAllowed } from '#shared/sync/permissions.ts';
import { fitsId, isFixed, isUnit, LIFE, recordOf, valuesOf, type Units } from '#shared/sync/units.ts';
import type { Session } from './ledgerStore.ts';

const MOST_UNITS = 220;
const MOST_CHARACTERS = 262_144;

/** Why this op may not be merged, whatever the state of its units; null when it may. */
export function faultOf(op: SyncOp, current: ObjectRow | null, session: Session): OpResult['code'] {
  if (!isAllowed(session.role, op)) return 'forbidden';
  if (current !== null && current.type !== op.type) return 'bad_value';
  const set = op.set ?? {};
  const units = Object.keys(set);
  const runs = runCharacters(set['geom']);
  if (units.length > MOST_UNITS || runs > MOST_RUN_CHARACTERS || JSON.stringify(set).length - runs > MOST_CHARACTERS) return 'too_large';
  if (!units.every((unit) => isUnit(op.type, unit))) return 'bad_value';
  if (op.kind === 'del' || (current === null && op.kind !== 'put')) return null;
  return isSound(op, current, set) ? null : 'bad_value';
}

/** Letters of a mask's runs: one object may be as large as a ragged mask, and no other. */
export function runCharacters(geometry: unknown): number {
  if (typeof geometry !== 'object' || geometry === null || !('kind' in geometry) || geometry.kind !== 'mask' || !('runs' in geometry)) return 0;
  return typeof geometry.runs === 'string' ? geometry.runs.length : 0;
}

/** The object as this op would have it must be a record: what is stored can be read by everyone. */
function isSound(op: SyncOp, current: ObjectRow | null, set: Units): boolean {
  const before = current === null ? {} : valuesOf(current);
  const candidate = { ...before, ...set };
  delete candidate[LIFE];
  const moved = Object.keys(set).some((unit) => isFixed(op.type, unit) && unit in before && !sameJson(before[unit] ?? null, set[unit] ?? null));
  return !moved && fitsId(op.type, op.obj, candidate) && documentRecord.safeParse(recordOf(op.type, op.obj, candidate)).success;
}

/** Class or attribute that the ontology does not know (any more): kept and said, never refused. */
export function leavesSchema(op: SyncOp, labels: readonly ObjectRow[]): boolean {
  const set = op.set ?? {};
  const label = set['cls'];
  if (typeof label === 'string' && !labels.some((row) => row.id === label)) return true;
  const keys = Object.entries(set).flatMap(([unit, value]) => (unit.startsWith('attr.') && value !== null ? [unit.slice(5)] : []));
  return keys.length > 0 && !keys.every((key) => labels.some((row) => hasAttribute(row, key)));
}

function hasAttribute(label: ObjectRow, key: string): boolean {
  const attributes: unknown = label.units['attributes']?.[0];
  return Array.isArray(attributes) && attributes.some((one: unknown) => typeof one === 'object' && one !== null && 'key' in one && one.key === key);
}
