import type { Uuid } from '../base/id.ts';
import { idOf, type Op } from '../model/ops.ts';
import { edit, refused } from './edit.ts';

/**
 * What a person chose: `keep` what stands, use the `other` value, or a value made by `hand`. A value by hand may have
 * been made before, as ordinary changes: then there is nothing left to do but to say so.
 */
export type ConflictChoice =
  | { readonly conflict: Uuid; readonly choice: 'keep' }
  /** The ops bring the object to the chosen value; `shared/sync` knows how a unit maps to fields. */
  | { readonly conflict: Uuid; readonly choice: 'other' | 'hand'; readonly ops: readonly Op[] };

/**
 * Closes a place where two people met by a person's choice: an ordinary change of the object and of the conflict.
 * The stored state speaks from the side of who came late: `theirs` = what stood stays, `mine` = the late value is used.
 */
export const resolveConflict = edit<ConflictChoice>('conflict.resolve', (document, args) => {
  const record = document.get(args.conflict);
  if (record?.type !== 'conflict') return refused('edit/gone');
  if (record.state !== 'open') return refused('edit/already-resolved');
  const close = (state: 'mine' | 'theirs' | 'merged'): Op => ({ op: 'patch', id: record.id, set: { state } });
  if (args.choice === 'keep') return [close('theirs')];
  if ((args.choice === 'other' && args.ops.length === 0) || args.ops.some((op) => idOf(op) !== record.object)) return refused('edit/other-object');
  return [...args.ops, close(args.choice === 'other' ? 'mine' : 'merged')];
});
