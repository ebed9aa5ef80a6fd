import { distance, distanceToSegment, mix, type Point } from './point.ts';

/** Vertices `x0, y0, x1, y1, ...` of an open path. */
export type Path = readonly number[];

export function pathPoint(path: Path, index: number): Point {
  return [path[index * 2] ?? 0, path[index * 2 + 1] ?? 0];
}

export function pathLength(path: Path): number {
  let sum = 0;
  for (let index = 1; index < path.length >> 1; index += 1) sum += distance(pathPoint(path, index - 1), pathPoint(path, index));
  return sum;
}

/** Distance to the nearest edge; to the only vertex when there is but one. */
export function pathDistance(path: Path, at: Point): number {
  let nearest = path.length === 2 ? distance(pathPoint(path, 0), at) : Infinity;
  for (let index = 1; index < path.length >> 1; index += 1) nearest = Math.min(nearest, distanceToSegment(at, pathPoint(path, index - 1), pathPoint(path, index)));
  return nearest;
}

/** The path at `t` of the way between two. Vertices that are not as many meet by their share of the length. */
export function pathBetween(a: Path, b: Path, t: number): number[] {
  if (a.length === b.length) return a.map((value, at) => value + ((b[at] ?? value) - value) * t);
  const [ofA, ofB] = [sharesOf(a), sharesOf(b)];
  const shares = [...new Set([...ofA, ...ofB])].sort((one, other) => one - other);
  const [fromA, fromB] = [pointsAt(a, ofA, shares), pointsAt(b, ofB, shares)];
  return fromA.flatMap((point, index) => mix(point, fromB[index] ?? point, t));
}

/** Where each vertex lies along the path, from 0 to 1. */
function sharesOf(path: Path): number[] {
  const all = pathLength(path);
  let sum = 0;
  const shares = [0];
  for (let index = 1; index < path.length >> 1; index += 1) {
    sum += distance(pathPoint(path, index - 1), pathPoint(path, index));
    shares.push(all === 0 ? index / ((path.length >> 1) - 1) : Math.min(1, sum / all));
  }
  shares[shares.length - 1] = 1;
  return shares;
}

/** The points at ascending shares of a path's length, in one pass. */
function pointsAt(path: Path, own: readonly number[], shares: readonly number[]): Point[] {
  let edge = 1;
  return shares.map((share) => {
    while (edge < own.length - 1 && (own[edge] ?? 1) < share) edge += 1;
    const [from, to] = [own[edge - 1] ?? 0, own[edge] ?? 1];
    return mix(pathPoint(path, edge - 1), pathPoint(path, edge), to === from ? 1 : Math.max(0, Math.min(1, (share - from) / (to - from))));
  });
}
