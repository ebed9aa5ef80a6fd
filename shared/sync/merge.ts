import { sameJson, type Json } from '../base/json.ts';
import type { Uuid } from '../base/id.ts';
import type { ConflictRecord } from '../model/records.ts';
import { conflictOf, type Meeting } from './conflict.ts';
import { isNearlyEqual } from './nearEqual.ts';
import type { ObjectRow, OpResult, SyncOp, UnitRow } from './op.ts';
import { frameOf, hasDerivedId, LIFE } from './units.ts';

export interface MergeContext {
  /** The stream number a write of this op takes. */
  readonly seq: number;
  readonly actor: string;
  readonly rank: 'person' | 'machine' | 'review';
  /** Time of the server; goes into conflict rows for display. */
  readonly now: number;
}

export interface Merged {
  /** The object after the op; null when nothing was written. */
  readonly next: ObjectRow | null;
  readonly status: OpResult['status'];
  readonly code: OpResult['code'];
  /** Number of the object row that contains the outcome; null when the op is not in any. */
  readonly seq: number | null;
  readonly conflicts: readonly ConflictRecord[];
}

/**
 * Decides one op against the current row of its object (`sync.md` §2.4). Pure and total: the outcome depends on the
 * two and on who asks, never on clocks, arrival or key order. Nothing a person made is overwritten unseen.
 */
export function merge(current: ObjectRow | null, op: SyncOp, context: MergeContext): Merged {
  switch (op.kind) {
    case 'put':
      if (current === null) return written({ id: op.obj, type: op.type, frame: frameOf(op.type, op.set ?? {}), seq: 0, deleted: false, units: {} }, op, context);
      return hasDerivedId(op.type) || swallowedMaker(current, op) ? mergeSet(current, op, context) : refused('exists');
    case 'set':
      return current === null ? refused('no_object') : mergeSet(current, op, context);
    case 'del':
      return current === null ? refused('no_object') : mergeDelete(current, op, context);
    case 'restore':
      return current === null ? refused('no_object') : mergeRestore(current, op, context);
    case 'act':
      return current === null ? refused('no_object') : mergeAct(current, op, context);
  }
}

function mergeSet(current: ObjectRow, op: SyncOp, context: MergeContext): Merged {
  const clash = { current, op, context };
  if (current.deleted) return onlyConflict(meeting(clash, LIFE, { reason: 'edit_of_deleted', offered: op.set ?? {}, kept: null }));
  return mergeUnits(clash, (unit) => isFresh(current.units[unit], unit, op));
}

/** An op before the row it wants to change. */
interface Clash {
  readonly current: ObjectRow;
  readonly op: SyncOp;
  readonly context: MergeContext;
}

/** A write of some units: the fresh ones go in, each stale one is judged by itself. */
function mergeUnits(clash: Clash, fresh: (unit: string) => boolean): Merged {
  const { current, op, context } = clash;
  const set: Record<string, Json> = {};
  const conflicts: ConflictRecord[] = [];
  let lost = 0;
  let near = 0;
  for (const [unit, value] of sorted(op.set ?? {})) {
    const now = current.units[unit];
    if (now !== undefined && sameJson(now[0], value)) continue;
    const fate = now === undefined || fresh(unit) ? 'write' : judge(now, { unit, value }, clash);
    if (fate === 'write' || fate === 'over_machine' || fate === 'review') set[unit] = value;
    if (fate === 'stale') lost += 1;
    if (fate === 'near_equal') near += 1;
    if (fate === 'stale' || fate === 'near_equal') conflicts.push(conflictOf(meeting(clash, unit, { reason: fate, offered: value, kept: now?.[0] ?? null })));
    if (fate === 'over_machine' || fate === 'review') conflicts.push(conflictOf(beaten(clash, unit, { reason: fate, kept: value })));
  }
  if (Object.keys(set).length > 0) return { ...written(current, { ...op, set }, context), status: lost + near > 0 ? 'merged' : 'applied', conflicts };
  if (lost > 0) return { next: null, status: 'conflict', code: null, seq: null, conflicts };
  return { next: null, status: near > 0 ? 'merged' : 'noop', code: null, seq: current.seq, conflicts };
}

type Fate = 'write' | 'keep' | 'stale' | 'near_equal' | 'over_machine' | 'review';

function judge(now: UnitRow, offered: { readonly unit: string; readonly value: Json }, { op, context }: Clash): Fate {
  if (op.type === 'conflict') return 'keep';
  if (now[4] && context.rank !== 'machine') return 'over_machine';
  if (context.rank === 'review') return 'review';
  return offered.unit === 'geom' && isNearlyEqual(now[0], offered.value) ? 'near_equal' : 'stale';
}

