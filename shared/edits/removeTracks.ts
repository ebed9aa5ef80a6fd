import type { TrackId } from '../model/ids.ts';
import { edit, refused } from './edit.ts';
import { removalOps } from './shapeRules.ts';

/** Takes things out of the document on every frame. */
export const removeTracks = edit<{ readonly tracks: readonly TrackId[] }>('track.remove', (document, { tracks }) => {
  const ops = removalOps(document, tracks);
  return ops.length === 0 ? refused('edit/gone') : ops;
});
