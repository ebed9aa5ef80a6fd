import type { Point } from '../geometry/point.ts';
import { areaOfSpans, cutSpans } from '../geometry/spans.ts';
import type { TrackId } from '../model/ids.ts';
import { maskOfSpans, spansOfMask } from '../model/kinds/maskRuns.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { newKeyframe, placeOp, shapeRefusal, topZ } from './shapeRules.ts';

export interface SliceMaskArgs {
  readonly track: TrackId;
  readonly frame: number;
  /** Two points of the endless line of the cut. */
  readonly line: readonly [Point, Point];
  /** The id of the part that is cut off. */
  readonly id: TrackId;
}

/** Cuts a mask in two along a line. The larger part stays; the other becomes a thing of its own with the same label and attributes. */
export const sliceMask = edit<SliceMaskArgs>('mask.slice', (document, { track, frame, line, id }) => {
  const record = document.track(track);
  const shape = shapeAt(document, track, frame);
  if (record === undefined || shape === null) return refused('edit/gone');
  if (shape.kind !== 'mask') return refused('edit/needs-a-mask');
  if (document.get(id) !== undefined) return refused('edit/exists');
  const parts = cutSpans(spansOfMask(shape), line).toSorted((a, b) => areaOfSpans(b) - areaOfSpans(a)).map(maskOfSpans);
  const [larger, smaller] = parts;
  if (!larger || !smaller) return refused('edit/cut-misses');
  return shapeRefusal(larger) ?? shapeRefusal(smaller) ?? [
    placeOp(document, { track, frame }, larger),
    { op: 'put', record: { ...record, id, z: topZ(document) } },
    { op: 'put', record: newKeyframe(id, frame, smaller) },
  ];
});
