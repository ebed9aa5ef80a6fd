import type { Stop } from '#shared/base/listeners.ts';
import type { Edit, Refusal } from '#shared/edits/edit.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { RecordId } from '#shared/model/ids.ts';
import type { Origin, Via } from '#shared/model/transaction.ts';

/** What changed, and who did it. */
export interface Change {
  readonly touched: ReadonlySet<RecordId>;
  readonly origin: Origin;
}

/**
 * The one door to the open document: the records of the task in hand together with those of its project, in one
 * book. Every change is an edit; undo and redo are new transactions that never trample what others did since.
 */
export interface Editor {
  readonly document: ReadDocument;
  /** Rises with every change; lets views skip work. */
  readonly revision: number;
  /** Called once per change, after it is applied. */
  subscribe(listener: (change: Change) => void): Stop;
  /** Runs the edit, applies its ops and publishes the transaction. `null` = done; a refusal changed nothing. */
  commit<Args>(edit: Edit<Args>, args: Args, via?: Via): Refusal | null;
  /** Takes back my newest change. Answers the label of what was taken back, or null when there is nothing. */
  undo(): string | null;
  redo(): string | null;
  /** Label of what undo or redo would act on. */
  readonly undoable: string | null;
  readonly redoable: string | null;
}
