import type { Uuid } from '../../base/id.ts';
import { errorSentence } from '../../base/errors.ts';
import { idOf } from '../../model/ops.ts';
import type { StreamId, Transaction } from '../../model/transaction.ts';
import type { SyncOp } from '../op.ts';
import { buildOps } from './buildOps.ts';
import { byObject } from './byObject.ts';
import { confirmLocally } from './confirmLocally.ts';
import type { EngineState } from './engineState.ts';
import { fold } from './fold.ts';
import type { Ground } from './hand.ts';
import { numberOr0 } from './numberOr0.ts';
import { requeue, type Kept } from './requeue.ts';
import type { BaseRow, OpBody, OutboxRow, StoreWriter } from './ports.ts';
import { newStreamRow } from './streamRow.ts';

/** Where a transaction is now. `both`: in the store and in the journal. */
export interface Commit {
  readonly copies: 'both' | 'one' | 'none';
  /** Why it is not `both`. */
  readonly cause: string | null;
  /** Its ops as they will travel, folded or not. */
  readonly ops: readonly Uuid[];
}

export interface CommitOptions<W extends StoreWriter> {
  readonly project: string;
  readonly transaction: Transaction;
  /** Streams of projects without an account are confirmed at once. */
  readonly local: boolean;
  /** Rows of the caller (undo history) that belong into the same store transaction. */
  readonly alongside?: (tx: W) => Promise<void>;
}

/**
 * Saves one transaction as a whole, in the store and in the journal; a place that failed is made up for later by
 * itself. After `none` the same transaction may be handed in again: its ops keep their ids.
 */
export function localCommit<W extends StoreWriter>(state: EngineState<W>, options: CommitOptions<W>): Promise<Commit> {
  return state.commits.run(() => commitNow(state, options));
}

async function commitNow<W extends StoreWriter>(state: EngineState<W>, options: CommitOptions<W>): Promise<Commit> {
  let written: readonly Numbered[] | null = null;
  let stored = true;
  let cause: string | null = null;
  try {
    await storeOwed(state);
    await state.ports.store.write(async (tx) => {
      written = null;
      written = await writeTransaction(tx, { state, options });
    });
  } catch (error) {
    stored = false;
    cause = errorSentence(error);
  }
  return finish(state, options, { written: written ?? [], built: written !== null, stored, cause });
}

interface Attempt {
  readonly written: readonly Numbered[];
  readonly built: boolean;
  readonly stored: boolean;
  readonly cause: string | null;
}

/** Second copy, and the debt when only the first one failed. */
async function finish<W extends StoreWriter>(state: EngineState<W>, options: CommitOptions<W>, attempt: Attempt): Promise<Commit> {
  const { written, stored } = attempt;
  if (!attempt.built) return { copies: 'none', cause: attempt.cause, ops: [] };
  const { project, local } = options;
  const bodies = written.map(({ lseq, op }) => ({ lseq, body: { project, local, op } satisfies OpBody }));
  state.newestLseq = Math.max(state.newestLseq, written.at(-1)?.lseq ?? 0);
  const journaled = await state.journal.append(bodies.map(({ lseq, body }) => ({ type: 'op', lseq, body })));
  const ops = written.map(({ op }) => op.id);
  if (!stored) owe(state, bodies.map((kept) => ({ ...kept, result: null, discarded: false })));
  state.moved.emit();
  if (stored && journaled) return { copies: 'both', cause: null, ops };
  return { copies: stored || journaled ? 'one' : 'none', cause: attempt.cause ?? state.journal.cause, ops };
}

const RETRY_MS = 2000;

function owe<W extends StoreWriter>(state: EngineState<W>, kept: readonly Kept[]): void {
  state.owed = [...state.owed, ...kept];
  planOwed(state);
}

