import type { LabelId, TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { AttributeValue } from '../model/ontology.ts';
import type { Track } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { labelRefusal, startingAttributes } from './labelRules.ts';
import { newKeyframe, shapeRefusal, topZ } from './shapeRules.ts';

export interface CreateTrackArgs {
  readonly shape: Shape;
  readonly frame: number;
  readonly label: LabelId | null;
  readonly extent: 'still' | 'span';
  /** Chosen by who wants to know the id before (to select it); null lets the edit choose. */
  readonly id: TrackId | null;
  /** Values beside the label's own defaults. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A new thing on the picture, on top of the others. */
export const createTrack = edit<CreateTrackArgs>('track.create', (document, args, { newId }) => {
  const { shape, frame, label, extent } = args;
  const no = shapeRefusal(shape) ?? labelRefusal(document, label, shape.kind);
  if (no !== null) return no;
  const id = args.id ?? (newId() as TrackId);
  if (document.get(id) !== undefined) return refused('edit/exists');
  const track: Track = {
    id, type: 'track', kind: shape.kind, label, extent, z: topZ(document), note: null, locked: false, pinned: false, difficult: false, group: null,
    ...startingAttributes(document, label),
    ...Object.fromEntries(Object.entries(args.attributes).map(([key, value]) => [`a:${key}`, value])),
  };
  return [{ op: 'put', record: track }, { op: 'put', record: newKeyframe(id, frame, shape) }];
});
