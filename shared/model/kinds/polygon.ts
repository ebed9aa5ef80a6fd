import { minus, mix, type Point } from '../../geometry/point.ts';
import { moveRing, polygonArea, polygonContains, polygonEdgeDistance, ringLength, ringsBounds, spliceRing, vertexOf } from '../../geometry/polygon.ts';
import { ringsBetween } from '../../geometry/ringBetween.ts';
import { selfCrossing } from '../../geometry/selfCrossing.ts';
import { movedFlat } from '../../geometry/similarity.ts';
import { coordinateProblem, MOST_VERTICES, type Handle, type Kind, type Modifiers } from './kind.ts';
import type { PolygonShape } from './shape.ts';
import { parseVertexHandle } from './vertexHandle.ts';

/** Outlines with any number of holes. Handles: `v:<ring>:<index>` a vertex, `m:<ring>:<index>` the middle of its edge. */
export const polygon: Kind<PolygonShape> = {
  name: 'polygon',
  space: 'image',
  drawnBy: 'clicks',
  fromPoints: (points, keys) => (points.length < 3 ? null : { kind: 'polygon', rings: [squared(points, keys).flat()] }),
  problem(shape) {
    for (const ring of shape.rings) {
      const wrong = coordinateProblem(ring);
      if (wrong !== null) return wrong;
      if (ringLength(ring) < 3) return 'edit/too-few-vertices';
    }
    if (shape.rings.reduce((sum, ring) => sum + ringLength(ring), 0) > MOST_VERTICES) return 'edit/too-many-vertices';
    // Halves that lie crosswise cancel out: then there is an area all the same.
    return polygonArea(shape.rings) > 1e-6 || selfCrossing(shape.rings) !== null ? null : 'edit/no-area';
  },
  isLargeEnough: (shape, scale) => polygonArea(shape.rings) * scale * scale >= 9,
  handles: (shape) => shape.rings.flatMap((ring, index) => ringHandles(ring, index)),
  moveHandle(shape, handle, { to, keys }) {
    const place = parseHandle(shape, handle);
    if (place === null) return shape;
    const at = keys.even ? along(vertexOf(place.ring, place.inserts ? place.index : place.index - 1), to) : to;
    const ring = place.inserts ? spliceRing(place.ring, { index: place.index + 1, count: 0 }, [at]) : spliceRing(place.ring, { index: place.index, count: 1 }, [at]);
    return withRing(shape, place.of, ring);
  },
  withoutHandle(shape, handle) {
    const place = parseHandle(shape, handle);
    if (place === null || place.inserts) return null;
    if (ringLength(place.ring) > 3) return withRing(shape, place.of, spliceRing(place.ring, { index: place.index, count: 1 }, []));
    return place.of === 0 ? null : { kind: 'polygon', rings: shape.rings.filter((_, index) => index !== place.of) };
  },
  translate: (shape, by) => ({ kind: 'polygon', rings: shape.rings.map((ring) => moveRing(ring, by)) }),
  carry: ({ rings }, by) => ({ kind: 'polygon', rings: rings.map((ring) => movedFlat(by, ring)) }),
  contains: (shape, at) => polygonContains(shape.rings, at),
  edgeDistance: (shape, at) => polygonEdgeDistance(shape.rings, at),
  area: (shape) => polygonArea(shape.rings),
  bounds: (shape) => ringsBounds(shape.rings),
  between: (a, b, t) => ({ kind: 'polygon', rings: ringsBetween(a.rings, b.rings, t) }),
  strokes: (shape) => shape.rings.map((coords) => ({ form: 'ring', coords })),
};

function ringHandles(ring: readonly number[], of: number): Handle[] {
  const handles: Handle[] = [];
  for (let index = 0; index < ringLength(ring); index += 1) {
    const at = vertexOf(ring, index);
    handles.push({ id: `v:${of}:${index}`, at, role: 'vertex', rise: null });
    handles.push({ id: `m:${of}:${index}`, at: mix(at, vertexOf(ring, index + 1), 0.5), role: 'insert', rise: null });
  }
  return handles;
}

function parseHandle(shape: PolygonShape, handle: string): { of: number; index: number; ring: readonly number[]; inserts: boolean } | null {
  const place = parseVertexHandle(handle);
  const ring = place === null ? undefined : shape.rings[place.of];
  return place === null || ring === undefined || place.index >= ringLength(ring) ? null : { ...place, ring };
}

function withRing(shape: PolygonShape, of: number, ring: number[]): PolygonShape {
  return { kind: 'polygon', rings: shape.rings.map((before, index) => (index === of ? ring : before)) };
}

/** With Shift the newest edge keeps to steps of 45 degrees. */
function squared(points: readonly Point[], keys: Modifiers): readonly Point[] {
  const [before, last] = points.slice(-2);
  return keys.even && before !== undefined && last !== undefined ? [...points.slice(0, -1), along(before, last)] : points;
}

/** `to`, brought onto the nearest of the eight directions from `from`. */
export function along(from: Point, to: Point): Point {
  const [dx, dy] = minus(to, from);
  const angle = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) * Math.PI) / 4;
  const length = dx * Math.cos(angle) + dy * Math.sin(angle);
  return [from[0] + Math.cos(angle) * length, from[1] + Math.sin(angle) * length];
}
