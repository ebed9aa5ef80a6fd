import { distance } from '../../geometry/point.ts';
import { pathPoint } from '../../geometry/path.ts';
import { moveRing, ringsBounds, spliceRing } from '../../geometry/polygon.ts';
import { movedFlat } from '../../geometry/similarity.ts';
import { coordinateProblem, MOST_VERTICES, type Kind } from './kind.ts';
import type { PointsShape } from './shape.ts';
import { parseVertexHandle } from './vertexHandle.ts';

/** Single places that belong together: one thing. Handles `v:0:<index>`. */
export const points: Kind<PointsShape> = {
  name: 'points',
  space: 'image',
  drawnBy: 'clicks',
  fromPoints: (given) => (given.length === 0 ? null : { kind: 'points', points: given.flat() }),
  problem(shape) {
    const wrong = coordinateProblem(shape.points);
    if (wrong !== null) return wrong;
    if (shape.points.length < 2) return 'edit/too-few-vertices';
    return shape.points.length > 2 * MOST_VERTICES ? 'edit/too-many-vertices' : null;
  },
  isLargeEnough: () => true,
  handles: (shape) => Array.from({ length: shape.points.length >> 1 }, (_, index) => ({ id: `v:0:${index}`, at: pathPoint(shape.points, index), role: 'vertex', rise: null })),
  moveHandle(shape, handle, { to }) {
    const index = indexOf(shape, handle);
    return index === null ? shape : { kind: 'points', points: spliceRing(shape.points, { index, count: 1 }, [to]) };
  },
  withoutHandle(shape, handle) {
    const index = indexOf(shape, handle);
    return index === null || shape.points.length <= 2 ? null : { kind: 'points', points: spliceRing(shape.points, { index, count: 1 }, []) };
  },
  translate: (shape, by) => ({ kind: 'points', points: moveRing(shape.points, by) }),
  carry: ({ points: flat }, by) => ({ kind: 'points', points: movedFlat(by, flat) }),
  contains: () => false,
  edgeDistance(shape, at) {
    let nearest = Infinity;
    for (let index = 0; index < shape.points.length >> 1; index += 1) nearest = Math.min(nearest, distance(pathPoint(shape.points, index), at));
    return nearest;
  },
  area: () => 0,
  bounds: (shape) => ringsBounds([shape.points]),
  // Points have no order that would say which became which when there are more of them.
  between: (a, b, t) => (a.points.length === b.points.length ? { kind: 'points', points: a.points.map((value, at) => value + ((b.points[at] ?? value) - value) * t) } : a),
  strokes: (shape) => [{ form: 'dots', coords: shape.points }],
};

function indexOf(shape: PointsShape, handle: string): number | null {
  const place = parseVertexHandle(handle);
  return place === null || place.of !== 0 || place.inserts || place.index >= shape.points.length >> 1 ? null : place.index;
}