function mergeDelete(current: ObjectRow, op: SyncOp, context: MergeContext): Merged {
  if (current.deleted) return { next: null, status: 'noop', code: null, seq: current.seq, conflicts: [] };
  const unseen = unseenUnit(current, op, context.actor);
  if (unseen !== null) return onlyConflict(meeting({ current, op, context }, unseen, { reason: 'del_vs_edit', offered: null, kept: current.units[unseen]?.[0] ?? null }), LIFE);
  return life({ current, op, context }, true);
}

/** Brings back what the author saw deleted. On an object that lives (his delete lost), it is an edit like any other. */
function mergeRestore(current: ObjectRow, op: SyncOp, context: MergeContext): Merged {
  if (!current.deleted) return mergeUnits({ current, op, context }, (unit) => isSeen(current.units[unit], op));
  if (unseenUnit(current, op, context.actor) !== null) return onlyConflict(meeting({ current, op, context }, LIFE, { reason: 'edit_of_deleted', offered: op.set ?? {}, kept: null }));
  return life({ current, op, context }, false);
}

/** A command: all its preconditions hold, or nothing happens. */
function mergeAct(current: ObjectRow, op: SyncOp, context: MergeContext): Merged {
  const units = Object.keys({ ...op.set, ...op.base });
  const holds = !current.deleted && units.every((unit) => isFresh(current.units[unit], unit, op));
  return holds ? written(current, op, context) : refused('task_locked');
}

function isFresh(now: UnitRow | undefined, unit: string, op: SyncOp): boolean {
  return now === undefined || now[1] === (op.base?.[unit] ?? 0) || isOwn(now[2], op.after?.[unit], op);
}

/** For what concerns the whole object: the author saw everything up to one number, and knows his own open changes. */
function isSeen(now: UnitRow | undefined, op: SyncOp): boolean {
  return now === undefined || now[1] <= (op.base?.[LIFE] ?? 0) || isOwn(now[2], op.after?.[LIFE], op);
}

function isOwn(writer: Uuid, after: readonly Uuid[] | undefined, op: SyncOp): boolean {
  return (after?.includes(writer) ?? false) || (op.folds?.includes(writer) ?? false);
}

/** A unit the author had not seen; somebody else's if there is one, since that is what he has to look at. */
function unseenUnit(current: ObjectRow, op: SyncOp, actor: string): string | null {
  const unseen = sorted(current.units).filter(([, now]) => !isSeen(now, op));
  const found = unseen.find(([, now]) => now[3] !== actor) ?? unseen[0];
  return found === undefined ? null : found[0];
}

/** The object was made by a change this op swallowed, so this is not a second object under the same id. */
function swallowedMaker(current: ObjectRow, op: SyncOp): boolean {
  return Object.values(current.units).some((now) => op.folds?.includes(now[2]) ?? false);
}

function written(current: ObjectRow, op: SyncOp, context: MergeContext): Merged {
  const units: Record<string, UnitRow> = { ...current.units };
  for (const [unit, value] of Object.entries(op.set ?? {})) units[unit] = stamp(value, op, context);
  return { next: { ...current, seq: context.seq, units }, status: 'applied', code: null, seq: context.seq, conflicts: [] };
}

function life({ current, op, context }: Clash, deleted: boolean): Merged {
  const set = deleted ? {} : (op.set ?? {});
  return written({ ...current, deleted }, { ...op, set: { ...set, [LIFE]: deleted } }, context);
}

function stamp(value: Json, op: SyncOp, context: MergeContext): UnitRow {
  return [value, context.seq, op.id, context.actor, context.rank === 'machine'];
}

function refused(code: NonNullable<OpResult['code']>): Merged {
  return { next: null, status: 'rejected', code, seq: null, conflicts: [] };
}

function onlyConflict(met: Meeting, unit: string = met.unit): Merged {
  return { next: null, status: 'conflict', code: null, seq: null, conflicts: [conflictOf({ ...met, unit })] };
}

type Told = Pick<Meeting, 'reason' | 'offered' | 'kept'>;

/** The current value stays, the op's value is offered. */
function meeting({ current, op, context }: Clash, unit: string, told: Told): Meeting {
  const now = current.units[unit];
  return { object: op.obj, unit, ...told, keptBy: now?.[3] ?? '', keptOp: now?.[2] ?? null, offeredBy: context.actor, offeredOp: op.id, at: context.now };
}

/** The op's value was written; the value it replaced is offered. */
function beaten({ current, op, context }: Clash, unit: string, told: Pick<Meeting, 'reason' | 'kept'>): Meeting {
  const now = current.units[unit] ?? [null, 0, op.id, '', false];
  return { object: op.obj, unit, ...told, keptBy: context.actor, keptOp: op.id, offered: now[0], offeredBy: now[3], offeredOp: now[2], at: context.now };
}

function sorted<T>(units: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(units).sort(([a], [b]) => (a < b ? -1 : 1));
}
