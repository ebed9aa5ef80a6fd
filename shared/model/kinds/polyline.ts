import { pathBetween, pathDistance, pathLength, pathPoint } from '../../geometry/path.ts';
import { mix } from '../../geometry/point.ts';
import { moveRing, ringsBounds, spliceRing } from '../../geometry/polygon.ts';
import { movedFlat } from '../../geometry/similarity.ts';
import { coordinateProblem, MOST_VERTICES, type Handle, type Kind } from './kind.ts';
import { along } from './polygon.ts';
import type { PolylineShape } from './shape.ts';
import { parseVertexHandle, type VertexHandle } from './vertexHandle.ts';

/** Open paths. Handles as polygons have them, all of path 0. */
export const polyline: Kind<PolylineShape> = {
  name: 'polyline',
  space: 'image',
  drawnBy: 'clicks',
  fromPoints: (points) => (points.length < 2 ? null : { kind: 'polyline', points: points.flat() }),
  problem({ points }) {
    const wrong = coordinateProblem(points);
    if (wrong !== null) return wrong;
    if (points.length < 4) return 'edit/too-few-vertices';
    if (points.length > 2 * MOST_VERTICES) return 'edit/too-many-vertices';
    return pathLength(points) > 1e-6 ? null : 'edit/no-length';
  },
  isLargeEnough: ({ points }, scale) => pathLength(points) * scale >= 3,
  handles: ({ points }) => handlesOf(points),
  moveHandle(shape, handle, { to, keys }) {
    const place = placeOf(shape, handle);
    if (place === null) return shape;
    const { index, inserts } = place;
    const fixed = inserts ? index : index === 0 ? 1 : index - 1;
    const at = keys.even ? along(pathPoint(shape.points, fixed), to) : to;
    return { kind: 'polyline', points: spliceRing(shape.points, inserts ? { index: index + 1, count: 0 } : { index, count: 1 }, [at]) };
  },
  withoutHandle(shape, handle) {
    const place = placeOf(shape, handle);
    if (place === null || place.inserts || shape.points.length <= 4) return null;
    return { kind: 'polyline', points: spliceRing(shape.points, { index: place.index, count: 1 }, []) };
  },
  translate: ({ points }, by) => ({ kind: 'polyline', points: moveRing(points, by) }),
  carry: ({ points: flat }, by) => ({ kind: 'polyline', points: movedFlat(by, flat) }),
  contains: () => false,
  edgeDistance: ({ points }, at) => pathDistance(points, at),
  area: () => 0,
  bounds: ({ points }) => ringsBounds([points]),
  between: (a, b, t) => ({ kind: 'polyline', points: pathBetween(a.points, b.points, t) }),
  strokes: ({ points }) => [{ form: 'line', coords: points }],
};

function handlesOf(points: readonly number[]): Handle[] {
  const count = points.length >> 1;
  const handles: Handle[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = pathPoint(points, index);
    handles.push({ id: `v:0:${index}`, at, role: 'vertex', rise: null });
    if (index + 1 < count) handles.push({ id: `m:0:${index}`, at: mix(at, pathPoint(points, index + 1), 0.5), role: 'insert', rise: null });
  }
  return handles;
}

function placeOf({ points }: PolylineShape, handle: string): VertexHandle | null {
  const place = parseVertexHandle(handle);
  return place === null || place.of !== 0 || place.index + (place.inserts ? 1 : 0) >= points.length >> 1 ? null : place;
}
