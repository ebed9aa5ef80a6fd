import type { TrackId } from '../model/ids.ts';
import { maskOfSpans } from '../model/kinds/maskRuns.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { jointSpans, maskOps } from './maskRules.ts';
import { shapeRefusal } from './shapeRules.ts';

/** Several masks become one: the first keeps its label and attributes and gets the pixels of all. */
export const joinMasks = edit<{ readonly tracks: readonly TrackId[]; readonly frame: number }>('mask.join', (document, { tracks, frame }) => {
  const masks = tracks.flatMap((track) => {
    const shape = shapeAt(document, track, frame);
    return shape?.kind === 'mask' ? [{ track, shape }] : [];
  });
  const [first, ...others] = masks;
  if (first === undefined || others.length === 0) return refused('edit/needs-two-masks');
  const joint = maskOfSpans(jointSpans(masks.map(({ shape }) => shape)));
  const no = joint === null ? refused('edit/broken-mask') : shapeRefusal(joint);
  if (no !== null) return no;
  return [...maskOps(document, { track: first.track, frame }, joint), ...others.flatMap(({ track }) => maskOps(document, { track, frame }, null))];
});
