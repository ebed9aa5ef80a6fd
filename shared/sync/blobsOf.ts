import * as z from 'zod';
import { paragraphChange } from '../model/guideline.ts';
import type { SyncOp } from './op.ts';

/** Content hashes an op names. It waits in the outbox, and is refused by the ledger, until their bytes are there. */
export function blobsOf(op: SyncOp): readonly string[] {
  if (op.type === 'revision') return examplesOf(op.set?.['changes']);
  if (op.type !== 'flag' || op.set === undefined) return [];
  const uploads: readonly unknown[] = Array.isArray(op.set['uploads']) ? op.set['uploads'] : [];
  const strip: readonly unknown[] = Array.isArray(op.set['strip']) ? op.set['strip'].map((one: unknown) => (typeof one === 'object' && one !== null && 'sha256' in one ? one.sha256 : null)) : [];
  return [op.set['crop'], op.set['cleanCrop'], ...uploads, ...strip].filter((value) => typeof value === 'string');
}

/** The pictures of what a revision brings; those of what it replaces came with an earlier one. */
function examplesOf(changes: unknown): readonly string[] {
  const read = z.array(paragraphChange).safeParse(changes);
  return read.success ? [...new Set(read.data.flatMap(({ after }) => after?.examples ?? []).map(({ sha256 }) => sha256))] : [];
}
