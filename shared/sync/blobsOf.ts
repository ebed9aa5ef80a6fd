import type { SyncOp } from './op.ts';

/** Content hashes an op names. It waits in the outbox, and is refused by the ledger, until their bytes are there. */
export function blobsOf(op: SyncOp): readonly string[] {
  if (op.type !== 'flag' || op.set === undefined) return [];
  const uploads: readonly unknown[] = Array.isArray(op.set['uploads']) ? op.set['uploads'] : [];
  const strip: readonly unknown[] = Array.isArray(op.set['strip']) ? op.set['strip'].map((one: unknown) => (typeof one === 'object' && one !== null && 'sha256' in one ? one.sha256 : null)) : [];
  return [op.set['crop'], op.set['cleanCrop'], ...uploads, ...strip].filter((value) => typeof value === 'string');
}
