import type { Uuid } from '../../base/id.ts';
import { blobsOf } from '../blobsOf.ts';
import type { SyncOp } from '../op.ts';
import type { OutboxRow } from './ports.ts';

/** How much one push may carry. */
export interface BatchLimit {
  readonly ops: number;
  readonly characters: number;
}

/** What may not travel now, and what leans on it. */
export interface Blocked {
  readonly objects: ReadonlySet<Uuid>;
  readonly transactions: ReadonlySet<Uuid>;
}

/**
 * The next push: a prefix of the queue, cut between transactions. A transaction that must hold together goes whole
 * whatever the limit says; a larger loose one (an import) is cut where the limit falls.
 */
export function planBatch(pending: readonly OutboxRow[], blocked: Blocked, limit: BatchLimit): readonly OutboxRow[] {
  const free = pending.filter(({ op }) => !isBlocked(op, blocked));
  const chosen: OutboxRow[] = [];
  let characters = 0;
  for (const group of transactions(free)) {
    const size = group.reduce((sum, { op }) => sum + JSON.stringify(op).length, 0);
    const full = chosen.length + group.length > limit.ops || characters + size > limit.characters;
    if (full && chosen.length > 0) break;
    if (full && group[0]?.op.tx?.atomic !== true) return group.slice(0, limit.ops);
    chosen.push(...group);
    characters += size;
  }
  return chosen;
}

/** Changes whose bytes the server does not have yet; what follows on the same object or transaction waits with them. */
export function waitingForBytes(pending: readonly OutboxRow[], present: ReadonlySet<string>): Blocked {
  return blockedBy(pending.filter(({ op }) => blobsOf(op).some((hash) => !present.has(hash))));
}

export function blockedBy(rows: readonly OutboxRow[]): Blocked {
  const together = rows.flatMap(({ op }) => (op.tx?.atomic === true ? [op.tx.id] : []));
  return { objects: new Set(rows.map((row) => row.obj)), transactions: new Set(together) };
}

function isBlocked(op: SyncOp, blocked: Blocked): boolean {
  return blocked.objects.has(op.obj) || (op.tx !== undefined && blocked.transactions.has(op.tx.id));
}

function transactions(rows: readonly OutboxRow[]): readonly (readonly OutboxRow[])[] {
  const groups: OutboxRow[][] = [];
  for (const row of rows) {
    const open = groups.at(-1);
    if (row.op.tx !== undefined && open?.[0]?.op.tx?.id === row.op.tx.id) open.push(row);
    else groups.push([row]);
  }
  return groups;
}
