import type { ReadDocument } from './document.ts';
import type { TrackId } from './ids.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';
import type { Keyframe, Track } from './records.ts';

/** Where a track is at a frame; null when it is nowhere there. Between two keyframes it lies between their shapes. */
export function shapeAt(document: ReadDocument, track: TrackId, frame: number): Shape | null {
  const record = document.track(track);
  return record === undefined ? null : shapeAmong(document.keyframesOf(track), record.extent, frame);
}

/** The same from the track's keyframes, ascending by frame. */
export function shapeAmong(keys: readonly Keyframe[], extent: Track['extent'], frame: number): Shape | null {
  const key = keys.find((candidate) => candidate.frame === frame);
  if (key !== undefined) return key.shape;
  if (extent !== 'span') return null;
  const { before, after } = around(keys, frame);
  if (before?.shape === undefined || before.shape === null) return null;
  if (after?.shape === undefined || after.shape === null || after.shape.kind !== before.shape.kind) return before.shape;
  return kindOf(before.shape).between(before.shape, after.shape, (frame - before.frame) / (after.frame - before.frame));
}

function around(keys: readonly Keyframe[], frame: number): { before: Keyframe | undefined; after: Keyframe | undefined } {
  const at = keys.findIndex((key) => key.frame > frame);
  return at === -1 ? { before: keys.at(-1), after: undefined } : { before: keys[at - 1], after: keys[at] };
}
