import type { SyncOp } from './op.ts';

/** Content hashes an op names. It waits in the outbox, and is refused by the ledger, until their bytes are there. */
export function blobsOf(op: SyncOp): readonly string[] {
  if (op.type !== 'flag' || op.set === undefined) return [];
  const uploads: readonly unknown[] = Array.isArray(op.set['uploads']) ? op.set['uploads'] : [];
  return [op.set['crop'], op.set['cleanCrop'], ...uploads].filter((value) => typeof value === 'string');
}
