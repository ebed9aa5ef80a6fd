import { pathPoint } from '#shared/geometry/path.ts';
import { distance, type Point } from '#shared/geometry/point.ts';
import { points } from '#shared/model/kinds/points.ts';
import { polygon } from '#shared/model/kinds/polygon.ts';
import { polyline } from '#shared/model/kinds/polyline.ts';
import type { PointsShape, PolygonShape, PolylineShape, Shape } from '#shared/model/kinds/shape.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Look, PointerAt } from '../tool.ts';
import type { ChainUse, TakenUp } from './clickChain.ts';
import { createEffects } from './dragCreate.ts';

const always = (): null => null;

export const outline: ChainUse<PolygonShape> = { kind: polygon, closes: true, joined: true, clings: true, refuses: always, done: createEffects };
export const openPath: ChainUse<PolylineShape> = { kind: polyline, closes: false, joined: true, clings: true, refuses: always, takesUp: endOfLine, done: createEffects };
export const places: ChainUse<PointsShape> = { kind: points, closes: false, joined: false, clings: false, refuses: always, takesUp: morePoints, done: createEffects };

/** An outline that is cut out of the one selected polygon. */
export const hole: ChainUse<PolygonShape> = {
  kind: polygon, closes: true, joined: true, clings: false,
  refuses: (look) => (chosenPolygon(look) === null ? 'edit/choose-polygon' : null),
  done(shape, look) {
    const track = chosenPolygon(look);
    return track === null ? [{ do: 'refuse', code: 'edit/choose-polygon' }] : [{ do: 'edit', call: { edit: 'cutHole', args: { track, frame: look.frame, rings: shape.rings } } }];
  },
};

function chosenPolygon(look: Look): TrackId | null {
  const only = chosen(look);
  return only?.shape.kind === 'polygon' ? only.track : null;
}

/** The one selected line, turned so that it goes on from the end that is nearer. */
function endOfLine({ at }: PointerAt, look: Look): TakenUp | null {
  const only = chosen(look);
  if (only?.shape.kind !== 'polyline') return null;
  const line = pointsOf(only.shape.points);
  const [first, last] = [line[0], line.at(-1)];
  const turned = first !== undefined && last !== undefined && distance(first, at) < distance(last, at);
  return { track: only.track, points: turned ? line.toReversed() : line };
}

function morePoints(_: PointerAt, look: Look): TakenUp | null {
  const only = chosen(look);
  return only?.shape.kind === 'points' ? { track: only.track, points: pointsOf(only.shape.points) } : null;
}

function chosen({ selection, shapeOf }: Look): { readonly track: TrackId; readonly shape: Shape } | null {
  const [track, ...more] = selection;
  const shape = track === undefined || more.length > 0 ? null : shapeOf(track);
  return track === undefined || shape === null ? null : { track, shape };
}

function pointsOf(flat: readonly number[]): Point[] {
  return Array.from({ length: flat.length >> 1 }, (_, index) => pathPoint(flat, index));
}
