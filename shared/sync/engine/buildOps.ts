import { derivedId, type Uuid } from '../../base/id.ts';
import { sameJson } from '../../base/json.ts';
import { idOf, type Op } from '../../model/ops.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { Transaction } from '../../model/transaction.ts';
import { OP_VERSION, type SyncOp } from '../op.ts';
import { changedUnits, LIFE, unitsOf, unitsOfFields, type Units } from '../units.ts';
import { shownValues, type Shown } from './effective.ts';
import { Hand, NO_DOUBTS, type Doubts, type Draft, type Ground, type Seen, type Standing } from './hand.ts';

const MOST_TOGETHER = 500;

type Part = Transaction['parts'][number];

interface Drafted {
  readonly draft: Draft;
  readonly id: Uuid;
}

/**
 * The ops of one part of a transaction, as they will travel. What did not change anything is left out. Ids follow
 * from the transaction, so saving the same transaction again makes the same ops.
 *
 * What the author had seen is what his `inverse` says he replaced. Where that is no longer what this machine shows
 * (another window, a pull that crossed his commit), the op claims to have seen nothing, and the ledger makes a
 * conflict of it instead of overwriting.
 */
export function buildOps(part: Part, transaction: Transaction, ground: Ground): readonly SyncOp[] {
  const seen = inverses(part);
  const hand = new Hand(ground);
  const drafts: Drafted[] = [];
  part.ops.forEach((op, at) => {
    const draft = draftOf(op, seen[at] ?? null, hand);
    if (draft === null) return;
    const id = derivedId(transaction.id, `${part.stream}:${at}`);
    hand.take(draft, id);
    drafts.push({ draft, id });
  });
  const atomic = drafts.length <= MOST_TOGETHER && drafts.some(({ draft }) => draft.kind !== 'set');
  return drafts.map(({ draft, id }, i) => ({
    ...envelope({ draft, id }, transaction, ground),
    ...(drafts.length > 1 ? { tx: { id: transaction.id, n: drafts.length, i, atomic } } : {}),
  }));
}

function envelope({ draft, id }: Drafted, transaction: Transaction, ground: Ground): SyncOp {
  const { kind, obj, type, set, base, after } = draft;
  const { stream, device, schema } = ground;
  return {
    v: OP_VERSION, id, dev: device, dseq: 0, stream: stream.id, kind, obj, type, ...(set === null ? {} : { set }), base, after,
    lease: stream.epoch, schema, at: transaction.at, via: transaction.via,
  };
}

/** The inverse of each op; null where the window dropped the op or told none. */
function inverses(part: Part): readonly (Op | null)[] {
  const told = [...part.inverse].reverse();
  let next = 0;
  return part.ops.map((op) => {
    const inverse = told[next];
    if (inverse === undefined || idOf(inverse) !== idOf(op)) return null;
    next += 1;
    return inverse;
  });
}

function draftOf(op: Op, inverse: Op | null, hand: Hand): Draft | null {
  const shown = hand.shown(idOf(op));
  if (op.op === 'put') return draftPut(op.record, shown, { inverse, hand });
  if (shown === null) return null;
  if (shown.deleted) return op.op === 'patch' ? draftTooLate(op, inverse, hand) : null;
  if (op.op === 'remove') return draftRemove(shown, { inverse, hand });
  return draftPatch(op, shown, { inverse, hand });
}

type Patch = Extract<Op, { readonly op: 'patch' }>;

function draftPatch(op: Patch, shown: Shown, { inverse, hand }: Told): Draft | null {
  return draftSet(shown, changedFrom(shown, unitsOfFields(shown.type, op.set)), { seen: seenUnits(shown, inverse), hand });
}

/** An edit of what somebody else deleted a moment ago travels all the same: the ledger offers it, it does not vanish. */
function draftTooLate(op: Patch, inverse: Op | null, hand: Hand): Draft | null {
  const shown = inverse === null || hand.deletes(op.id) ? null : hand.undeleted(op.id);
  return shown === null ? null : draftPatch(op, shown, { inverse, hand });
}

/** The author did not know what he did this to. */
const UNSEEN: Pick<Draft, 'base' | 'after'> = { base: { [LIFE]: 0 }, after: {} };

interface Told {
  readonly inverse: Op | null;
  readonly hand: Hand;
}

