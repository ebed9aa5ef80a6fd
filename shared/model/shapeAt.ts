import type { ReadDocument } from './document.ts';
import type { TrackId } from './ids.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';
import type { Keyframe, Track } from './records.ts';

/**
 * Where a track is at a frame; null when it is nowhere there. Before its first keyframe a thing is not seen; between two
 * keyframes it lies between their shapes; after the last one it stays until a keyframe says it is outside (`shape` null).
 */
export function shapeAt(document: ReadDocument, track: TrackId, frame: number): Shape | null {
  const record = document.track(track);
  return record === undefined ? null : shapeAmong(document.keyframesOf(track), record.extent, frame);
}

/** The same from the track's keyframes, ascending by frame. */
export function shapeAmong(keys: readonly Keyframe[], extent: Track['extent'], frame: number): Shape | null {
  const at = lastKeyAt(keys, frame);
  const before = keys[at];
  if (before === undefined || before.shape === null) return null;
  if (before.frame === frame) return before.shape;
  if (extent !== 'span') return null;
  const after = keys[at + 1];
  if (after === undefined || after.shape === null || after.shape.kind !== before.shape.kind) return before.shape;
  return kindOf(before.shape).between(before.shape, after.shape, (frame - before.frame) / (after.frame - before.frame));
}

/** The place of the keyframe that holds at a frame: the last one on it or before it; -1 before the first. */
export function lastKeyAt(keys: readonly Keyframe[], frame: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle]?.frame ?? Infinity) <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The keyframe that holds at a frame: what is occluded, and attributes that change by frame, stay as it says until the next one. */
export function keyHolding(keys: readonly Keyframe[], frame: number): Keyframe | undefined {
  return keys[lastKeyAt(keys, frame)];
}
