import { cutPath, cutRings, type CutLine } from '../geometry/cutRings.ts';
import { pathLength } from '../geometry/path.ts';
import { cutSpans } from '../geometry/spans.ts';
import type { TrackId } from '../model/ids.ts';
import { maskOfSpans, spansOfMask } from '../model/kinds/maskRuns.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { newKeyframe, placeOp, shapeRefusal, topZ } from './shapeRules.ts';

export interface SliceTrackArgs {
  readonly track: TrackId;
  readonly frame: number;
  /** Two points of the endless line of the cut. */
  readonly line: CutLine;
  /** The id of the largest part that is cut off; further ones get ids of their own. */
  readonly id: TrackId;
}

/** Cuts a mask, polygon or polyline along a line. The largest part stays what it was; the others become things of their own with the same label and attributes, which in a clip go on until the whole is next out of sight. */
export const sliceTrack = edit<SliceTrackArgs>('track.slice', (document, { track, frame, line, id }, { newId }) => {
  const record = document.track(track);
  const shape = shapeAt(document, track, frame);
  if (record === undefined || shape === null) return refused('edit/gone');
  if (document.get(id) !== undefined) return refused('edit/exists');
  const parts = partsOf(shape, line);
  if (parts === null) return refused('edit/cannot-be-cut');
  const [largest, ...others] = parts.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (largest === undefined || others.length === 0) return refused('edit/cut-misses');
  const z = topZ(document);
  const end = document.keyframesOf(track).find((key) => key.frame > frame && key.shape === null);
  const ops: Op[] = [placeOp(document, { track, frame }, largest)];
  for (const [at, part] of others.entries()) {
    const own = at === 0 ? id : (newId() as TrackId);
    ops.push({ op: 'put', record: { ...record, id: own, z: z + at } }, { op: 'put', record: newKeyframe(own, frame, part) });
    if (end !== undefined) ops.push({ op: 'put', record: newKeyframe(own, end.frame, null) });
  }
  return parts.map(shapeRefusal).find((no) => no !== null) ?? ops;
});

/** Kinds that a line can cut. */
export function isCuttable(shape: Shape): boolean {
  return shape.kind === 'mask' || shape.kind === 'polygon' || shape.kind === 'polyline';
}

/** Null for what has no parts. A mask's pixels on one side stay one thing, however many pieces they are. */
function partsOf(shape: Shape, line: CutLine): readonly Shape[] | null {
  switch (shape.kind) {
    case 'mask': return cutSpans(spansOfMask(shape), [line[0], line[1]]).flatMap((spans) => maskOfSpans(spans) ?? []);
    case 'polygon': return cutRings(shape.rings, line).map((rings) => ({ kind: 'polygon', rings: rings.map((ring) => [...ring]) }));
    case 'polyline': return cutPath(shape.points, line).map((points) => ({ kind: 'polyline', points: [...points] }));
    default: return null;
  }
}

function sizeOf(shape: Shape): number {
  return shape.kind === 'polyline' ? pathLength(shape.points) : kindOf(shape).area(shape);
}
