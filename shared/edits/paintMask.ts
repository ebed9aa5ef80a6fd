import type { LabelId, TrackId } from '../model/ids.ts';
import type { MaskShape } from '../model/kinds/shape.ts';
import { createTrack } from './createTrack.ts';
import { edit, isRefusal, refused } from './edit.ts';
import { maskOps, settled, type Overlap } from './maskRules.ts';
import { shapeRefusal } from './shapeRules.ts';

export interface PaintMaskArgs {
  /** The mask that was painted on, or the id of a new one. */
  readonly track: TrackId;
  readonly frame: number;
  /** What it is now; null when the last pixel was erased. */
  readonly shape: MaskShape | null;
  /** Of a new mask. */
  readonly label: LabelId | null;
  readonly overlap: Overlap;
  /** Of a new mask; still unless it is said. */
  readonly extent?: 'still' | 'span';
}

/** One stroke: a mask comes into being, changes or, without a pixel left, goes; neighbours give way in the same change. */
export const paintMask = edit<PaintMaskArgs>('mask.paint', (document, { track, frame, shape, label, overlap, extent = 'still' }, context) => {
  const record = document.track(track);
  if (record !== undefined && record.kind !== 'mask') return refused('edit/other-kind');
  if (shape === null) return record === undefined ? [] : maskOps(document, { track, frame }, null);
  const no = shapeRefusal(shape);
  if (no !== null) return no;
  const { shape: kept, ops } = settled(document, { track, frame }, { shape, overlap });
  if (kept === null) return refused('edit/nothing-left');
  if (record !== undefined) return [...ops, ...maskOps(document, { track, frame }, kept)];
  const made = createTrack.run(document, { shape: kept, frame, label, extent, id: track, attributes: {} }, context);
  return isRefusal(made) ? made : [...ops, ...made];
});