function draftPut(record: DocumentRecord, shown: Shown | null, { inverse, hand }: Told): Draft | null {
  const units = unitsOf(record);
  if (shown === null) {
    const known = hand.withoutRow(record.id, record.type);
    return known === null ? { kind: 'put', obj: record.id, type: record.type, set: units, base: {}, after: {} } : draftOnto(known, units, hand);
  }
  const changed = changedUnits(shownValues(shown), units);
  if (shown.deleted) return { kind: 'restore', obj: record.id, type: record.type, set: changed, ...whole(record.id, hand, inverse?.op === 'put' ? doubtsOf(shown, inverse.record, hand) : NO_DOUBTS) };
  return draftSet(shown, inverse?.op === 'put' ? changed : changedFrom(shown, units), { seen: seenUnits(shown, inverse), hand });
}

/** A record made again while its author's own open changes wait for a row that is not here: it stands on them, it is no new object. */
function draftOnto(known: Shown, units: Units, hand: Hand): Draft | null {
  if (known.deleted) return { kind: 'restore', obj: known.id, type: known.type, set: units, ...whole(known.id, hand) };
  return draftSet(known, units, { seen: {}, hand });
}

function draftRemove(shown: Shown, { inverse, hand }: Told): Draft {
  const removal = { kind: 'del' as const, obj: shown.id, type: shown.type, set: null };
  if (inverse?.op !== 'put') return { ...removal, ...UNSEEN };
  return { ...removal, ...whole(shown.id, hand, doubtsOf(shown, inverse.record, hand)) };
}

/** Where the record the author had before him is not the object shown now; a deletion he did not see is one of those places. */
function doubtsOf(shown: Shown, seen: DocumentRecord, hand: Hand): Doubts {
  const others = Object.entries(changedUnits(shownValues(shown), unitsOf(seen)));
  const found = others.map(([unit, value]) => ({ unit, ghost: hand.ghost(shown.id, unit, value) }));
  const unseen = found.flatMap(({ unit, ghost }) => (ghost === null ? [unit] : []));
  return { ghosts: found.flatMap(({ ghost }) => ghost ?? []), unseen: shown.deleted ? [...unseen, LIFE] : unseen };
}

/** What the author had before him: the values he replaced, no such object, or nobody knows. */
type Screen = Units | 'no object' | null;

function draftSet(shown: Shown, set: Units, told: { readonly seen: Screen; readonly hand: Hand }): Draft | null {
  const units = Object.keys(set);
  if (units.length === 0) return null;
  const base: Record<string, number> = {};
  const after: Record<string, Uuid[]> = {};
  for (const unit of units) {
    const known = seenOf(shown, unit, told);
    base[unit] = known.number;
    if (known.after.length > 0) after[unit] = known.after;
  }
  return { kind: 'set', obj: shown.id, type: shown.type, set, base, after };
}

/** What the author had seen of a unit: what is shown, or what a change of his stood on that has been decided against since, or nothing. */
function seenOf(shown: Shown, unit: string, { seen, hand }: { readonly seen: Screen; readonly hand: Hand }): Seen {
  if (seen === null) return NOTHING;
  if (seen === 'no object') return inheritedFrom(hand.ghostDeletion(shown.id), unit, hand);
  const value = seen[unit] ?? null;
  if (sameJson(value, shown.units[unit]?.value ?? null)) return hand.seen(shown.id, unit);
  return inheritedFrom(hand.ghost(shown.id, unit, value), unit, hand);
}

const NOTHING: Seen = { number: 0, after: [] };

function inheritedFrom(ghost: Standing | null, unit: string, hand: Hand): Seen {
  return ghost === null ? NOTHING : hand.seenGhost(ghost, unit);
}

function whole(id: Uuid, hand: Hand, doubts: Doubts = NO_DOUBTS): Pick<Draft, 'base' | 'after'> {
  const { number, after } = hand.seenWhole(id, doubts);
  return { base: { [LIFE]: number }, after: after.length > 0 ? { [LIFE]: after } : {} };
}

function seenUnits(shown: Shown, inverse: Op | null): Screen {
  if (inverse === null) return null;
  if (inverse.op === 'remove') return 'no object';
  return inverse.op === 'put' ? unitsOf(inverse.record) : unitsOfFields(shown.type, inverse.set);
}

function changedFrom(shown: Shown, set: Units): Units {
  return Object.fromEntries(Object.entries(set).filter(([unit, value]) => !sameJson(shown.units[unit]?.value ?? null, value)));
}
