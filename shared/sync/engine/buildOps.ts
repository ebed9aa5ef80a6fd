import { derivedId, type Uuid } from '../../base/id.ts';
import { sameJson, type Json } from '../../base/json.ts';
import { idOf, type Op } from '../../model/ops.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { Transaction } from '../../model/transaction.ts';
import { OP_VERSION, type SyncOp } from '../op.ts';
import { changedUnits, LIFE, unitsOf, unitsOfFields, type Units } from '../units.ts';
import { laidOver, shownObject, shownValues, type Shown } from './effective.ts';
import type { BaseRow, OutboxRow, StreamRow } from './ports.ts';

const MOST_TOGETHER = 500;
const MOST_AFTER = 32;

type Part = Transaction['parts'][number];

/** What the machine knows of the objects a transaction touches. */
export interface Ground {
  readonly stream: StreamRow;
  readonly device: Uuid;
  /** Cursor of the project stream: the version of the ontology the author saw. */
  readonly schema: number;
  readonly base: ReadonlyMap<Uuid, BaseRow>;
  readonly open: ReadonlyMap<Uuid, readonly OutboxRow[]>;
  /** Changes the server decided against a moment ago, which may still have been on the author's screen. */
  readonly decidedAgainst: readonly SyncOp[];
}

/** What one edit op does to the units of its object, before it knows its place in the transaction. */
interface Draft {
  readonly kind: SyncOp['kind'];
  readonly obj: Uuid;
  readonly type: SyncOp['type'];
  readonly set: Units | null;
  readonly base: Record<string, number>;
  readonly after: Record<string, Uuid[]>;
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
  const drafts: { readonly draft: Draft; readonly id: Uuid }[] = [];
  part.ops.forEach((op, at) => {
    const draft = draftOf(op, seen[at] ?? null, hand);
    if (draft === null) return;
    const id = derivedId(transaction.id, `${part.stream}:${at}`);
    hand.take(draft, id);
    drafts.push({ draft, id });
  });
  const atomic = drafts.length <= MOST_TOGETHER && drafts.some(({ draft }) => draft.kind !== 'set');
  return drafts.map(({ draft, id }, i) => ({
    ...envelope(draft, id, transaction, ground),
    ...(drafts.length > 1 ? { tx: { id: transaction.id, n: drafts.length, i, atomic } } : {}),
  }));
}

