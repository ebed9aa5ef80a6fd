import type { ReadDocument } from '../model/document.ts';
import { keyframeIdOf, type TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { AttributeKey, Keyframe } from '../model/records.ts';
import { lastKeyAt, shapeAt } from '../model/shapeAt.ts';
import { keyframeHere, newKeyframe } from './shapeRules.ts';

/** How a thing is at a frame, without saying of which thing and when. */
export type KeyState = Omit<Keyframe, 'id' | 'type' | 'track' | 'frame'>;

export interface Place {
  readonly track: TrackId;
  readonly frame: number;
}

/** Everything that holds of a thing at a frame, as one keyframe would have to say it; null when it is not seen there. */
export function stateAt(document: ReadDocument, { track, frame }: Place): KeyState | null {
  const shape = shapeAt(document, track, frame);
  if (shape === null) return null;
  const keys = document.keyframesOf(track);
  const at = lastKeyAt(keys, frame);
  const values: Record<AttributeKey, string | number | boolean | null> = {};
  for (const key of keys.slice(0, at + 1)) for (const field of Object.keys(key)) if (isAttribute(field) && key[field] !== null) values[field] = key[field] ?? null;
  return { ...values, shape, occluded: keys[at]?.occluded ?? false, truncated: keys[at]?.truncated ?? false };
}

function isAttribute(field: string): field is AttributeKey {
  return field.startsWith('a:');
}

/** A keyframe with a state. */
export function keyframeWith({ track, frame }: Place, state: KeyState): Keyframe {
  return { ...state, id: keyframeIdOf(track, frame), type: 'keyframe', track, frame };
}

/** The op that puts a whole state on a frame, whatever was there. */
export function stateOp(place: Place, state: KeyState): Op {
  return { op: 'put', record: keyframeWith(place, state) };
}

/** The op that ends a thing on a frame: from there on it is not seen. */
export function endOp(document: ReadDocument, { track, frame }: Place): Op {
  const key = document.keyframeAt(track, frame);
  return key === undefined ? { op: 'put', record: newKeyframe(track, frame, null) } : { op: 'patch', id: key.id, set: { shape: null } };
}

/** Ops that make what is seen at a frame a keyframe, so that it stays when its neighbours change; none where it is one, or is not seen. */
export function pinOps(document: ReadDocument, place: Place): readonly Op[] {
  const shape = document.keyframeAt(place.track, place.frame) === undefined ? shapeAt(document, place.track, place.frame) : null;
  return shape === null ? [] : [{ op: 'put', record: keyframeHere(document, place, shape) }];
}

/** Ops that take out the keyframes a test picks. */
export function dropOps(document: ReadDocument, track: TrackId, drops: (key: Keyframe) => boolean): readonly Op[] {
  return document.keyframesOf(track).filter(drops).map((key): Op => ({ op: 'remove', id: key.id }));
}

/** The op by which a still thing becomes one that goes through time; none when it does already. */
export function spanOps(document: ReadDocument, track: TrackId): readonly Op[] {
  return document.track(track)?.extent === 'still' ? [{ op: 'patch', id: track, set: { extent: 'span' } }] : [];
}
