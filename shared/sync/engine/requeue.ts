import type { Uuid } from '../../base/id.ts';
import { sameJson } from '../../base/json.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { OpResult, SyncOp } from '../op.ts';
import { confirmLocally } from './confirmLocally.ts';
import { byObject } from './byObject.ts';
import type { BaseRow, OpBody, OutboxRow, ResultRow, StoreWriter } from './ports.ts';
import { newStreamRow } from './streamRow.ts';

const MOST_AFTER = 32;

/** A change the store may have lost, as the journal (or memory) kept it. */
export interface Kept {
  readonly lseq: number;
  readonly body: OpBody;
  /** What the server said, if it did; null: ask again. */
  readonly result: OpResult | null;
  /** The person closed the notice. */
  readonly discarded: boolean;
}

/** Puts changes back into the store at their old places (`lseq`). What is there already stays; answers what was missing. */
export async function requeue(tx: StoreWriter, kept: readonly Kept[]): Promise<readonly Kept[]> {
  const missing: Kept[] = [];
  for (const [stream, entries] of byStream(kept)) {
    const first = entries[0];
    if (first === undefined) continue;
    const found = await tx.stream(stream);
    if (found === null) await tx.putStream(newStreamRow(stream, first.body.project, first.body.local));
    missing.push(...(await (first.body.local ? confirmAgain(tx, stream, entries) : queueAgain(tx, stream, entries))));
  }
  return missing;
}

function byStream(kept: readonly Kept[]): Map<StreamId, Kept[]> {
  const streams = new Map<StreamId, Kept[]>();
  for (const entry of [...kept].sort((a, b) => a.lseq - b.lseq)) {
    const stream = entry.body.op.stream as StreamId;
    streams.set(stream, [...(streams.get(stream) ?? []), entry]);
  }
  return streams;
}

async function confirmAgain(tx: StoreWriter, stream: StreamId, entries: readonly Kept[]): Promise<readonly Kept[]> {
  const rows = new Map<Uuid, BaseRow>((await tx.base(stream, objectsOf(entries))).map((row) => [row.id, row]));
  const missing = entries.filter(({ lseq, body }) => {
    const before = rows.get(body.op.obj) ?? null;
    const next = before !== null && before.seq >= lseq ? null : confirmLocally(before, body.op, lseq);
    if (next !== null) rows.set(body.op.obj, next);
    return next !== null;
  });
  await tx.putBase([...rows.values()]);
  return missing;
}

async function queueAgain(tx: StoreWriter, stream: StreamId, entries: readonly Kept[]): Promise<readonly Kept[]> {
  const objects = objectsOf(entries);
  const here = [...byObject(await tx.outboxAt(stream, objects)).values()].flat();
  const known = new Set(here.flatMap(({ op }) => [op.id, ...(op.folds ?? [])]));
  const numbers = new Map((await tx.base(stream, objects)).map((row) => [row.id, row.seq]));
  const missing = entries.filter(({ body }) => !known.has(body.op.id));
  const rows = missing.flatMap((entry) => rowOf(entry, stream, numbers.get(entry.body.op.obj) ?? -1) ?? []).map((row) => inPlace(row, here));
  await tx.putOutbox(rows);
  await tx.putResults(missing.flatMap((entry) => noticeOf(entry, stream) ?? []));
  return missing;
}

/**
 * A change that swallowed one that lies here still unsent takes its place. One that was sent meanwhile (the disk refused
 * the swallowing change) may have been applied by itself: it stays, or its row would be waited for by nobody, and the
 * other one stands behind it with what it adds.
 */
function inPlace(row: OutboxRow, here: readonly OutboxRow[]): OutboxRow {
  const swallowed = here.find(({ op }) => row.op.folds?.includes(op.id) ?? false);
  if (swallowed === undefined) return row;
  if (swallowed.state === 'pending' && swallowed.op.dseq === 0) return { ...row, lseq: swallowed.lseq };
  return { ...row, op: behind(swallowed.op, row.op) };
}

function behind(sent: SyncOp, op: SyncOp): SyncOp {
  const { folds = [], ...rest } = op;
  const set = Object.fromEntries(Object.entries(op.set ?? {}).filter(([unit, value]) => !(unit in (sent.set ?? {})) || !sameJson(sent.set?.[unit] ?? null, value)));
  const inSent = new Set([sent.id, ...(sent.folds ?? [])]);
  const left = folds.filter((id) => !inSent.has(id));
  const base: Record<string, number> = {};
  const after: Record<string, Uuid[]> = {};
  for (const unit of Object.keys(set)) {
    base[unit] = op.base?.[unit] ?? 0;
    after[unit] = [...(op.after?.[unit] ?? []), ...(unit in (sent.set ?? {}) ? [sent.id] : [])].slice(-MOST_AFTER);
  }
  return { ...rest, kind: 'set', set, base, after, ...(left.length > 0 ? { folds: left } : {}) };
}

/** Null for what needs no place in the queue: it was decided against, or its row is here. */
function rowOf({ lseq, body, result }: Kept, stream: StreamId, held: number): OutboxRow | null {
  const row = { lseq, upTo: lseq, stream, obj: body.op.obj, op: body.op };
  if (result === null) return { ...row, state: 'pending', ack: null };
  return result.seq === null || held >= result.seq ? null : { ...row, state: 'acked', ack: result.seq };
}

function noticeOf({ body, result, discarded }: Kept, stream: StreamId): ResultRow | null {
  if (result === null || discarded || (result.status !== 'held' && result.status !== 'rejected')) return null;
  return { op: body.op.id, stream, result, body: body.op, at: body.op.at, open: true };
}

function objectsOf(entries: readonly Kept[]): readonly Uuid[] {
  return [...new Set(entries.map(({ body }) => body.op.obj))];
}
