import { joinRings } from '../geometry/joinRings.ts';
import type { TrackId } from '../model/ids.ts';
import type { PolygonShape } from '../model/kinds/shape.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { placeOp, removalOps, shapeRefusal } from './shapeRules.ts';

/**
 * Several polygons become one: the first keeps its label and attributes and covers what all of them cover. Those that
 * lie apart become parts of one thing.
 */
export const joinPolygons = edit<{ readonly tracks: readonly TrackId[]; readonly frame: number }>('polygon.join', (document, { tracks, frame }) => {
  const polygons = tracks.flatMap((track) => {
    const shape = shapeAt(document, track, frame);
    return shape?.kind === 'polygon' ? [{ track, shape }] : [];
  });
  const [first, ...others] = polygons;
  if (first === undefined || others.length === 0) return refused('edit/needs-two-polygons');
  if (others.some(({ track }) => document.keyframesOf(track).length > 1)) return refused('edit/join-in-time');
  const joint: PolygonShape = { kind: 'polygon', rings: joinRings(polygons.map(({ shape }) => shape.rings)) };
  return shapeRefusal(joint) ?? [placeOp(document, { track: first.track, frame }, joint), ...removalOps(document, others.map(({ track }) => track))];
});

/** Outlines that run through themselves become outlines that do not, around the same area. */
export const mendOutlines = edit<{ readonly tracks: readonly TrackId[]; readonly frame: number }>('polygon.mend', (document, { tracks, frame }) => {
  const mended = tracks.flatMap((track) => {
    const shape = shapeAt(document, track, frame);
    return shape?.kind === 'polygon' ? [{ track, shape: { kind: 'polygon', rings: joinRings([shape.rings]) } satisfies PolygonShape }] : [];
  });
  if (mended.length === 0) return refused('edit/needs-a-polygon');
  return mended.map(({ shape }) => shapeRefusal(shape)).find((no) => no !== null) ?? mended.map(({ track, shape }) => placeOp(document, { track, frame }, shape));
});
