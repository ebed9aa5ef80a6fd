import { canonicalJson, sameJson, type Json } from '#shared/base/json.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { PushAnswer } from '#shared/sync/messages.ts';
import type { ObjectRow, OpResult, UnitRow } from '#shared/sync/op.ts';
import { LIFE } from '#shared/sync/units.ts';
import type { Shown } from '#shared/sync/engine/effective.ts';
import type { LedgerOp } from '../../server/ledger/ledgerStore.ts';
import type { Written } from './observedLedger.ts';
import { textOf } from './textOf.ts';

/** A broken invariant of `sync.md` §2.21. */
export class Violation extends Error {
  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.name = 'Violation';
  }
}

interface Made {
  readonly client: number;
  readonly order: number;
  /** What was on the screen when the author decided, by unit: the ops and their values. */
  readonly seen: Shown | null;
}

/**
 * Watches the whole world and knows what nobody in it may know: what each author saw, and what the server did with
 * it. Independent of the code under test.
 */
export class Oracle {
  readonly made = new Map<Uuid, Made>();
  readonly saved: Uuid[] = [];
  readonly inserted = new Map<Uuid, LedgerOp>();
  readonly #answers = new Map<Uuid, string>();
  readonly #conflicts = new Set<string>();
  readonly #newest = new Map<string, { readonly order: number; readonly op: Uuid }>();
  readonly #lost = new Map<number, number[]>();
  readonly #numbers = new Map<string, Uuid>();
  /** Clients whose profile was copied share their past; what depends on one past per client is not asked of them. */
  readonly copied = new Set<number>();
  conflicts = 0;
  held = 0;
  #order = 0;

  /** The store of a client is gone, with all it had seen. */
  lose(client: number): void {
    this.#lost.set(client, [...(this.#lost.get(client) ?? []), this.#order]);
  }

