import type { Uuid } from '../../base/id.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { PushAnswer } from '../messages.ts';
import type { OpResult, SyncOp } from '../op.ts';
import type { JournalEntry, OutboxRow, ResultBody, ResultRow, StoreWriter } from './ports.ts';

/** What an answer did to the queue. */
export interface Settled {
  readonly touched: readonly Uuid[];
  readonly entries: readonly JournalEntry[];
  /** What left the queue without being applied as it was. */
  readonly against: readonly SyncOp[];
}

/**
 * Books the answer of a push: applied changes wait for their rows, others leave the queue with their result kept.
 * Both in one transaction, so that no change is ever in neither place.
 */
export async function settle(tx: StoreWriter, batch: { readonly stream: StreamId; readonly objects: readonly Uuid[]; readonly now: number }, answer: PushAnswer): Promise<Settled> {
  const rows = new Map((await tx.outboxAt(batch.stream, batch.objects)).map((row) => [row.op.id, row]));
  const numbers = new Map((await tx.base(batch.stream, batch.objects)).map((row) => [row.id, row.seq]));
  const decided = answer.results.flatMap((result) => {
    const row = rows.get(result.id);
    return row === undefined || row.state === 'acked' || result.code === 'blob_missing' ? [] : [{ row, result }];
  });
  await tx.putOutbox(answer.results.flatMap((result) => (result.code === 'blob_missing' ? unnumbered(rows.get(result.id)) : [])));
  const waiting = decided.flatMap(({ row, result }) => (isWaiting(result, numbers.get(row.obj) ?? -1) ? [{ ...row, state: 'acked' as const, ack: result.seq }] : []));
  const gone = decided.filter(({ row }) => !waiting.some((one) => one.lseq === row.lseq));
  await tx.putOutbox(waiting);
  await tx.deleteOutbox(gone.map(({ row }) => row.lseq));
  await tx.putResults(decided.flatMap(({ row, result }) => noticeOf(row, result, batch.now) ?? []));
  const stream = await tx.stream(batch.stream);
  if (stream !== null) await tx.putStream({ ...stream, head: Math.max(stream.head, answer.head) });
  return { touched: decided.map(({ row }) => row.obj), entries: decided.map(({ row, result }) => entryOf(row, result)), against: gone.map(({ row }) => row.op) };
}

/** What still waits for its bytes was not decided: it gets a new number when it travels again. */
function unnumbered(row: OutboxRow | undefined): readonly OutboxRow[] {
  return row === undefined ? [] : [{ ...row, op: { ...row.op, dseq: 0 } }];
}

/** The row that contains an applied change may not be here yet; until it is, the screen needs the change (rule S2). */
function isWaiting(result: OpResult, held: number): boolean {
  return result.seq !== null && held < result.seq;
}

function noticeOf(row: OutboxRow, result: OpResult, now: number): ResultRow | null {
  if (result.seq !== null) return null;
  return { op: row.op.id, stream: row.stream, result, body: row.op, at: now, open: result.status === 'held' || result.status === 'rejected' };
}

function entryOf(row: OutboxRow, result: OpResult): JournalEntry {
  const body: ResultBody = { ops: [row.op.id, ...(row.op.folds ?? [])], result };
  return { type: 'result', lseq: row.upTo, body };
}

/** Takes acked changes out of the queue whose rows have arrived. By the object's row, never by the cursor (rule S2). */
export async function prune(tx: StoreWriter, stream: StreamId, objects: readonly Uuid[]): Promise<void> {
  const acked = (await tx.outboxAt(stream, objects)).filter((row) => row.state === 'acked');
  if (acked.length === 0) return;
  const numbers = new Map((await tx.base(stream, acked.map((row) => row.obj))).map((row) => [row.id, row.seq]));
  await tx.deleteOutbox(acked.filter((row) => (numbers.get(row.obj) ?? -1) >= (row.ack ?? Infinity)).map((row) => row.lseq));
}
