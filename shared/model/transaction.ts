import type { Uuid } from '../base/id.ts';
import type { Op } from './ops.ts';

/** `t:<task>` annotations and flags of a task, `p:<project>` labels, task states and answers, `u:<person>` private notes. */
export type StreamId = `${'t' | 'p' | 'u'}:${string}`;

/** Who made a change. Undo listens to `me`, the outbox to `me`, painters to all. */
export type Origin = 'me' | 'other' | 'storage';

/** How a change came about; a claim for display and statistics. */
export type Via = 'ui' | 'undo' | 'import' | 'model' | 'resolve';

/** The ops of one edit: applied, saved and undone as one. `parts` may name several streams (parking a task touches two). */
export interface Transaction {
  readonly id: Uuid;
  readonly label: string;
  readonly via: Via;
  /** The transaction this one takes back (undo) or brings back (redo). */
  readonly undoes: Uuid | null;
  /** Wall clock of this device, milliseconds; display only. */
  readonly at: number;
  readonly parts: readonly { readonly stream: StreamId; readonly ops: readonly Op[]; readonly inverse: readonly Op[] }[];
}
