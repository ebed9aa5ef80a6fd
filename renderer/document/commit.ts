import type { NewId, Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import { applyTo, idOf, type Book, type Op } from '#shared/model/ops.ts';
import type { RecordId } from '#shared/model/ids.ts';
import type { StreamId, Transaction, Via } from '#shared/model/transaction.ts';

/** Everything the door needs to know of the document behind it. */
export interface Door {
  readonly book: Book;
  readonly newId: NewId;
  readonly clock: Clock;
  /** The stream an op belongs to, or null when its record is not there. */
  streamOf(op: Op): StreamId | null;
}

export interface Intent {
  readonly label: string;
  readonly via: Via;
  readonly undoes: Uuid | null;
}

/** The only way into the document: applies the ops in place and answers the transaction that says so, or null for nothing. */
export function commitOps(door: Door, ops: readonly Op[], intent: Intent): { readonly transaction: Transaction; readonly touched: ReadonlySet<RecordId> } | null {
  const byStream = new Map<StreamId, Op[]>();
  const made = new Map<RecordId, StreamId>();
  for (const op of ops) {
    const stream = made.get(idOf(op)) ?? door.streamOf(op);
    if (stream === null) continue;
    made.set(idOf(op), stream);
    const own = byStream.get(stream);
    if (own === undefined) byStream.set(stream, [op]);
    else own.push(op);
  }
  const touched = new Set<RecordId>();
  const parts = [...byStream].map(([stream, own]) => {
    const applied = applyTo(door.book, own);
    for (const id of applied.touched) touched.add(id);
    return { stream, ops: own, inverse: applied.inverse };
  });
  if (touched.size === 0) return null;
  return { transaction: { id: door.newId(), ...intent, at: door.clock.now(), parts }, touched };
}
