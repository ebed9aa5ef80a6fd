import type { Path } from './path.ts';
import type { Point } from './point.ts';
import { edgeAt, edgeCount, isSamePlace } from './sharedVertices.ts';

interface Edge {
  readonly of: number;
  readonly index: number;
  readonly from: Point;
  readonly to: Point;
  readonly minX: number;
  readonly maxX: number;
}

/**
 * Where the outlines of an area first run through themselves or one another; null when they do not. Touching in a
 * vertex is no crossing. Edges are swept from left to right, so outlines of thousands of vertices take milliseconds.
 */
export function selfCrossing(rings: readonly Path[]): Point | null {
  const edges = rings.flatMap((coords, of) => edgesOf(coords, of)).sort((a, b) => a.minX - b.minX);
  let near: Edge[] = [];
  for (const edge of edges) {
    near = near.filter(({ maxX }) => maxX >= edge.minX);
    for (const other of near) {
      const at = isNextTo(edge, other, rings) ? null : crossingOf(edge, other);
      if (at !== null) return at;
    }
    near.push(edge);
  }
  return null;
}

function edgesOf(coords: Path, of: number): Edge[] {
  const path = { coords, closed: true };
  return Array.from({ length: edgeCount(path) }, (_, index) => {
    const [from, to] = edgeAt(path, index);
    return { of, index, from, to, minX: Math.min(from[0], to[0]), maxX: Math.max(from[0], to[0]) };
  });
}

function isNextTo(a: Edge, b: Edge, rings: readonly Path[]): boolean {
  const count = (rings[a.of]?.length ?? 0) >> 1;
  return a.of === b.of && ((a.index + 1) % count === b.index || (b.index + 1) % count === a.index);
}

/** The inner crossing of two edges. Edges that share an end, or only touch, do not cross. */
function crossingOf(a: Edge, b: Edge): Point | null {
  if (Math.max(a.from[1], a.to[1]) < Math.min(b.from[1], b.to[1]) || Math.max(b.from[1], b.to[1]) < Math.min(a.from[1], a.to[1])) return null;
  if ([a.from, a.to].some((end) => isSamePlace(end, b.from) || isSamePlace(end, b.to))) return null;
  const [sideA, sideB] = [sideOf(a.from, b) * sideOf(a.to, b), sideOf(b.from, a) * sideOf(b.to, a)];
  if (sideA >= 0 || sideB >= 0) return null;
  const t = cross(b, a.from) / (cross(b, a.from) - cross(b, a.to));
  return [a.from[0] + (a.to[0] - a.from[0]) * t, a.from[1] + (a.to[1] - a.from[1]) * t];
}

function cross({ from, to }: Edge, [x, y]: Point): number {
  return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
}

function sideOf(at: Point, edge: Edge): number {
  return Math.sign(cross(edge, at));
}
