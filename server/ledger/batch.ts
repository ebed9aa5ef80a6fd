import { derivedId, type Uuid } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import { blobsOf } from '#shared/sync/blobsOf.ts';
import { conflictOfSet } from '#shared/sync/conflict.ts';
import { merge, type Merged } from '#shared/sync/merge.ts';
import type { ObjectRow, OpResult, SyncOp } from '#shared/sync/op.ts';
import type { LedgerOp, LedgerStream, Session } from './ledgerStore.ts';
import { faultOf, leavesSchema } from './validate.ts';

/** What a batch needs to know before it can be decided without asking the store again. */
export interface BatchStart {
  readonly session: Session;
  readonly stream: LedgerStream;
  readonly objects: ReadonlyMap<Uuid, ObjectRow>;
  readonly labels: readonly ObjectRow[];
  readonly presentBlobs: ReadonlySet<string>;
  readonly now: number;
}

/** A conflict together with the op that made it. */
export interface MadeConflict {
  readonly record: ConflictRecord;
  readonly op: Uuid;
}

/** The state of a stream while a batch runs over it, op by op, in order. */
export class Batch {
  readonly #start: BatchStart;
  readonly changed = new Map<Uuid, ObjectRow>();
  readonly conflicts: MadeConflict[] = [];
  readonly ops: LedgerOp[] = [];
  /** Objects and transactions with a change that waits for its bytes; what follows on them waits too. */
  readonly #waiting = new Set<Uuid>();
  head: number;
  /** Somebody who holds the task wrote since the lease epoch began. */
  holderWrote: boolean;

  constructor(start: BatchStart) {
    this.#start = start;
    this.head = start.stream.head;
    this.holderWrote = start.stream.head !== start.stream.epochHead;
  }

  /** Decides the ops of one group: a single op, or a transaction that must hold together. */
  run(group: readonly SyncOp[]): readonly OpResult[] {
    if (group.some((op) => this.#lacksBytes(op))) return group.map((op) => this.#wait(op));
    if (this.#isLate(group)) return group.map((op) => this.#keep(op, resultOf(op, { status: 'held' }), true));
    if (group.length === 1) return group.map((op) => this.#decide(op));
    return this.#decideTogether(group);
  }

  #decide(op: SyncOp): OpResult {
    const merged = this.#merge(op, this.changed, this.head + 1);
    this.#take(op, merged);
    return this.#keep(op, resultOf(op, { ...merged, conflicts: merged.conflicts.map((one) => one.id), warning: this.#warning(op, merged) }), false);
  }

  #decideTogether(group: readonly SyncOp[]): readonly OpResult[] {
    const scratch = new Map(this.changed);
    let head = this.head;
    const outcomes = group.map((op) => {
      const merged = this.#merge(op, scratch, head + 1);
      if (merged.next !== null) {
        scratch.set(op.obj, merged.next);
        head += 1;
      }
      return { op, merged };
    });
    const refused = outcomes.some(({ merged }) => merged.status === 'rejected');
    const open = outcomes.flatMap(({ merged }) => merged.conflicts).find((one) => one.state === 'open' && one.reason !== 'review');
    if (refused) return outcomes.map(({ op, merged }) => this.#keep(op, resultOf(op, { status: 'rejected', code: merged.status === 'rejected' ? merged.code : 'tx_member' }), false));
    if (open === undefined) return group.map((op) => this.#decide(op));
    return this.#refuseSet(group, open);
  }

  #refuseSet(group: readonly SyncOp[], first: ConflictRecord): readonly OpResult[] {
    const record = conflictOfSet(group, first, must(group[0]?.tx, 'a set without a transaction').id);
    this.conflicts.push({ record, op: first.offeredOp });
    return group.map((op) => this.#keep(op, resultOf(op, { status: 'conflict', conflicts: [record.id] }), false));
  }

  #merge(op: SyncOp, changed: ReadonlyMap<Uuid, ObjectRow>, seq: number): Merged {
    const { session, objects, now } = this.#start;
    const current = changed.get(op.obj) ?? objects.get(op.obj) ?? null;
    const fault = faultOf(op, current, session);
    if (fault !== null) return { next: null, status: 'rejected', code: fault, seq: null, conflicts: [] };
    return merge(current, op, { seq, actor: session.actor, rank: session.rank, now });
  }

  #take(op: SyncOp, merged: Merged): void {
    if (merged.next !== null) {
      this.changed.set(op.obj, merged.next);
      this.head = merged.next.seq;
      if (!this.#isFromBefore(op)) this.holderWrote = true;
    }
    this.conflicts.push(...merged.conflicts.map((record) => ({ record, op: op.id })));
  }

  #warning(op: SyncOp, merged: Merged): OpResult['warning'] {
    return merged.next !== null && op.type !== 'label' && leavesSchema(op, this.#start.labels) ? 'schema_mismatch' : null;
  }

  /** Stores the outcome under the op's id and under the ids of all it swallowed. */
  #keep(op: SyncOp, result: OpResult, held: boolean): OpResult {
    const { session, stream } = this.#start;
    const proposal = held ? derivedId(stream.id.slice(2) as Uuid, `proposal:${session.actor}:${op.lease}`) : null;
    const row = { stream: stream.id, dev: op.dev, dseq: op.dseq, body: op, proposal };
    this.ops.push({ ...row, id: op.id, result, foldedInto: null });
    for (const id of op.folds ?? []) this.ops.push({ ...row, id, result: { ...result, id }, foldedInto: op.id });
    return result;
  }

  #isFromBefore(op: SyncOp): boolean {
    const { stream, session } = this.#start;
    return stream.id.startsWith('t:') && op.lease < stream.epoch && stream.assignee !== null && stream.assignee !== session.actor;
  }

  /** Late work is held once the new holder has written (`sync.md` §2.9), or when the task is closed. */
  #isLate(group: readonly SyncOp[]): boolean {
    const { stream, session } = this.#start;
    if (stream.closed && session.role === 'annotator') return true;
    return this.holderWrote && group.some((op) => this.#isFromBefore(op));
  }

  #lacksBytes(op: SyncOp): boolean {
    if (this.#waiting.has(op.obj) || (op.tx !== undefined && this.#waiting.has(op.tx.id))) return true;
    return blobsOf(op).some((hash) => !this.#start.presentBlobs.has(hash));
  }

  /** Not stored: the same op is decided once its bytes are here. */
  #wait(op: SyncOp): OpResult {
    this.#waiting.add(op.obj);
    if (op.tx !== undefined) this.#waiting.add(op.tx.id);
    return resultOf(op, { status: 'rejected', code: 'blob_missing' });
  }
}

type Outcome = Pick<OpResult, 'status'> & Partial<Pick<OpResult, 'code' | 'seq' | 'warning' | 'conflicts'>>;

function resultOf(op: SyncOp, outcome: Outcome): OpResult {
  const { status, code = null, seq = null, warning = null, conflicts = [] } = outcome;
  return { id: op.id, status, seq, code, warning, conflicts };
}
