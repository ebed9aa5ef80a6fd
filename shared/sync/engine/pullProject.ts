import type { Uuid } from '../../base/id.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { HeadsAnswer, PullAnswer, PullPage } from '../messages.ts';
import { PROTOCOL } from '../protocol.ts';
import { applyPage } from './applyPage.ts';
import type { EngineState } from './engineState.ts';
import { followIncarnation } from './incarnation.ts';
import type { Failure, StoreWriter, Transport } from './ports.ts';
import { newStreamRow } from './streamRow.ts';
import { tell } from './tell.ts';

const MOST_STREAMS = 50;

export interface PullJob<W extends StoreWriter> {
  readonly state: EngineState<W>;
  readonly transport: Transport;
  readonly project: string;
  readonly pageRows: number;
  /** Which streams of the project belong on this machine, beside those that are here already. */
  readonly wants: (stream: StreamId, flags: number) => boolean;
  /** Streams whose rows were compared with the server's sum in this session. */
  readonly compared: Set<StreamId>;
}

/** Pulls every stream that moved, to its end. Answers what went wrong, or null. One at a time per project. */
export async function pullProject<W extends StoreWriter>(job: PullJob<W>): Promise<Failure | null> {
  const { state, transport, project } = job;
  const heads = await transport.heads(project);
  if (!heads.ok) return heads.failure;
  await followIncarnation(state, heads.value.incarnation as Uuid);
  let todo = await moved(job, heads.value);
  while (todo.length > 0) {
    const streams = await cursors(job, todo.slice(0, MOST_STREAMS));
    const reply = await transport.pull(project, { proto: PROTOCOL, streams: [...streams], maxRows: job.pageRows });
    if (!reply.ok) return reply.failure;
    const done = await take(job, reply.value);
    if (done === null || reply.value.pages.length === 0) return null;
    todo = todo.filter((id) => !done.has(id));
  }
  return null;
}

async function moved<W extends StoreWriter>(job: PullJob<W>, answer: HeadsAnswer): Promise<readonly StreamId[]> {
  return job.state.ports.store.write(async (tx) => {
    const known = new Map((await tx.streams()).map((row) => [row.id, row]));
    const todo: StreamId[] = [];
    for (const { id, head, flags } of answer.heads) {
      const stream = id as StreamId;
      const row = known.get(stream);
      if (row === undefined && (head === 0 || !isWanted(job, stream, flags))) continue;
      if (row === undefined) await tx.putStream({ ...newStreamRow(stream, job.project, false), head });
      if (row === undefined || row.booting || head > row.cursor || !job.compared.has(stream)) todo.push(stream);
    }
    return todo;
  });
}

function isWanted<W extends StoreWriter>(job: PullJob<W>, stream: StreamId, flags: number): boolean {
  return !stream.startsWith('t:') || job.wants(stream, flags);
}

async function cursors<W extends StoreWriter>(job: PullJob<W>, ids: readonly StreamId[]): Promise<readonly { id: StreamId; cursor: number }[]> {
  return job.state.ports.store.read(async (tx) => {
    const found: { id: StreamId; cursor: number }[] = [];
    for (const id of ids) found.push({ id, cursor: (await tx.stream(id))?.cursor ?? 0 });
    return found;
  });
}

/** Streams that are complete now; null when the answer belongs to another life of the server. */
async function take<W extends StoreWriter>(job: PullJob<W>, answer: PullAnswer): Promise<ReadonlySet<StreamId> | null> {
  const { state } = job;
  if (await followIncarnation(state, answer.incarnation as Uuid)) return null;
  state.skew = answer.serverTime - state.ports.clock.now();
  const done = new Set<StreamId>();
  for (const page of answer.pages) if (!(await takePage(job, page))) done.add(page.id as StreamId);
  return done;
}

async function takePage<W extends StoreWriter>({ state, project, compared }: PullJob<W>, page: PullPage): Promise<boolean> {
  const stream = page.id as StreamId;
  const { applied, change } = await state.ports.store.write(async (tx) => {
    const done = await applyPage(tx, page);
    return { applied: done, change: await tell(state, tx, { stream, project, ids: done.touched }) };
  });
  if (!applied.more) compared.add(stream);
  if (change !== null) state.changes.emit(change);
  if (applied.touched.length > 0) state.moved.emit();
  return applied.more;
}
