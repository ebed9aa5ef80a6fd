import type { TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { topZ } from './shapeRules.ts';
import { dropOps, endOp, keyframeWith, pinOps, spanOps, stateAt, stateOp } from './timeRules.ts';

export interface SplitTrackArgs {
  readonly track: TrackId;
  /** The first frame of the new thing. */
  readonly frame: number;
  readonly id: TrackId;
}

/** One thing becomes two: the first ends before the frame, the second goes on from it with the same label and attributes. */
export const splitTrack = edit<SplitTrackArgs>('track.split', (document, { track, frame, id }) => {
  const record = document.track(track);
  const state = stateAt(document, { track, frame });
  if (record === undefined) return refused('edit/gone');
  if (document.get(id) !== undefined) return refused('edit/exists');
  if (state === null) return refused('edit/not-seen-here');
  const keys = document.keyframesOf(track);
  if (!keys.some((key) => key.frame < frame && key.shape !== null)) return refused('edit/nothing-before');
  return [
    ...pinOps(document, { track, frame: frame - 1 }),
    endOp(document, { track, frame }),
    ...dropOps(document, track, (key) => key.frame > frame),
    { op: 'put', record: { ...record, id, extent: 'span', z: topZ(document), locked: false } },
    stateOp({ track: id, frame }, state),
    ...keys.filter((key) => key.frame > frame).map((key): Op => ({ op: 'put', record: keyframeWith({ track: id, frame: key.frame }, key) })),
  ];
});

export interface SwapTracksArgs {
  readonly tracks: readonly [TrackId, TrackId];
  readonly frame: number;
}

/** From a frame on each of two things is what the other was: the repair for two that were mixed up. */
export const swapTracks = edit<SwapTracksArgs>('track.swap', (document, { tracks: [one, other], frame }) => {
  const [a, b] = [document.track(one), document.track(other)];
  if (a === undefined || b === undefined) return refused('edit/gone');
  if (a.kind !== b.kind) return refused('edit/other-kind');
  if (shapeAt(document, one, frame) === null && shapeAt(document, other, frame) === null) return refused('edit/not-seen-here');
  // Whoever has no past and gets no future would be nowhere.
  if (isEmptied(one, other) || isEmptied(other, one)) return refused('edit/not-seen-here');
  return [...futureOps(one, other), ...futureOps(other, one)];

  function isEmptied(to: TrackId, from: TrackId): boolean {
    return shapeAt(document, from, frame) === null && !document.keyframesOf(to).some((key) => key.frame < frame && key.shape !== null) && !document.keyframesOf(from).some((key) => key.frame > frame && key.shape !== null);
  }

  /** `to` gets what `from` is at the frame and after it. */
  function futureOps(to: TrackId, from: TrackId): readonly Op[] {
    const later = document.keyframesOf(from).filter((key) => key.frame > frame);
    const laterFrames = new Set(later.map((key) => key.frame));
    const state = stateAt(document, { track: from, frame });
    const was = document.keyframesOf(to).some((key) => key.frame < frame);
    return [
      ...spanOps(document, to),
      ...(frame > 0 ? pinOps(document, { track: to, frame: frame - 1 }) : []),
      ...dropOps(document, to, (key) => (key.frame > frame && !laterFrames.has(key.frame)) || (key.frame === frame && state === null && !was)),
      ...(state !== null ? [stateOp({ track: to, frame }, state)] : was ? [endOp(document, { track: to, frame })] : []),
      ...later.map((key): Op => ({ op: 'put', record: keyframeWith({ track: to, frame: key.frame }, key) })),
    ];
  }
});
