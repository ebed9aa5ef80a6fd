import * as z from 'zod';
import type { Uuid } from '../../base/id.ts';
import { opResult, syncOp, type OpResult } from '../op.ts';
import type { Journal, OpBody } from './ports.ts';
import type { Kept } from './requeue.ts';

const uuid = z.string() as unknown as z.ZodType<Uuid>;
const opBody = z.object({ project: z.string(), local: z.boolean(), op: syncOp }) as unknown as z.ZodType<OpBody>;
const resultBody = z.object({ ops: z.array(uuid), result: opResult });
const markBody = z.object({ discarded: uuid });

/**
 * The changes of the journal above an `lseq`, each with what became of it, in `lseq` order. A change that was written
 * twice (after a failed write) counts once, as it was written last. Entries no reader understands are left alone.
 */
export async function readKept(journal: Pick<Journal, 'read'>, after: number): Promise<readonly Kept[]> {
  const ops = new Map<Uuid, { lseq: number; body: OpBody }>();
  const results = new Map<Uuid, OpResult>();
  const discarded = new Set<Uuid>();
  for await (const entries of journal.read(after)) {
    for (const { type, lseq, body } of entries) {
      if (type === 'op') take(opBody.safeParse(body), (op) => ops.set(op.op.id, { lseq: ops.get(op.op.id)?.lseq ?? lseq, body: op }));
      if (type === 'result') take(resultBody.safeParse(body), (told) => told.ops.forEach((id) => results.set(id, told.result)));
      if (type === 'mark') take(markBody.safeParse(body), (mark) => discarded.add(mark.discarded));
    }
  }
  supersede(ops);
  const kept = [...ops.values()].map(({ lseq, body }) => ({ lseq, body, result: results.get(body.op.id) ?? null, discarded: discarded.has(body.op.id) }));
  return kept.sort((a, b) => a.lseq - b.lseq);
}

/**
 * A change that was swallowed by a later one is in it; the later one stands in its place. The newest first: what one
 * swallowed that was swallowed itself is in the newest only when that names it, for the queue may have taken it apart
 * (`requeue`).
 */
function supersede(ops: Map<Uuid, { lseq: number; body: OpBody }>): void {
  for (const entry of [...ops.values()].reverse()) {
    if (!ops.has(entry.body.op.id)) continue;
    for (const id of entry.body.op.folds ?? []) {
      entry.lseq = Math.min(entry.lseq, ops.get(id)?.lseq ?? entry.lseq);
      ops.delete(id);
    }
  }
}

function take<T>(parsed: z.ZodSafeParseResult<T>, use: (value: T) => void): void {
  if (parsed.success) use(parsed.data);
}