function planOwed<W extends StoreWriter>(state: EngineState<W>): void {
  if (state.owedPlanned) return;
  state.owedPlanned = true;
  state.ports.timers.after(RETRY_MS, () => {
    state.owedPlanned = false;
    state.commits.run(() => storeOwed(state)).then(() => state.moved.emit(), () => planOwed(state));
  });
}

/** Stores what only the journal (or only memory) holds since a write to the store failed. */
export async function storeOwed<W extends StoreWriter>(state: EngineState<W>): Promise<void> {
  const owed = state.owed;
  if (owed.length === 0) return;
  await state.ports.store.write(async (tx) => {
    await requeue(tx, owed);
    await tx.putMeta('lseq', Math.max(numberOr0(await tx.meta('lseq')), ...owed.map((kept) => kept.lseq)));
  });
  state.owed = [];
}

interface Numbered {
  readonly lseq: number;
  readonly op: SyncOp;
}

interface Job<W extends StoreWriter> {
  readonly state: EngineState<W>;
  readonly options: CommitOptions<W>;
}

async function writeTransaction<W extends StoreWriter>(tx: W, job: Job<W>): Promise<readonly Numbered[]> {
  const { state, options } = job;
  const device = await tx.meta('device');
  let lseq = Math.max(numberOr0(await tx.meta('lseq')), state.newestLseq);
  const all: Numbered[] = [];
  for (const part of options.transaction.parts) {
    const ground = await readGround(tx, { ...options, stream: part.stream, device: device as Uuid, decidedAgainst: state.decidedAgainst, ids: [...new Set(part.ops.map(idOf))] });
    const numbered = buildOps(part, options.transaction, ground).map((op) => ({ op, lseq: (lseq += 1) }));
    if (numbered.length > 0) all.push(...(await (options.local ? confirmAll(tx, ground, numbered) : queueAll(tx, ground, numbered))));
  }
  await tx.putMeta('lseq', lseq);
  await options.alongside?.(tx);
  return all;
}

interface GroundWish {
  readonly project: string;
  readonly local: boolean;
  readonly stream: StreamId;
  readonly device: Uuid;
  readonly decidedAgainst: readonly SyncOp[];
  readonly ids: readonly Uuid[];
}

async function readGround(tx: StoreWriter, wish: GroundWish): Promise<Ground> {
  const { project, ids, device, decidedAgainst } = wish;
  const found = await tx.stream(wish.stream);
  const stream = found ?? newStreamRow(wish.stream, project, wish.local);
  if (found === null) await tx.putStream(stream);
  const schema = (await tx.stream(`p:${project}`))?.cursor ?? 0;
  const base = new Map((await tx.base(stream.id, ids)).map((row) => [row.id, row]));
  const open = wish.local ? new Map<Uuid, OutboxRow[]>() : byObject(await tx.outboxAt(stream.id, ids));
  return { stream, device, schema, base, open, decidedAgainst };
}

/** Answers the changes as they lie in the queue now, folded ones with what they swallowed: the journal keeps the same. */
async function queueAll(tx: StoreWriter, ground: Ground, numbered: readonly Numbered[]): Promise<readonly Numbered[]> {
  const rows: OutboxRow[] = [];
  for (const { op, lseq } of numbered) {
    const folded = fold(ground.open.get(op.obj)?.at(-1), op, lseq);
    rows.push(folded ?? { lseq, upTo: lseq, stream: ground.stream.id, obj: op.obj, op, state: 'pending', ack: null });
  }
  await tx.putOutbox(rows);
  return rows.map(({ upTo, op }) => ({ lseq: upTo, op }));
}

async function confirmAll(tx: StoreWriter, ground: Ground, numbered: readonly Numbered[]): Promise<readonly Numbered[]> {
  const rows = new Map<Uuid, BaseRow>();
  for (const { op, lseq } of numbered) {
    const next = confirmLocally(rows.get(op.obj) ?? ground.base.get(op.obj) ?? null, op, lseq);
    if (next !== null) rows.set(op.obj, next);
  }
  await tx.putBase([...rows.values()]);
  return numbered;
}

