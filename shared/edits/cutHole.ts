import { isRingWithin } from '../geometry/ringWithin.ts';
import type { Ring } from '../geometry/polygon.ts';
import type { TrackId } from '../model/ids.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, shapeRefusal } from './shapeRules.ts';

/** Cuts outlines out of a polygon. Each must lie wholly in what is filled: even-odd filling would turn the rest inside out. */
export const cutHole = edit<{ readonly track: TrackId; readonly frame: number; readonly rings: readonly Ring[] }>('track.cutHole', (document, { track, frame, rings }) => {
  const before = shapeAt(document, track, frame);
  if (before === null) return refused('edit/gone');
  if (before.kind !== 'polygon') return refused('edit/choose-polygon');
  let shape = before;
  for (const ring of rings) {
    const no = shapeRefusal({ kind: 'polygon', rings: [[...ring]] });
    if (no !== null) return no;
    if (!isRingWithin(ring, shape.rings)) return refused('edit/hole-outside');
    shape = { kind: 'polygon', rings: [...shape.rings, [...ring]] };
  }
  return shapeRefusal(shape) ?? [placeOp(document, { track, frame }, shape)];
});
