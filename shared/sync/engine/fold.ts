import type { Uuid } from '../../base/id.ts';
import type { SyncOp } from '../op.ts';
import type { OutboxRow } from './ports.ts';

const MOST_FOLDED = 500;

/**
 * Puts a new change into the newest open one on its object, when that one never left this machine: a run of nudges
 * travels as one op. The folded op takes the new id and names the old one in `folds`, which counts as seen: a ledger that
 * knows the old one after all (a copied profile, a stepped-back disk) still applies the new one on top of it. It is not
 * named in `after`: that list is short, and a long run of nudges would push out the sent change the run began on.
 */
export function fold(before: OutboxRow | undefined, op: SyncOp, lseq: number): OutboxRow | null {
  if (before === undefined || !isFoldable(before, op)) return null;
  const { op: old } = before;
  const folds = [...(old.folds ?? []), old.id, ...(op.folds ?? [])];
  const base: Record<string, number> = { ...op.base };
  const after: Record<string, Uuid[]> = { ...op.after };
  for (const unit of Object.keys(old.set ?? {})) {
    base[unit] = old.base?.[unit] ?? 0;
    after[unit] = [...(old.after?.[unit] ?? [])];
  }
  const folded: SyncOp = { ...old, id: op.id, set: { ...old.set, ...op.set }, base, after: old.kind === 'put' ? {} : after, folds, at: op.at };
  return { ...before, upTo: lseq, op: folded };
}

function isFoldable({ state, op: old }: OutboxRow, op: SyncOp): boolean {
  const alone = old.tx === undefined && op.tx === undefined && op.kind === 'set' && (old.kind === 'set' || old.kind === 'put');
  const unsent = state === 'pending' && old.dseq === 0 && old.dev === op.dev;
  return alone && unsent && old.via === op.via && old.lease === op.lease && (old.folds?.length ?? 0) < MOST_FOLDED && !isBlind(op, old);
}

/** The new change did not see the old one's value (`buildOps`): folding would hide that from the ledger. */
function isBlind(op: SyncOp, old: SyncOp): boolean {
  return Object.keys(op.set ?? {}).some((unit) => unit in (old.set ?? {}) && !(op.after?.[unit]?.includes(old.id) ?? false));
}
