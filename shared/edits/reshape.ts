import { sameJson } from '../base/json.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, shapeRefusal } from './shapeRules.ts';

/** Gives a thing another shape of its kind on one frame. */
export const reshape = edit<{ readonly track: TrackId; readonly frame: number; readonly shape: Shape }>('track.reshape', (document, { track, frame, shape }) => {
  const record = document.track(track);
  if (record === undefined) return refused('edit/gone');
  if (record.kind !== shape.kind) return refused('edit/other-kind');
  const before = shapeAt(document, track, frame);
  if (before !== null && sameJson(before, shape)) return [];
  return shapeRefusal(shape) ?? [placeOp(document, { track, frame }, shape)];
});

/** Takes one vertex out of an outline. Adding one is a `reshape`: the hand already holds it. */
export const removeVertex = edit<{ readonly track: TrackId; readonly frame: number; readonly handle: string }>('track.removeVertex', (document, { track, frame, handle }) => {
  const before = shapeAt(document, track, frame);
  if (before === null) return refused('edit/gone');
  const shape = kindOf(before).withoutHandle(before, handle);
  if (shape === null) return refused('edit/too-few-vertices');
  return shapeRefusal(shape) ?? [placeOp(document, { track, frame }, shape)];
});
