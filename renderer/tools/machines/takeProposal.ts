import { labelRefusal } from '#shared/edits/labelRules.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Proposer } from '#shared/model/records.ts';
import type { Effect, Look } from '../tool.ts';

export interface Proposed {
  readonly shape: Shape;
  readonly from: Proposer;
  readonly score: number | null;
  /** The thing whose place it takes. */
  readonly replaces?: TrackId | null;
}

/**
 * What an aid proposed becomes a thing, and both are on record; then it is selected. It is kept even when the chosen
 * label is not for its kind: then it has none.
 */
export function takeEffects({ shape, from, score, replaces = null }: Proposed, { document, label, frame, extent, newId }: Look): readonly Effect[] {
  const id = newId() as TrackId;
  const fits = replaces !== null || labelRefusal(document, label, shape.kind) === null;
  return [
    { do: 'edit', call: { edit: 'takeShape', args: { shape, frame, label: fits ? label : null, id, extent, replaces, from, score } } },
    { do: 'select', ids: [replaces ?? id] },
    ...(fits ? [] : [{ do: 'refuse', code: 'edit/drawn-without-label' } as const]),
  ];
}

/** What a model proposed and the person turned away is on record too. */
export function refusedEffects({ shape, from, score }: { readonly shape: Shape | null; readonly from: Proposer | null; readonly score: number | null }, { label, frame }: Look): readonly Effect[] {
  return shape === null || from === null ? [] : [{ do: 'edit', call: { edit: 'refuseShape', args: { shape, frame, label, from, score } } }];
}
