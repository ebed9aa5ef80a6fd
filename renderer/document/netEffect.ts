import { sameJson } from '#shared/base/json.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { RecordId } from '#shared/model/ids.ts';
import { idOf, type Fields, type Op } from '#shared/model/ops.ts';
import type { DocumentRecord } from '#shared/model/records.ts';

/** What a run of ops leaves of one record: gone, or these fields (`record` when it was put as a whole). */
type Left = { readonly gone: true } | { readonly gone: false; readonly fields: Fields; readonly record: DocumentRecord | null };

/** A change from what one run of ops left to what another would leave. */
export interface TurnBack {
  readonly from: readonly Op[];
  readonly to: readonly Op[];
}

/** Ops to apply, and how many records keep something because someone else has changed it since. */
export interface TurnBackPlan {
  readonly ops: readonly Op[];
  readonly kept: number;
}

/**
 * Plans going from `from` to `to` for whatever still is as `from` left it. A field someone else has written since is
 * not touched, and a thing someone else has worked on is not taken away.
 */
export function planTurnBack(document: ReadDocument, { from, to }: TurnBack): TurnBackPlan {
  const left = foldOps(from);
  const ops: Op[] = [];
  let kept = 0;
  for (const [id, target] of foldOps(to)) {
    const planned = planRecord(document.get(id), left.get(id), target);
    if (planned === 'kept') kept += 1;
    else if (planned !== null) ops.push(planned);
  }
  const { safe, held } = withoutTrampling(document, ops, left);
  return { ops: safe, kept: kept + held };
}

function foldOps(ops: readonly Op[]): Map<RecordId, Left> {
  const found = new Map<RecordId, Left>();
  for (const op of ops) {
    const before = found.get(idOf(op));
    if (op.op === 'remove') found.set(op.id, { gone: true });
    else if (op.op === 'put') found.set(op.record.id, { gone: false, fields: fieldsOf(op.record), record: op.record });
    else if (before === undefined) found.set(op.id, { gone: false, fields: op.set, record: null });
    else if (!before.gone) found.set(op.id, { gone: false, fields: { ...before.fields, ...op.set }, record: before.record === null ? null : ({ ...before.record, ...op.set } as DocumentRecord) });
  }
  return found;
}

function planRecord(now: DocumentRecord | undefined, left: Left | undefined, target: Left): Op | 'kept' | null {
  if (target.gone) {
    if (now === undefined) return null;
    return left !== undefined && !left.gone && left.record !== null && sameRecord(now, left.record) ? { op: 'remove', id: now.id } : 'kept';
  }
  if (now === undefined) return target.record !== null && left?.gone === true ? { op: 'put', record: target.record } : 'kept';
  if (left === undefined || left.gone) return 'kept';
  const current = fieldsOf(now);
  const wanted = Object.entries(target.fields).filter(([key, value]) => !sameJson(value, left.fields[key] ?? null));
  const mine = wanted.filter(([key]) => sameJson(current[key] ?? null, left.fields[key] ?? null));
  if (mine.length === 0) return wanted.length === 0 ? null : 'kept';
  return { op: 'patch', id: now.id, set: Object.fromEntries(mine) };
}

/** A track goes only together with all its keyframes, and only when every one of them is as it was left. */
function withoutTrampling(document: ReadDocument, ops: readonly Op[], left: ReadonlyMap<RecordId, Left>): { safe: readonly Op[]; held: number } {
  const leaving = new Set(ops.filter((op) => op.op === 'remove').map(idOf));
  const holding = new Set<RecordId>();
  for (const id of leaving) {
    const track = document.track(id);
    if (track !== undefined && document.keyframesOf(track.id).some((key) => !leaving.has(key.id))) holding.add(track.id);
    const record = document.get(id);
    if (record?.type === 'keyframe' && left.has(record.track) && !leaving.has(record.track)) holding.add(record.track);
  }
  const stays = (op: Op): boolean => {
    const record = op.op === 'remove' ? document.get(op.id) : undefined;
    return record !== undefined && (holding.has(record.id) || (record.type === 'keyframe' && holding.has(record.track)));
  };
  return { safe: ops.filter((op) => !stays(op)), held: holding.size };
}

function fieldsOf(record: DocumentRecord): Fields {
  return record as unknown as Fields;
}

/** Equality by content. */
export function sameRecord(a: DocumentRecord, b: DocumentRecord): boolean {
  return a === b || sameJson(fieldsOf(a), fieldsOf(b));
}
