import { minus, mix } from '../geometry/point.ts';
import { moved, type Similarity } from '../geometry/similarity.ts';
import type { CameraPath } from './camera.ts';
import type { ReadDocument } from './document.ts';
import type { TrackId } from './ids.ts';
import { kindOf } from './kinds/registry.ts';
import { middleOf } from './middleOf.ts';
import type { Shape } from './kinds/shape.ts';
import type { Keyframe, Track } from './records.ts';

/**
 * Where a track is at a frame; null when it is nowhere there. Before its first keyframe a thing is not seen; between two
 * keyframes it lies between their shapes; after the last one it stays until a keyframe says it is outside (`shape` null).
 */
export function shapeAt(document: ReadDocument, track: TrackId, frame: number): Shape | null {
  const record = document.track(track);
  return record === undefined ? null : shapeAmong(document.keyframesOf(track), record.extent, { frame, steady: steadyPath(document) });
}

/** The way of the camera that shapes go along with between their keyframes; null where they go by the picture alone. */
export function steadyPath(document: ReadDocument): CameraPath | null {
  const camera = document.camera();
  return camera?.record.steady === true ? camera.path : null;
}

export interface Moment {
  readonly frame: number;
  /** See `steadyPath`. */
  readonly steady: CameraPath | null;
}

/** The same from the track's keyframes, ascending by frame. */
export function shapeAmong(keys: readonly Keyframe[], extent: Track['extent'], { frame, steady }: Moment): Shape | null {
  const at = lastKeyAt(keys, frame);
  const before = keys[at];
  if (before === undefined || before.shape === null) return null;
  if (before.frame === frame) return before.shape;
  if (extent !== 'span') return null;
  const after = keys[at + 1];
  if (after === undefined || after.shape === null || after.shape.kind !== before.shape.kind) return carried(before.shape, steady?.between(before.frame, frame) ?? null);
  const t = (frame - before.frame) / (after.frame - before.frame);
  const [fromBefore, fromAfter] = [steady?.between(before.frame, frame) ?? null, steady?.between(after.frame, frame) ?? null];
  return fromBefore === null || fromAfter === null ? kindOf(before.shape).between(before.shape, after.shape, t) : steadyBetween([before.shape, fromBefore], [after.shape, fromAfter], t);
}

/**
 * Between two shapes that are brought to the ground of one frame first: the same as mixing them on a picture that stands
 * still. Pixels are mixed where they are, which is remembered for the pair, and the whole is moved.
 */
function steadyBetween([a, fromA]: readonly [Shape, Similarity], [b, fromB]: readonly [Shape, Similarity], t: number): Shape {
  const kind = kindOf(a);
  if (a.kind !== 'mask') return kind.between(kind.carry(a, fromA), kind.carry(b, fromB), t);
  const [middleA, middleB] = [middleOf(a), middleOf(b)];
  return kind.translate(kind.between(a, b, t), minus(mix(moved(fromA, middleA), moved(fromB, middleB), t), mix(middleA, middleB, t)));
}

function carried(shape: Shape, by: Similarity | null): Shape {
  return by === null ? shape : kindOf(shape).carry(shape, by);
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
