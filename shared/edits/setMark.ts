import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { keyHolding, shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { keyframeHere } from './shapeRules.ts';

/** Marks of the whole thing, and marks of the thing on one frame. */
export const TRACK_MARKS = ['locked', 'pinned', 'difficult'] as const;
export const FRAME_MARKS = ['occluded', 'truncated'] as const;
export type TrackMark = (typeof TRACK_MARKS)[number];
export type FrameMark = (typeof FRAME_MARKS)[number];
export type Mark = TrackMark | FrameMark;

export interface SetMarkArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  readonly mark: Mark;
  readonly on: boolean;
}

/** Sets or takes off one mark of things. */
export const setMark = edit<SetMarkArgs>('track.setMark', (document, { tracks, frame, mark, on }) => {
  const ops: Op[] = [];
  let there = false;
  for (const id of tracks) {
    const track = document.track(id);
    if (track === undefined) continue;
    there = true;
    if (mark === 'occluded' || mark === 'truncated') ops.push(...frameMark(document, id, { frame, mark, on }));
    else if (track[mark] !== on) ops.push({ op: 'patch', id, set: { [mark]: on } });
  }
  return there ? ops : refused('edit/gone');
});

/** Whether a thing has a mark. A mark of one frame holds until the next keyframe. */
export function hasMark(document: ReadDocument, id: TrackId, { frame, mark }: { readonly frame: number; readonly mark: Mark }): boolean {
  if (mark !== 'occluded' && mark !== 'truncated') return document.track(id)?.[mark] === true;
  return keyHolding(document.keyframesOf(id), frame)?.[mark] === true;
}

function frameMark(document: ReadDocument, id: TrackId, { frame, mark, on }: { readonly frame: number; readonly mark: FrameMark; readonly on: boolean }): readonly Op[] {
  if (hasMark(document, id, { frame, mark }) === on) return [];
  const key = document.keyframeAt(id, frame);
  if (key !== undefined) return [{ op: 'patch', id: key.id, set: { [mark]: on } }];
  const shape = shapeAt(document, id, frame);
  return shape === null ? [] : [{ op: 'put', record: { ...keyframeHere(document, { track: id, frame }, shape), [mark]: on } }];
}
