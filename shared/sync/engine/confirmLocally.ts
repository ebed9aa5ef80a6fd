import type { ObjectRow, SyncOp, UnitRow } from '../op.ts';
import { frameOf, LIFE } from '../units.ts';
import type { BaseRow } from './ports.ts';

/** Without an account this machine is its own ledger: the change is confirmed at once, under its `lseq`. */
export function confirmLocally(current: BaseRow | null, op: SyncOp, lseq: number): BaseRow | null {
  const before = current ?? blank(op);
  if (current === null && op.kind !== 'put') return null;
  if (current?.deleted === true && op.kind !== 'restore' && op.kind !== 'put') return current;
  const units: Record<string, UnitRow> = { ...before.units };
  for (const [unit, value] of Object.entries(op.set ?? {})) units[unit] = [value, lseq, op.id, '', false];
  const deleted = op.kind === 'del';
  if (deleted !== before.deleted) units[LIFE] = [deleted, lseq, op.id, '', false];
  return { ...before, seq: lseq, deleted, units };
}

function blank(op: SyncOp): BaseRow {
  const row: ObjectRow = { id: op.obj, type: op.type, frame: frameOf(op.type, op.set ?? {}), seq: 0, deleted: false, units: {} };
  return { ...row, stream: streamOf(op), generation: 0 };
}

function streamOf(op: SyncOp): BaseRow['stream'] {
  return op.stream as BaseRow['stream'];
}
