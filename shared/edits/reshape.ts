import { sameJson } from '../base/json.ts';
import type { TrackId } from '../model/ids.ts';
import { withoutCorners } from '../model/kinds/corners.ts';
import type { HandleId } from '../model/kinds/kind.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
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

export interface RemoveVertexArgs {
  readonly frame: number;
  /** One thing with one vertex, or all things with a common one. */
  readonly from: readonly { readonly track: TrackId; readonly handles: readonly HandleId[] }[];
}

/** Takes one vertex out of every outline that has it. Adding one is a `reshape`: the hand already holds it. */
export const removeVertex = edit<RemoveVertexArgs>('track.removeVertex', (document, { frame, from }) => {
  const ops: Op[] = [];
  for (const { track, handles } of from) {
    const before = shapeAt(document, track, frame);
    if (before === null) return refused('edit/gone');
    const shape = withoutCorners(before, handles);
    if (shape === null) return refused('edit/too-few-vertices');
    const no = shapeRefusal(shape);
    if (no !== null) return no;
    ops.push(placeOp(document, { track, frame }, shape));
  }
  return ops;
});
