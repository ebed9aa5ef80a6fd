import { pathPoint, type Path } from './path.ts';
import type { Point } from './point.ts';

/** Two vertices this close are one: formats round, and a neighbour must not come loose by that. Pixels. */
export const SAME_PLACE = 1e-6;

/** A path with the edges between its vertices; closed ones have one from the last back to the first. */
export interface Edged {
  readonly coords: Path;
  readonly closed: boolean;
}

export function isSamePlace([ax, ay]: Point, [bx, by]: Point): boolean {
  return Math.abs(ax - bx) <= SAME_PLACE && Math.abs(ay - by) <= SAME_PLACE;
}

export function edgeCount({ coords, closed }: Edged): number {
  return Math.max(0, (coords.length >> 1) - (closed ? 0 : 1));
}

export function edgeAt({ coords }: Edged, index: number): readonly [Point, Point] {
  return [pathPoint(coords, index), pathPoint(coords, (index + 1) % (coords.length >> 1))];
}

export function hasVertex(coords: Path, at: Point): boolean {
  return verticesOf(coords).some((vertex) => isSamePlace(vertex, at));
}

export function verticesOf(coords: Path): Point[] {
  return Array.from({ length: coords.length >> 1 }, (_, index) => pathPoint(coords, index));
}
