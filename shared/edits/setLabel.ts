import type { LabelId, TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { edit, refused } from './edit.ts';
import { labelRefusal, startingAttributes } from './labelRules.ts';

/** Gives things a label. Values they already have stay; attributes the label brings start with their defaults. */
export const setLabel = edit<{ readonly tracks: readonly TrackId[]; readonly label: LabelId | null }>('track.setLabel', (document, { tracks, label }) => {
  const ops: Op[] = [];
  for (const id of tracks) {
    const track = document.track(id);
    if (track === undefined || track.label === label) continue;
    const no = labelRefusal(document, label, track.kind);
    if (no !== null) return no;
    const missing = Object.entries(startingAttributes(document, label)).filter(([key]) => track[key as `a:${string}`] === undefined);
    ops.push({ op: 'patch', id, set: { label, ...Object.fromEntries(missing) } });
  }
  return tracks.some((id) => document.track(id) !== undefined) ? ops : refused('edit/gone');
});
