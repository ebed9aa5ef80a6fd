import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { keyframeIdOf } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import type { Keyframe } from '../model/records.ts';
import { keyHolding } from '../model/shapeAt.ts';
import { refused, type Refusal } from './edit.ts';

/** A refusal when the shape may not be stored, else null. */
export function shapeRefusal(shape: Shape): Refusal | null {
  const problem = kindOf(shape).problem(shape);
  return problem === null ? null : refused(problem);
}

/** The op that puts a track at `shape` on a frame: the keyframe there changes, or a new one appears. */
export function placeOp(document: ReadDocument, at: { readonly track: TrackId; readonly frame: number }, shape: Shape): Op {
  const key = document.keyframeAt(at.track, at.frame);
  if (key !== undefined) return { op: 'patch', id: key.id, set: { shape } };
  return { op: 'put', record: keyframeHere(document, at, shape) };
}

/** A keyframe where there is none yet: how the thing is seen goes on as it was before it. */
export function keyframeHere(document: ReadDocument, { track, frame }: { readonly track: TrackId; readonly frame: number }, shape: Shape): Keyframe {
  const before = keyHolding(document.keyframesOf(track), frame);
  return { ...newKeyframe(track, frame, shape), occluded: before?.occluded ?? false, truncated: before?.truncated ?? false };
}

export function newKeyframe(track: TrackId, frame: number, shape: Shape | null): Keyframe {
  return { id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape, occluded: false, truncated: false };
}

/** Ops that take tracks out with everything that hangs on them: keyframes, and what they are to others. */
export function removalOps(document: ReadDocument, tracks: readonly TrackId[]): Op[] {
  const there = tracks.filter((id) => document.track(id) !== undefined);
  const relations = new Set(there.flatMap((id) => document.relationsOf(id).map((relation) => relation.id)));
  return [
    ...[...relations].map((id): Op => ({ op: 'remove', id })),
    ...there.flatMap((id): Op[] => [...document.keyframesOf(id).map((key): Op => ({ op: 'remove', id: key.id })), { op: 'remove', id }]),
  ];
}

/** A place above everything that is painted now. */
export function topZ(document: ReadDocument): number {
  return (document.tracks().at(-1)?.z ?? 0) + 1;
}
