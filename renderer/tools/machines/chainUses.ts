import { points } from '#shared/model/kinds/points.ts';
import { polygon } from '#shared/model/kinds/polygon.ts';
import { polyline } from '#shared/model/kinds/polyline.ts';
import type { PointsShape, PolygonShape, PolylineShape } from '#shared/model/kinds/shape.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Look } from '../tool.ts';
import type { ChainUse } from './clickChain.ts';
import { createEffects } from './dragCreate.ts';

const always = (): null => null;

export const outline: ChainUse<PolygonShape> = { kind: polygon, closes: true, joined: true, refuses: always, done: createEffects };
export const openPath: ChainUse<PolylineShape> = { kind: polyline, closes: false, joined: true, refuses: always, done: createEffects };
export const places: ChainUse<PointsShape> = { kind: points, closes: false, joined: false, refuses: always, done: createEffects };

/** An outline that is cut out of the one selected polygon. */
export const hole: ChainUse<PolygonShape> = {
  kind: polygon, closes: true, joined: true,
  refuses: (look) => (chosenPolygon(look) === null ? 'edit/choose-polygon' : null),
  done(shape, look) {
    const track = chosenPolygon(look);
    return track === null ? [{ do: 'refuse', code: 'edit/choose-polygon' }] : [{ do: 'edit', call: { edit: 'cutHole', args: { track, frame: look.frame, rings: shape.rings } } }];
  },
};

function chosenPolygon({ selection, shapeOf }: Look): TrackId | null {
  const [only, ...more] = selection;
  return only !== undefined && more.length === 0 && shapeOf(only)?.kind === 'polygon' ? only : null;
}
