import type { Uuid } from '../../base/id.ts';
import type { SyncOp } from '../op.ts';
import type { EngineState } from './engineState.ts';
import { readKept } from './journalRead.ts';
import type { StoreWriter } from './ports.ts';
import { requeue, type Kept } from './requeue.ts';
import { bootAgain } from './streamRow.ts';

const MOST_AFTER = 32;

/**
 * A server that was restored from a backup has forgotten work it had acknowledged. It says so by a new incarnation:
 * everything in the journal is sent again under its old ids (what the server still knows, it knows), and all streams
 * start over. Answers whether that was so.
 */
export async function followIncarnation<W extends StoreWriter>(state: EngineState<W>, incarnation: Uuid): Promise<boolean> {
  const known = await state.ports.store.read((tx) => tx.meta('incarnation'));
  if (known === incarnation) return false;
  const kept = known === null ? [] : chained(await readKept(state.ports.journal, 0));
  await state.ports.store.write(async (tx) => {
    if ((await tx.meta('incarnation')) === incarnation) return;
    await tx.putMeta('incarnation', incarnation);
    if (known !== null) await startOver(tx, kept);
  });
  return known !== null;
}

async function startOver(tx: StoreWriter, kept: readonly Kept[]): Promise<void> {
  const acked = (await tx.outboxAfter(0)).filter((row) => row.state === 'acked');
  await tx.putOutbox(acked.map((row) => ({ ...row, state: 'pending', ack: null })));
  for (const stream of await tx.streams()) if (!stream.local) await tx.putStream(bootAgain(stream));
  await requeue(tx, kept.filter(({ body }) => !body.local).map((one) => ({ ...one, result: null })));
}

/**
 * Numbers of the old incarnation mean nothing to the new one, so what an author had seen of his own work is told by
 * op ids instead.
 */
function chained(kept: readonly Kept[]): readonly Kept[] {
  const writers = new Map<string, Uuid[]>();
  return [...kept].sort((a, b) => a.lseq - b.lseq).map((one) => {
    const { op } = one.body;
    const after: Record<string, Uuid[]> = { ...op.after };
    for (const unit of [...Object.keys(op.set ?? {}), '*']) {
      const earlier = writers.get(keyOf(op, unit)) ?? [];
      if (earlier.length > 0 && (op.base?.[unit] ?? 0) > 0) after[unit] = [...new Set([...earlier, ...(op.after?.[unit] ?? [])])].slice(-MOST_AFTER);
      writers.set(keyOf(op, unit), [...earlier, op.id].slice(-MOST_AFTER));
    }
    return { ...one, body: { ...one.body, op: { ...op, after } } };
  });
}

function keyOf(op: SyncOp, unit: string): string {
  return `${op.stream} ${op.obj} ${unit}`;
}
