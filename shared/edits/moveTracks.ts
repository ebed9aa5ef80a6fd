import type { Point } from '../geometry/point.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, shapeRefusal } from './shapeRules.ts';

export interface MoveTracksArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  readonly by: Point;
}

/** Moves things on one frame; those that are not there on that frame, or pinned, stay. */
export const moveTracks = edit<MoveTracksArgs>('track.move', (document, { tracks, frame, by }) => {
  if (by[0] === 0 && by[1] === 0) return [];
  const ops: Op[] = [];
  for (const track of tracks) {
    const shape = shapeAt(document, track, frame);
    if (shape === null || document.track(track)?.pinned === true) continue;
    const moved = kindOf(shape).translate(shape, by);
    const no = shapeRefusal(moved);
    if (no !== null) return no;
    ops.push(placeOp(document, { track, frame }, moved));
  }
  return ops.length === 0 ? refused(tracks.some((track) => document.track(track)?.pinned === true) ? 'edit/pinned' : 'edit/gone') : ops;
});
