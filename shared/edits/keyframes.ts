import type { TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp } from './shapeRules.ts';
import { dropOps, endOp, keyframeWith, pinOps, stateAt, stateOp, type Place } from './timeRules.ts';

export interface TracksOnFrame {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
}

/** Makes what lies between keyframes a keyframe: it stays there when its neighbours change. */
export const setKeyframe = edit<TracksOnFrame>('keyframe.set', (document, { tracks, frame }) => {
  const there = tracks.filter((track) => document.track(track) !== undefined);
  if (there.length === 0) return refused('edit/gone');
  const ops = there.flatMap((track) => pinOps(document, { track, frame }));
  return ops.length > 0 || there.some((track) => document.keyframeAt(track, frame) !== undefined) ? ops : refused('edit/not-seen-here');
});

/** Takes keyframes out; the thing then lies between its neighbours. The only place where a thing is seen stays. */
export const removeKeyframe = edit<TracksOnFrame>('keyframe.remove', (document, { tracks, frame }) => {
  const ops: Op[] = [];
  for (const track of tracks) {
    const key = document.keyframeAt(track, frame);
    if (key === undefined) continue;
    if (!document.keyframesOf(track).some((other) => other !== key && other.shape !== null)) return refused('edit/only-keyframe');
    ops.push({ op: 'remove', id: key.id });
  }
  return ops.length === 0 ? refused('edit/no-keyframe') : ops;
});

/** Says that things are out of sight from a frame on, or that they are back. */
export const setOutside = edit<TracksOnFrame & { readonly on: boolean }>('keyframe.outside', (document, { tracks, frame, on }) => {
  const ops: Op[] = [];
  for (const track of tracks) {
    if (document.track(track) === undefined) continue;
    if ((shapeAt(document, track, frame) === null) === on) continue;
    if (!on) ops.push(...backOps({ track, frame }));
    else if (document.keyframesOf(track).some((key) => key.frame !== frame && key.shape !== null)) ops.push(endOp(document, { track, frame }));
    else return refused('edit/only-keyframe');
  }
  return ops.length > 0 || tracks.some((track) => document.track(track) !== undefined) ? ops : refused('edit/gone');

  /** It comes back as it was last seen, or, before it was ever seen, as it will be. */
  function backOps(place: Place): readonly Op[] {
    const keys = document.keyframesOf(place.track);
    const known = keys.findLast((key) => key.frame < place.frame && key.shape !== null) ?? keys.find((key) => key.shape !== null);
    return known === undefined || known.shape === null ? [] : [placeOp(document, place, known.shape)];
  }
});

/** Things are seen on this frame for the last time: what was said about later frames goes. `last` is the clip's last frame. */
export const hideAfter = edit<TracksOnFrame & { readonly last: number }>('track.hideAfter', (document, { tracks, frame, last }) => {
  const seen = tracks.filter((track) => shapeAt(document, track, frame) !== null);
  if (seen.length === 0) return refused('edit/not-seen-here');
  return seen.flatMap((track): readonly Op[] => {
    const end: readonly Op[] = frame < last ? [endOp(document, { track, frame: frame + 1 })] : [];
    return [...pinOps(document, { track, frame }), ...dropOps(document, track, (key) => key.frame > frame + 1 || (key.frame === frame + 1 && frame >= last)), ...end];
  });
});

export interface ShiftKeyframesArgs {
  readonly keys: readonly Place[];
  /** Frames. */
  readonly by: number;
  /** The clip's last frame. */
  readonly last: number;
}

/** Moves keyframes in time. They may pass others, but not take their place. */
export const shiftKeyframes = edit<ShiftKeyframesArgs>('keyframe.shift', (document, { keys, by, last }) => {
  if (by === 0) return [];
  const moved = keys.flatMap(({ track, frame }) => document.keyframeAt(track, frame) ?? []);
  if (moved.length === 0) return refused('edit/no-keyframe');
  const ids = new Set(moved.map(({ id }) => id));
  if (moved.some(({ frame }) => frame + by < 0 || frame + by > last)) return refused('edit/outside-clip');
  const taken = moved.some(({ track, frame }) => {
    const there = document.keyframeAt(track, frame + by);
    return there !== undefined && !ids.has(there.id);
  });
  if (taken) return refused('edit/keyframe-there');
  const puts = moved.map((key): Op => ({ op: 'put', record: keyframeWith({ track: key.track, frame: key.frame + by }, key) }));
  const arriving = new Set(puts.map((op) => (op.op === 'put' ? op.record.id : op.id)));
  return [...moved.filter(({ id }) => !arriving.has(id)).map((key): Op => ({ op: 'remove', id: key.id })), ...puts];
});

export interface PropagateInTimeArgs extends TracksOnFrame {
  /** The frames it is carried to, this one among them. */
  readonly from: number;
  readonly to: number;
  /** What becomes of keyframes on the way: they give way, or the copy ends before the nearest. */
  readonly meeting: 'replace' | 'keep';
}

/** Carries things as they are on a frame over the frames around it: nothing moves there. What lies beyond goes on as it was. */
export const propagateInTime = edit<PropagateInTimeArgs>('track.propagateInTime', (document, { tracks, frame, from, to, meeting }) => {
  if (from > frame || to < frame) return refused('edit/outside-clip');
  const ops = tracks.flatMap((track): readonly Op[] => {
    const state = stateAt(document, { track, frame });
    if (state === null) return [];
    const { start, end } = reachOf(track);
    const ends = [...new Set([start, frame, end])];
    return [
      ...dropOps(document, track, (key) => key.frame >= start && key.frame <= end && !ends.includes(key.frame)),
      ...ends.map((at) => stateOp({ track, frame: at }, state)),
    ];
  });
  return ops.length === 0 ? refused('edit/not-seen-here') : ops;

  function reachOf(track: TrackId): { readonly start: number; readonly end: number } {
    if (meeting === 'replace') return { start: from, end: to };
    const keys = document.keyframesOf(track);
    const before = keys.findLast((key) => key.frame < frame)?.frame ?? -1;
    const after = keys.find((key) => key.frame > frame)?.frame ?? Infinity;
    return { start: Math.max(from, before + 1), end: Math.min(to, after - 1) };
  }
});