  /** Somebody is about to save this op, having seen that. */
  make(op: Uuid, client: number, seen: Shown | null): void {
    this.made.set(op, { client, order: (this.#order += 1), seen });
  }

  /** One commit of the server. */
  write(written: Written): void {
    for (const op of written.ops) this.#insert(op);
    for (const { after } of written.rows) if (after.type === 'conflict') this.#rememberConflict(after);
    for (const { before, after } of written.rows) if (before !== null && after.type !== 'conflict') this.#judge(before, after, written.ops);
    for (const op of written.ops) this.#checkRecorded(op);
  }

  /** I11: the same op gets the same result. */
  answer(answer: PushAnswer): void {
    for (const result of answer.results) {
      const text = canonicalJson(result as unknown as Json);
      const before = this.#answers.get(result.id) ?? text;
      if (before !== text) throw new Violation('I11', `${result.id} got ${text} after ${before}`);
      this.#answers.set(result.id, text);
    }
  }

  result(op: Uuid): OpResult | null {
    return this.inserted.get(op)?.result ?? null;
  }

  #insert(op: LedgerOp): void {
    if (this.inserted.has(op.id) && op.foldedInto === null) throw new Violation('I1', `${op.id} was applied twice`);
    if (!this.inserted.has(op.id)) this.inserted.set(op.id, op);
    if (op.foldedInto !== null) return;
    if (op.result.status === 'held') this.held += 1;
    const place = `${op.dev} ${op.stream} ${op.dseq}`;
    if (this.#numbers.has(place)) throw new Violation('I19', `${place} was used by ${op.id} and ${this.#numbers.get(place) ?? ''}`);
    this.#numbers.set(place, op.id);
    this.#checkOrder(op);
  }

  #checkOrder(op: LedgerOp): void {
    const made = this.made.get(op.id);
    if (made === undefined || this.copied.has(made.client)) return;
    /** A change that swallowed others may stand at its own place or at that of the first it swallowed. */
    const earliest = Math.min(made.order, ...(op.body.folds ?? []).map((id) => this.made.get(id)?.order ?? Infinity));
    const lane = `${made.client} ${op.stream}`;
    const newest = this.#newest.get(lane);
    if (newest !== undefined && newest.order > made.order) throw new Violation('I10', `${op.id} came after the younger ${newest.op}`);
    if (newest === undefined || earliest > newest.order) this.#newest.set(lane, { order: earliest, op: op.id });
  }

  #rememberConflict(row: ObjectRow): void {
    const value = (unit: string): Json => row.units[unit]?.[0] ?? null;
    this.#conflicts.add(`${textOf(value('offeredOp'))} ${textOf(value('unit'))}`);
    this.#conflicts.add(row.id);
    if (value('state') === 'open') this.conflicts += 1;
    const [kept, offered] = [value('keptOp'), value('offeredOp')].map((op) => this.made.get(op as Uuid)?.client);
    const stale = value('reason') === 'stale' || value('reason') === 'del_vs_edit';
    const forgot = kept !== undefined && this.#forgotBetween(kept, value('keptOp') as Uuid, value('offeredOp') as Uuid);
    if (stale && !forgot && kept !== undefined && kept === offered && !this.copied.has(kept)) throw new Violation('I8', `client ${kept} conflicts with itself: ${textOf(value('reason'))} ${textOf(value('unit'))} ${this.#tellOp(value('keptOp') as Uuid)} <- ${this.#tellOp(value('offeredOp') as Uuid)}`);
  }

  /** A machine that lost its store knows no more of its own work than another machine would. */
  #forgotBetween(client: number, first: Uuid, second: Uuid): boolean {
    const [from, to] = [this.made.get(first)?.order ?? 0, this.made.get(second)?.order ?? 0];
    const dev = this.inserted.get(first)?.dev === this.inserted.get(second)?.dev;
    return !dev || (this.#lost.get(client) ?? []).some((order) => order >= from && order < to);
  }

  /** A decision against an op leaves a conflict row that says so. */
  #checkRecorded(op: LedgerOp): void {
    const { status, conflicts } = op.result;
    if (status !== 'conflict' && status !== 'merged') return;
    if (conflicts.length === 0 || !conflicts.every((id) => this.#conflicts.has(id))) throw new Violation('I6', `${op.id} was ${status} without a record`);
  }

  #judge(before: ObjectRow, after: ObjectRow, ops: readonly LedgerOp[]): void {
    for (const [unit, now] of Object.entries(after.units)) {
      const old = before.units[unit];
      /** Whoever makes a deleted object anew replaces nothing anybody could see. */
      if (unit === LIFE || before.deleted || old === undefined || old[2] === now[2] || sameJson(old[0], now[0])) continue;
      if (!this.#hadSeen(now[2], unit, old) && !this.#hadSeen(this.#replacer(ops, unit, { before, old }) ?? now[2], unit, old) && !this.#conflicts.has(`${old[2]} ${unit}`)) throw new Violation('I6', `${now[2]} replaced ${unit} of ${old[2]} unseen; ${this.#tellOp(now[2])}`);
    }
    const life = after.units[LIFE];
    if (!after.deleted || before.deleted || life === undefined) return;
    for (const [unit, old] of Object.entries(before.units)) {
      if (unit !== LIFE && !this.#hadSeen(life[2], unit, old) && !this.#conflicts.has(`${old[2]} ${unit}`)) throw new Violation('I7', `${life[2]} deleted ${after.id} without having seen ${unit} of ${old[2]}; ${this.#tellOp(life[2])}`);
    }
  }

  /**
   * Only the first and the last state of a commit are told, and one author's ops in between replaced each other: it is
   * the first of them that met the old value. The last may follow the loss of a screen, and have seen nothing (seed 5154).
   */
  #replacer(ops: readonly LedgerOp[], unit: string, { before, old }: { readonly before: ObjectRow; readonly old: UnitRow }): Uuid | null {
    const first = ops.find(({ body, result, foldedInto, id }) => {
      const wrote = body.obj === before.id && foldedInto === null && (result.status === 'applied' || result.status === 'merged') && !this.#conflicts.has(`${id} ${unit}`);
      return wrote && body.set !== undefined && unit in body.set && !sameJson(body.set[unit] ?? null, old[0]);
    });
    return first?.id ?? null;
  }

  #tellOp(id: Uuid): string {
    const { seen, client } = this.made.get(id) ?? { seen: null, client: -1 };
    return JSON.stringify({ client, body: this.inserted.get(id)?.body, result: this.inserted.get(id)?.result, seen: seen?.units });
  }

  /** Whether the author of `op` had that value before his eyes then, or earlier when he made what he saw. */
  #hadSeen(op: Uuid, unit: string, old: UnitRow): boolean {
    const mine = this.made.get(op);
    if (mine === undefined || this.made.get(old[2])?.client === mine.client) return true;
    let at: Uuid | undefined = op;
    for (let depth = 0; depth < 500 && at !== undefined; depth += 1) {
      const made = this.made.get(at);
      /** A copied profile holds the changes of the one it was copied from as its own. */
      const own: boolean = made !== undefined && (made.client === mine.client || (this.copied.has(made.client) && this.copied.has(mine.client)));
      const saw: { readonly op: Uuid; readonly value: Json } | undefined = own ? made?.seen?.units[unit] : undefined;
      if (saw === undefined) return made?.seen !== null && own && old[0] === null;
      if (saw.op === old[2] || sameJson(saw.value, old[0])) return true;
      at = saw.op;
    }
    return false;
  }
}