function envelope(draft: Draft, id: Uuid, transaction: Transaction, ground: Ground): SyncOp {
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

/** The objects in hand while a transaction is built: each op sees what the ones before it did. */
class Hand {
  readonly #ground: Ground;
  readonly #shown = new Map<Uuid, Shown | null>();
  readonly #mine = new Map<Uuid, { readonly id: Uuid; readonly draft: Draft }[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  shown(id: Uuid): Shown | null {
    const found = this.#shown.get(id);
    if (found !== undefined) return found;
    const fresh = shownObject(this.#ground.base.get(id) ?? null, this.#ground.open.get(id) ?? []);
    this.#shown.set(id, fresh);
    return fresh;
  }

  take(draft: Draft, id: Uuid): void {
    const { kind, obj, type, set } = draft;
    this.#shown.set(obj, laidOver(this.shown(obj), { kind, obj, type, id, ...(set === null ? {} : { set }) } as SyncOp));
    this.#mine.set(obj, [...(this.#mine.get(obj) ?? []), { id, draft }]);
  }

  /** What the author of the next change has seen of a unit: the confirmed value, or his own open changes over an older one. */
  seen(id: Uuid, unit: string): Seen {
    const row = this.#ground.base.get(id);
    const over = this.#open(id).filter((one) => touches(one, unit)).at(-1);
    return over === undefined ? { number: row?.units[unit]?.[1] ?? 0, after: [] } : inherited(over, unit, row);
  }

  /**
   * The same for the whole object: everything up to one number, and by name what he saw beyond it. A value that came
   * in under one of his open changes was not on his screen, so the number stays below it (rule S6).
   */
  seenWhole(id: Uuid, { ghosts, unseen }: Doubts): Seen {
    const row = this.#ground.base.get(id);
    const open = [...ghosts, ...this.#open(id)];
    const own = new Set(open.flatMap((one) => [one.id, ...one.folds, ...Object.values(one.after).flat()]));
    const hidden = Object.entries(row?.units ?? {}).filter(([unit, [, seq, op]]) => unseen.includes(unit) || (!own.has(op) && open.some((one) => hides(one, unit, seq))));
    const number = Math.min(row?.seq ?? 0, ...hidden.map(([, [, seq]]) => seq - 1));
    const behind = new Set(hidden.map(([, [, , op]]) => op));
    const visible = Object.values(row?.units ?? {}).flatMap(([, seq, op]) => (seq > number && !behind.has(op) ? [op] : []));
    return { number, after: [...new Set([...visible, ...own])].slice(-MOST_AFTER) };
  }

  /** The change, decided against since, that had put this value on the author's screen. */
  ghost(id: Uuid, unit: string, value: Json): Standing | null {
    const found = this.#ground.decidedAgainst.findLast((op) => op.obj === id && op.set !== undefined && unit in op.set && sameJson(op.set[unit] ?? null, value));
    return found === undefined ? null : standing(found);
  }

  seenGhost(ghost: Standing, unit: string): Seen {
    return inherited(ghost, unit, this.#ground.base.get(ghost.obj));
  }

  #open(id: Uuid): readonly Standing[] {
    const before = (this.#ground.open.get(id) ?? []).map(({ op }) => standing(op));
    return [...before, ...(this.#mine.get(id) ?? []).map(({ draft, id: made }) => ({ ...draft, id: made, folds: [] }))];
  }
}

/** An open change that the next one stands on. */
type Standing = Pick<Draft, 'kind' | 'obj' | 'set' | 'base' | 'after'> & { readonly id: Uuid; readonly folds: readonly Uuid[] };

function standing(op: SyncOp): Standing {
  return { id: op.id, kind: op.kind, obj: op.obj, set: op.set ?? null, base: op.base ?? {}, after: op.after ?? {}, folds: op.folds ?? [] };
}

/** Where the screen was not what is shown now: values since decided against, and units that came in unseen. */
interface Doubts {
  readonly ghosts: readonly Standing[];
  readonly unseen: readonly string[];
}

const NO_DOUBTS: Doubts = { ghosts: [], unseen: [] };

interface Seen {
  readonly number: number;
  readonly after: Uuid[];
}

function touches(one: Standing, unit: string): boolean {
  return one.kind !== 'del' && one.set !== null && unit in one.set;
}

/** Whoever builds on his own open change saw what that change replaced, not what has come in below it since (rule S6). */
function inherited(over: Standing, unit: string, row: BaseRow | undefined): Seen {
  const after = [...(over.after[unit] ?? []), ...(over.after[LIFE] ?? []), ...over.folds, over.id].slice(-MOST_AFTER);
  if (over.kind !== 'restore') return { number: over.base[unit] ?? 0, after };
  const now = row?.units[unit]?.[1] ?? 0;
  return { number: now <= (over.base[LIFE] ?? 0) ? now : 0, after };
}

/** Whether a confirmed value of that number came in below an open change, unseen. */
function hides(one: Standing, unit: string, seq: number): boolean {
  if (one.kind === 'del' || one.kind === 'restore') return seq > (one.base[LIFE] ?? 0);
  return touches(one, unit) && seq > (one.base[unit] ?? 0);
}

function draftOf(op: Op, inverse: Op | null, hand: Hand): Draft | null {
  const shown = hand.shown(idOf(op));
  if (op.op === 'put') return draftPut(op.record, shown, { inverse, hand });
  if (shown === null || shown.deleted) return null;
  if (op.op === 'remove') return draftRemove(shown, { inverse, hand });
  return draftSet(shown, changedFrom(shown, unitsOfFields(shown.type, op.set)), { seen: seenUnits(shown, inverse), hand });
}

/** The author did not know what he did this to. */
const UNSEEN: Pick<Draft, 'base' | 'after'> = { base: { [LIFE]: 0 }, after: {} };

interface Told {
  readonly inverse: Op | null;
  readonly hand: Hand;
}

function draftPut(record: DocumentRecord, shown: Shown | null, { inverse, hand }: Told): Draft | null {
  const units = unitsOf(record);
  if (shown === null) return { kind: 'put', obj: record.id, type: record.type, set: units, base: {}, after: {} };
  const changed = changedUnits(shownValues(shown), units);
  if (shown.deleted) return { kind: 'restore', obj: record.id, type: record.type, set: changed, ...whole(record.id, hand, inverse?.op === 'put' ? doubtsOf(shown, inverse.record, hand) : NO_DOUBTS) };
  return draftSet(shown, inverse?.op === 'put' ? changed : changedFrom(shown, units), { seen: seenUnits(shown, inverse), hand });
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

function draftSet(shown: Shown, set: Units, told: { readonly seen: Units | null; readonly hand: Hand }): Draft | null {
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

/** What the author had seen of a unit: what is shown, or a value of his that has been decided against since, or nothing of it. */
function seenOf(shown: Shown, unit: string, { seen, hand }: { readonly seen: Units | null; readonly hand: Hand }): Seen {
  const value = seen?.[unit] ?? null;
  if (seen !== null && sameJson(value, shown.units[unit]?.value ?? null)) return hand.seen(shown.id, unit);
  const ghost = seen === null ? null : hand.ghost(shown.id, unit, value);
  return ghost === null ? { number: 0, after: [] } : hand.seenGhost(ghost, unit);
}

function whole(id: Uuid, hand: Hand, doubts: Doubts = NO_DOUBTS): Pick<Draft, 'base' | 'after'> {
  const { number, after } = hand.seenWhole(id, doubts);
  return { base: { [LIFE]: number }, after: after.length > 0 ? { [LIFE]: after } : {} };
}

/** The values the author replaced; null when he saw no such object. */
function seenUnits(shown: Shown, inverse: Op | null): Units | null {
  if (inverse === null || inverse.op === 'remove') return null;
  return inverse.op === 'put' ? unitsOf(inverse.record) : unitsOfFields(shown.type, inverse.set);
}

function changedFrom(shown: Shown, set: Units): Units {
  return Object.fromEntries(Object.entries(set).filter(([unit, value]) => !sameJson(shown.units[unit]?.value ?? null, value)));
}
