import type { StreamId } from '../../model/transaction.ts';
import { EMPTY_HASH } from '../rowHash.ts';
import type { StreamRow } from './ports.ts';

/** A stream nothing is known of yet. */
export function newStreamRow(id: StreamId, project: string, local: boolean): StreamRow {
  return {
    id, project, local, cursor: 0, head: 0, epoch: 1, assignee: null, leaseUntil: null, hash: EMPTY_HASH,
    mismatches: 0, generation: 0, booting: false, dseq: 0,
  };
}

/** Starts the stream over from nothing. Its rows stay on the screen until the new ones are complete; the outbox stays. */
export function bootAgain(row: StreamRow): StreamRow {
  return { ...row, cursor: 0, hash: EMPTY_HASH, mismatches: 0, generation: row.generation + 1, booting: true };
}
