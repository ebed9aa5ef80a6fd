import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { AttributeValue } from '../model/ontology.ts';
import type { Op } from '../model/ops.ts';
import type { Track } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { valueAt } from '../model/valueAt.ts';
import { edit, refused, type Refusal } from './edit.ts';
import { labelOf, valueRefusal } from './labelRules.ts';
import { keyframeHere } from './shapeRules.ts';

export interface SetAttributeArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  readonly key: string;
  readonly value: AttributeValue;
}

/** Sets one attribute of things, on the track or on the frame as the ontology says. */
export const setAttribute = edit<SetAttributeArgs>('track.setAttribute', (document, args) => {
  const ops: Op[] = [];
  for (const id of args.tracks) {
    const track = document.track(id);
    if (track === undefined) continue;
    const op = attributeOp(document, track, args);
    if (op !== null && 'refused' in op) return op;
    if (op !== null) ops.push(op);
  }
  return args.tracks.some((id) => document.track(id) !== undefined) ? ops : refused('edit/gone');
});

/** A free note on one thing. */
export const setNote = edit<{ readonly track: TrackId; readonly note: string | null }>('track.setNote', (document, { track, note }) => {
  const record = document.track(track);
  if (record === undefined) return refused('edit/gone');
  if (note !== null && note.length > 16384) return refused('edit/too-long');
  return record.note === note ? [] : [{ op: 'patch', id: track, set: { note } }];
});

function attributeOp(document: ReadDocument, track: Track, { frame, key, value }: SetAttributeArgs): Op | Refusal | null {
  const attribute = labelOf(document, track.label)?.attributes.find((candidate) => candidate.key === key);
  if (attribute === undefined) return refused('edit/unknown-attribute');
  const no = valueRefusal(attribute, value);
  if (no !== null) return no;
  const field: `a:${string}` = `a:${key}`;
  if (!attribute.perFrame) return track[field] === value ? null : { op: 'patch', id: track.id, set: { [field]: value } };
  const keys = document.keyframesOf(track.id);
  if (valueAt({ track, keys }, frame, field) === value) return null;
  // An earlier keyframe would go on holding: a value ends with another value.
  if (value === null && keys.some((key) => key.frame < frame && (key[field] ?? null) !== null)) return refused('edit/value-holds');
  const at = document.keyframeAt(track.id, frame);
  if (at !== undefined) return { op: 'patch', id: at.id, set: { [field]: value } };
  const shape = shapeAt(document, track.id, frame);
  return shape === null ? refused('edit/gone') : { op: 'put', record: { ...keyframeHere(document, { track: track.id, frame }, shape), [field]: value } };
}
