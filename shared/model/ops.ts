import type { DocumentRecord } from './records.ts';
import type { RecordId } from './ids.ts';
import type { Json } from '../base/json.ts';

/** New values of some fields of one record. `null` means absent. */
export type Fields = Readonly<Record<string, Json>>;

/** The algebra of change: three ops, each with an exact inverse. */
export type Op =
  | { readonly op: 'put'; readonly record: DocumentRecord }
  | { readonly op: 'patch'; readonly id: RecordId; readonly set: Fields }
  | { readonly op: 'remove'; readonly id: RecordId };

/** All records of one stream by id. Changed only by `applyTo`. */
export type Book = Map<RecordId, DocumentRecord>;

export interface Applied {
  /** Undoes what was applied, in the order to be applied. */
  readonly inverse: readonly Op[];
  readonly touched: ReadonlySet<RecordId>;
}

/**
 * Applies ops in place (copying a map of 50,000 records costs more than a frame). Ops on absent records are dropped:
 * whatever leaned on a refused change becomes a no-op by itself.
 */
export function applyTo(book: Book, ops: readonly Op[]): Applied {
  const inverse: Op[] = [];
  const touched = new Set<RecordId>();
  for (const op of ops) {
    const undo = applyOne(book, op);
    if (undo === null) continue;
    inverse.push(undo);
    touched.add(idOf(op));
  }
  return { inverse: inverse.reverse(), touched };
}

/** The record an op is about. */
export function idOf(op: Op): RecordId {
  return op.op === 'put' ? op.record.id : op.id;
}

function applyOne(book: Book, op: Op): Op | null {
  const id = idOf(op);
  const before = book.get(id);
  if (op.op === 'put') {
    book.set(id, op.record);
    return before === undefined ? { op: 'remove', id } : { op: 'put', record: before };
  }
  if (before === undefined) return null;
  if (op.op === 'remove') {
    book.delete(id);
    return { op: 'put', record: before };
  }
  book.set(id, { ...before, ...op.set } as DocumentRecord);
  return { op: 'patch', id, set: Object.fromEntries(Object.keys(op.set).map((key) => [key, (before as unknown as Fields)[key] ?? null])) };
}
