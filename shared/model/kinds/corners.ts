import type { Outline } from '../../geometry/nearest.ts';
import type { Point } from '../../geometry/point.ts';
import { ringLength, vertexOf } from '../../geometry/polygon.ts';
import { edgeAt, edgeCount, isSamePlace, SAME_PLACE } from '../../geometry/sharedVertices.ts';
import type { HandleId } from './kind.ts';
import { kindOf } from './registry.ts';
import type { Shape } from './shape.ts';
import { parseVertexHandle } from './vertexHandle.ts';
import { isVertexShape, pathsOf, withPaths } from './vertexPaths.ts';

/** What new vertices cling to: borders, the sides of boxes, and single points. */
export function clingableOf(shape: Shape): readonly Outline[] {
  if (shape.kind === 'points') return [{ form: 'dots', coords: shape.points }];
  if (shape.kind === 'box') return kindOf(shape).strokes(shape).map(({ coords }) => ({ form: 'ring', coords }));
  return isVertexShape(shape) ? pathsOf(shape).map(({ coords, closed }) => ({ form: closed ? 'ring' : 'line', coords })) : [];
}

/** The handles of all vertices at a place. */
export function cornersAt(shape: Shape, [x, y]: Point): HandleId[] {
  if (!isVertexShape(shape)) return [];
  const found: HandleId[] = [];
  for (const [of, { coords }] of pathsOf(shape).entries()) {
    for (let at = 0; at < coords.length; at += 2) if (Math.abs((coords[at] ?? 0) - x) <= SAME_PLACE && Math.abs((coords[at + 1] ?? 0) - y) <= SAME_PLACE) found.push(`v:${of}:${at / 2}`);
  }
  return found;
}

/** The middle handles of all edges from one place to another, whichever way they run. */
export function edgesBetween(shape: Shape, a: Point, b: Point): HandleId[] {
  if (!isVertexShape(shape)) return [];
  const found: HandleId[] = [];
  for (const [of, path] of pathsOf(shape).entries()) {
    for (let index = 0; index < edgeCount(path); index += 1) {
      const [from, to] = edgeAt(path, index);
      if ((isSamePlace(from, a) && isSamePlace(to, b)) || (isSamePlace(from, b) && isSamePlace(to, a))) found.push(`m:${of}:${index}`);
    }
  }
  return found;
}

/** Where the vertex of a handle lies; of an edge's middle, both ends of the edge. Null for other handles. */
export function endsOf(shape: Shape, handle: HandleId): readonly [Point, Point] | null {
  const [place, path] = [parseVertexHandle(handle), pathOf(shape, handle)];
  if (place === null || path === null || place.index >= ringLength(path)) return null;
  const from = vertexOf(path, place.index);
  return [from, place.inserts ? vertexOf(path, place.index + 1) : from];
}

/** Where a handle's vertex lies once it was moved: the one pulled out of an edge is the one behind it. */
export function movedTo(shape: Shape, handle: HandleId): Point | null {
  const [place, path] = [parseVertexHandle(handle), pathOf(shape, handle)];
  return place === null || path === null ? null : vertexOf(path, place.index + (place.inserts ? 1 : 0));
}

function pathOf(shape: Shape, handle: HandleId): readonly number[] | null {
  const place = parseVertexHandle(handle);
  return place === null || !isVertexShape(shape) ? null : (pathsOf(shape)[place.of]?.coords ?? null);
}

const plain = { even: false, centred: false };

/** All these vertices, or new ones out of all these edges, brought to one place. */
export function bring(shape: Shape, handles: readonly HandleId[], to: Point): Shape {
  // From the back, so that a new vertex does not renumber those that are still to come.
  const backwards = handles.toSorted((a, b) => (parseVertexHandle(b)?.index ?? 0) - (parseVertexHandle(a)?.index ?? 0));
  return backwards.reduce<Shape>((now, handle) => kindOf(now).moveHandle(now, handle, { to, keys: plain }), shape);
}

/** Without these handles' vertices. A hole of which too little is left goes; null when that is the whole shape, or a handle is none. */
export function withoutCorners(shape: Shape, handles: readonly HandleId[]): Shape | null {
  const [only, ...more] = handles;
  if (only !== undefined && more.length === 0) return kindOf(shape).withoutHandle(shape, only);
  if (!isVertexShape(shape)) return null;
  const places = handles.flatMap((handle) => parseVertexHandle(handle) ?? []);
  return withPaths(shape, pathsOf(shape).map(({ coords }, of) => {
    const gone = new Set(places.flatMap((place) => (place.of === of && !place.inserts ? [place.index] : [])));
    return gone.size === 0 ? coords : coords.filter((_, at) => !gone.has(at >> 1));
  }));
}
