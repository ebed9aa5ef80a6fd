import type { Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import { blobsOf } from '#shared/sync/blobsOf.ts';
import { collapse, conflictRow } from '#shared/sync/conflict.ts';
import type { PushAnswer, PushRequest } from '#shared/sync/messages.ts';
import type { ObjectRow, OpResult, SyncOp } from '#shared/sync/op.ts';
import { replaceInHash } from '#shared/sync/rowHash.ts';
import { Batch } from './batch.ts';
import type { LedgerAnswer, LedgerRefusal, LedgerScope, LedgerStore, LedgerStream, LedgerTx } from './ledgerStore.ts';
import { deviceIdOf, mayUseStream, streamIdOf } from './streamAccess.ts';

export interface LedgerPorts {
  readonly store: LedgerStore;
  readonly clock: Clock;
}

/** Applies a batch of one device to one stream, in one transaction. Sending it again gives the same results. */
export async function push(ports: LedgerPorts, scope: LedgerScope, request: PushRequest): Promise<LedgerAnswer<PushAnswer>> {
  if (!mayUseStream(scope, request.stream)) return { ok: false, status: 404, code: 'no_stream', sentence: 'There is no such stream in this project.' };
  if (request.ops.some((op) => op.stream !== request.stream || op.dev !== request.dev)) return MALFORMED;
  const incarnation = await ports.store.incarnation();
  const now = ports.clock.now();
  const outcome = await ports.store.write(scope, (tx) => applyBatch(tx, { scope, request, now }));
  if (!('results' in outcome)) return outcome;
  return { ok: true, answer: { ...outcome, serverTime: now, incarnation } };
}

const MALFORMED: LedgerRefusal = { ok: false, status: 400, code: 'malformed', sentence: 'A change in this batch belongs to another stream or device.' };
const FORKED: LedgerRefusal = { ok: false, status: 409, code: 'device_forked', sentence: 'Another copy of this profile has sent changes under the same device name.' };

interface Work {
  readonly scope: LedgerScope;
  readonly request: PushRequest;
  readonly now: number;
}

async function applyBatch(tx: LedgerTx, work: Work): Promise<LedgerRefusal | Pick<PushAnswer, 'results' | 'head' | 'epoch'>> {
  const { request } = work;
  const [streamId, dev] = [streamIdOf(request.stream), deviceIdOf(request.dev)];
  const stream = await tx.lockStream(streamId);
  const known = await tx.results(request.ops.map((op) => op.id));
  const last = await tx.lastDseq(streamId, dev);
  if (isForked(request.ops, known, last)) return FORKED;
  const unknown = request.ops.filter((op) => !known.has(op.id));
  const objects = byId(await tx.objects(streamId, [...new Set(unknown.map((op) => op.obj))]));
  const batch = new Batch({ session: work.scope.session, stream, objects, now: work.now, ...(await surroundings(tx, unknown)) });
  const fresh = new Map(groups(unknown).flatMap((group) => batch.run(group)).map((result) => [result.id, result]));
  const newest = Math.max(last, ...request.ops.filter((op) => fresh.get(op.id)?.code !== 'blob_missing').map((op) => op.dseq));
  if (newest > last) await tx.saveDevice(streamId, dev, newest);
  const head = await store(tx, { work, stream, objects, batch });
  return { results: request.ops.flatMap((op) => fresh.get(op.id) ?? known.get(op.id) ?? []), head, epoch: stream.epoch };
}

/** A new op carries a device number that was used before. Gaps are fine, steps back are not (rule S4). */
function isForked(ops: readonly SyncOp[], known: ReadonlyMap<Uuid, OpResult>, before: number): boolean {
  let last = before;
  for (const op of ops) {
    if (!known.has(op.id) && op.dseq <= last) return true;
    last = Math.max(last, op.dseq);
  }
  return false;
}

/** Labels and blobs are read only for batches that name some. */
async function surroundings(tx: LedgerTx, ops: readonly SyncOp[]): Promise<{ labels: readonly ObjectRow[]; presentBlobs: ReadonlySet<string> }> {
  const hashes = [...new Set(ops.flatMap(blobsOf))];
  const named = ops.some((op) => Object.keys(op.set ?? {}).some((unit) => unit === 'cls' || unit.startsWith('attr.')));
  const labels = named ? await tx.labels() : [];
  return { labels, presentBlobs: hashes.length > 0 ? await tx.presentBlobs(hashes) : new Set() };
}

/** Ops one by one, except the members of transactions that must hold together. */
function groups(ops: readonly SyncOp[]): readonly (readonly SyncOp[])[] {
  const found: SyncOp[][] = [];
  for (const op of ops) {
    const open = found.at(-1);
    const joins = op.tx?.atomic === true && open?.[0]?.tx?.atomic === true && open[0].tx.id === op.tx.id;
    if (joins) open.push(op);
    else found.push([op]);
  }
  return found;
}

interface Done {
  readonly work: Work;
  readonly stream: LedgerStream;
  readonly objects: ReadonlyMap<Uuid, ObjectRow>;
  readonly batch: Batch;
}

/** Writes what the batch decided; answers the new head. */
async function store(tx: LedgerTx, done: Done): Promise<number> {
  const { stream, batch } = done;
  if (batch.ops.length === 0) return stream.head;
  await tx.insertOps(batch.ops);
  const before = new Map(done.objects);
  const rows = new Map(batch.changed);
  const head = await addConflicts(tx, done, { before, rows });
  if (rows.size === 0) return stream.head;
  let hash = stream.hash;
  for (const [id, row] of rows) hash = replaceInHash(hash, before.get(id) ?? null, row);
  await tx.upsertObjects(stream.id, [...rows.values()]);
  await tx.saveStream({ ...stream, head, hash, epochHead: batch.holderWrote ? stream.epochHead : head });
  return head;
}

/** Conflict rows take the numbers after the batch's own: they are objects of the stream like any other. */
async function addConflicts(tx: LedgerTx, done: Done, known: { before: Map<Uuid, ObjectRow>; rows: Map<Uuid, ObjectRow> }): Promise<number> {
  const { stream, batch } = done;
  let head = batch.head;
  const missing = [...new Set(batch.conflicts.map((made) => made.record.id))].filter((id) => !known.before.has(id));
  if (missing.length > 0) for (const row of await tx.objects(stream.id, missing)) known.before.set(row.id, row);
  for (const { record, op } of batch.conflicts) {
    const previous = known.rows.get(record.id) ?? known.before.get(record.id) ?? null;
    head += 1;
    known.rows.set(record.id, conflictRow(collapse(previous, record), { seq: head, op, actor: done.work.scope.session.actor }));
  }
  return head;
}

function byId(rows: readonly ObjectRow[]): ReadonlyMap<Uuid, ObjectRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

