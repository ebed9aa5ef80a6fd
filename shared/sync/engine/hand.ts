import type { Uuid } from '../../base/id.ts';
import { sameJson, type Json } from '../../base/json.ts';
import type { SyncOp } from '../op.ts';
import { LIFE, type Units } from '../units.ts';
import { laidOver, shownObject, type Shown } from './effective.ts';
import type { BaseRow, OutboxRow, StreamRow } from './ports.ts';

const MOST_AFTER = 32;

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
export interface Draft {
  readonly kind: SyncOp['kind'];
  readonly obj: Uuid;
  readonly type: SyncOp['type'];
  readonly set: Units | null;
  readonly base: Record<string, number>;
  readonly after: Record<string, Uuid[]>;
}

/** The objects in hand while a transaction is built: each op sees what the ones before it did. */
export class Hand {
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
    this.#shown.set(draft.obj, laidOver(this.shown(draft.obj), asOp(draft, id)));
    this.#mine.set(draft.obj, [...(this.#mine.get(draft.obj) ?? []), { id, draft }]);
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

  /** The deletion, decided against since, that had taken this object off the author's screen. */
  ghostDeletion(id: Uuid): Standing | null {
    const found = this.#ground.decidedAgainst.findLast((op) => op.obj === id && op.kind === 'del');
    return found === undefined ? null : standing(found);
  }

  seenGhost(ghost: Standing, unit: string): Seen {
    return inherited(ghost, unit, this.#ground.base.get(ghost.obj));
  }

  /** The object as it was on the author's screen until somebody else's deletion arrived under his open changes. */
  undeleted(id: Uuid): Shown | null {
    const row = this.#ground.base.get(id);
    const alive = shownObject(row === undefined ? null : { ...row, deleted: false }, this.#ground.open.get(id) ?? []);
    return (this.#mine.get(id) ?? []).reduce<Shown | null>((shown, { draft, id: made }) => laidOver(shown, asOp(draft, made)), alive);
  }

  /** The author himself has deleted it, and the ledger does not know yet. */
  deletes(id: Uuid): boolean {
    return this.#open(id).some(({ kind }) => kind === 'del');
  }

  /** Open changes of an object whose row is not here (a power cut took it back): there is something, though nothing to show. */
  withoutRow(id: Uuid, type: SyncOp['type']): Shown | null {
    const open = this.#open(id);
    const life = open.findLast(({ kind }) => kind === 'del' || kind === 'restore');
    return open.length === 0 ? null : { id, type, deleted: life?.kind === 'del', units: {} };
  }

  #open(id: Uuid): readonly Standing[] {
    const before = (this.#ground.open.get(id) ?? []).map(({ op }) => standing(op));
    return [...before, ...(this.#mine.get(id) ?? []).map(({ draft, id: made }) => ({ ...draft, id: made, folds: [] }))];
  }
}

/** An open change that the next one stands on. */
export type Standing = Pick<Draft, 'kind' | 'obj' | 'set' | 'base' | 'after'> & { readonly id: Uuid; readonly folds: readonly Uuid[] };

function asOp({ kind, obj, type, set }: Draft, id: Uuid): SyncOp {
  return { kind, obj, type, id, ...(set === null ? {} : { set }) } as SyncOp;
}

function standing(op: SyncOp): Standing {
  return { id: op.id, kind: op.kind, obj: op.obj, set: op.set ?? null, base: op.base ?? {}, after: op.after ?? {}, folds: op.folds ?? [] };
}

/** Where the screen was not what is shown now: values since decided against, and units that came in unseen. */
export interface Doubts {
  readonly ghosts: readonly Standing[];
  readonly unseen: readonly string[];
}

export const NO_DOUBTS: Doubts = { ghosts: [], unseen: [] };

export interface Seen {
  readonly number: number;
  readonly after: Uuid[];
}

function touches(one: Standing, unit: string): boolean {
  return one.kind !== 'del' && one.set !== null && unit in one.set;
}

/** Whoever builds on his own open change saw what that change replaced, not what has come in below it since (rule S6). */
function inherited(over: Standing, unit: string, row: BaseRow | undefined): Seen {
  const after = [...over.folds, ...(over.after[unit] ?? []), ...(over.after[LIFE] ?? []), over.id].slice(-MOST_AFTER);
  if (over.kind !== 'restore' && over.kind !== 'del') return { number: over.base[unit] ?? 0, after };
  const now = row?.units[unit]?.[1] ?? 0;
  return { number: now <= (over.base[LIFE] ?? 0) ? now : 0, after };
}

/** Whether a confirmed value of that number came in below an open change, unseen. */
function hides(one: Standing, unit: string, seq: number): boolean {
  if (one.kind === 'del' || one.kind === 'restore') return seq > (one.base[LIFE] ?? 0);
  return touches(one, unit) && seq > (one.base[unit] ?? 0);
}
