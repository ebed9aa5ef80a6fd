import type { Uuid } from '../../base/id.ts';
import type { StreamId } from '../../model/transaction.ts';
import { PROTOCOL } from '../protocol.ts';
import type { PushAnswer } from '../messages.ts';
import { blobsOf } from '../blobsOf.ts';
import { blockedBy, planBatch, waitingForBytes, type Blocked } from './batchPlan.ts';
import type { EngineState } from './engineState.ts';
import { followIncarnation } from './incarnation.ts';
import type { Failure, OutboxRow, StoreWriter, Transport } from './ports.ts';
import { prune, settle } from './settle.ts';
import { tell } from './tell.ts';

/** The widest batch, and how a run of bad answers narrows it. */
export interface Pace {
  readonly most: number;
  now: number;
  /** Answers of kind `server` in a row; the fifth starts the search for the op that causes them. */
  failures: number;
}

const CHARACTERS = 2_000_000;
const PATIENCE = 5;
const REMEMBERED = 1000;

export interface PushJob<W extends StoreWriter> {
  readonly state: EngineState<W>;
  readonly transport: Transport;
  readonly stream: StreamId;
  readonly pace: Pace;
  readonly client: string;
}

/** Pushes until nothing is pending that may travel. Answers what went wrong, or null. One at a time per stream. */
export async function pushStream<W extends StoreWriter>(job: PushJob<W>): Promise<Failure | null> {
  for (;;) {
    const batch = await takeBatch(job);
    if (batch === null) return null;
    const { project, dev, rows } = batch;
    const reply = await job.transport.push(project, { proto: PROTOCOL, stream: job.stream, dev, client: job.client, ops: rows.map((row) => row.op) });
    if (reply.ok) {
      if (!(await book(job, batch, reply.value))) return null;
      continue;
    }
    if (!(await isRetriedAtOnce(job, rows, reply.failure))) return reply.failure;
  }
}

interface TakenBatch {
  readonly project: string;
  readonly dev: Uuid;
  readonly rows: readonly OutboxRow[];
}

async function takeBatch<W extends StoreWriter>(job: PushJob<W>): Promise<TakenBatch | null> {
  const blocked = await missingBytes(job);
  return job.state.ports.store.write(async (tx) => {
    const stream = await tx.stream(job.stream);
    const dev = await tx.meta('device');
    if (stream === null || stream.local || typeof dev !== 'string') return null;
    const pending = await tx.pendingOf(job.stream, job.pace.most * 2 + 500);
    const stuck = blockedBy((await tx.outboxAt(job.stream, pending.map((row) => row.obj))).filter((row) => row.state === 'stuck'));
    const rows = planBatch(pending, both(blocked, stuck), { ops: job.pace.now, characters: CHARACTERS });
    if (rows.length === 0) return null;
    let dseq = stream.dseq;
    const numbered = rows.map((row) => (row.op.dseq > 0 && row.op.dev === dev ? row : { ...row, op: { ...row.op, dev: dev as Uuid, dseq: (dseq += 1) } }));
    await tx.putOutbox(numbered.filter((row, at) => row !== rows[at]));
    if (dseq !== stream.dseq) await tx.putStream({ ...stream, dseq });
    return { project: stream.project, dev: dev as Uuid, rows: numbered };
  });
}

/** Sees to it that the bytes named by the next changes are at the server, and answers what still waits for them. */
async function missingBytes<W extends StoreWriter>({ state, stream, pace, transport }: PushJob<W>): Promise<Blocked> {
  const next = await state.ports.store.read(async (tx) => ({ project: (await tx.stream(stream))?.project ?? '', rows: await tx.pendingOf(stream, pace.most * 2 + 500) }));
  const hashes = [...new Set(next.rows.flatMap(({ op }) => blobsOf(op)))];
  if (hashes.length === 0) return { objects: new Set(), transactions: new Set() };
  return waitingForBytes(next.rows, await transport.ensureBlobs(next.project, hashes));
}

function both(a: Blocked, b: Blocked): Blocked {
  return { objects: new Set([...a.objects, ...b.objects]), transactions: new Set([...a.transactions, ...b.transactions]) };
}

/** Books the answer; false when nothing in it settled anything, so that asking again now would not help. */
async function book<W extends StoreWriter>({ state, stream, pace }: PushJob<W>, batch: TakenBatch, answer: PushAnswer): Promise<boolean> {
  if (await followIncarnation(state, answer.incarnation as Uuid)) return true;
  state.skew = answer.serverTime - state.ports.clock.now();
  pace.failures = 0;
  pace.now = Math.min(pace.most, pace.now * 2);
  const objects = [...new Set(batch.rows.map((row) => row.obj))];
  const { settled, change } = await state.ports.store.write(async (tx) => {
    const done = await settle(tx, { stream, objects, now: state.ports.clock.now() }, answer);
    await prune(tx, stream, objects);
    return { settled: done, change: await tell(state, tx, { stream, project: batch.project, ids: done.touched }) };
  });
  state.decidedAgainst = [...state.decidedAgainst, ...settled.against].slice(-REMEMBERED);
  if (change !== null) state.changes.emit(change);
  state.moved.emit();
  if (settled.entries.length > 0) await state.journal.note(settled.entries);
  return settled.touched.length > 0;
}

/** What a refusal of the whole batch means for the next try: sync.md §2.6. True: try again without waiting. */
async function isRetriedAtOnce<W extends StoreWriter>(job: PushJob<W>, rows: readonly OutboxRow[], failure: Failure): Promise<boolean> {
  const { state, pace } = job;
  if (failure.kind === 'forked') {
    const device = await state.ports.journal.renewDevice();
    await state.ports.store.write((tx) => tx.putMeta('device', device));
    return true;
  }
  if (failure.kind === 'busy') pace.now = half(pace.now);
  if (failure.kind === 'server') {
    pace.failures += 1;
    return pace.failures >= PATIENCE && narrow(job, rows);
  }
  return (failure.kind === 'malformed' || failure.kind === 'too-big') && narrow(job, rows);
}

/** Halves the batch; when it cannot be halved, what is in it is set aside so that the rest may go on. */
async function narrow<W extends StoreWriter>(job: PushJob<W>, rows: readonly OutboxRow[]): Promise<boolean> {
  const { state, pace } = job;
  if (!isIndivisible(rows)) {
    pace.now = Math.min(half(pace.now), half(rows.length));
    return true;
  }
  await state.ports.store.write((tx) => tx.putOutbox(rows.map((row) => ({ ...row, state: 'stuck' }))));
  pace.failures = 0;
  pace.now = pace.most;
  state.moved.emit();
  return true;
}

function isIndivisible(rows: readonly OutboxRow[]): boolean {
  const tx = rows[0]?.op.tx;
  return rows.length <= 1 || (tx?.atomic === true && rows.every((row) => row.op.tx?.id === tx.id));
}

function half(count: number): number {
  return Math.max(1, Math.floor(count / 2));
}
