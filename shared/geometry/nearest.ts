import { distance, mix, type Point } from './point.ts';

/** Flat coordinates: a `ring` is closed, a `line` is not, `dots` have no edges. */
export interface Outline {
  readonly form: 'ring' | 'line' | 'dots';
  readonly coords: readonly number[];
}

/** A place on an outline: one of its vertices, exactly as it is, or a point of an edge. */
export interface Nearest {
  readonly at: Point;
  readonly on: 'vertex' | 'edge';
}

/** How far off a vertex and an edge may lie, in the space of the coordinates. */
export interface Reach {
  readonly vertex: number;
  readonly edge: number;
}

/** The nearest vertex within reach, else the nearest point of an edge within reach, else null. */
export function nearestOn(outlines: readonly Outline[], at: Point, reach: Reach): Nearest | null {
  let best: Nearest | null = null;
  let away = reach.vertex;
  for (const { coords } of outlines) {
    const found = nearestVertex(coords, at, away);
    if (found === null) continue;
    best = { at: found, on: 'vertex' };
    away = distance(found, at);
  }
  if (best !== null) return best;
  away = reach.edge;
  for (const outline of outlines) {
    const found = nearestOnEdges(outline, at, away);
    if (found === null) continue;
    best = { at: found, on: 'edge' };
    away = distance(found, at);
  }
  return best;
}

/** Coordinates are compared one by one before distances: outlines of 100,000 vertices are asked with every move. */
function nearestVertex(coords: readonly number[], [x, y]: Point, within: number): Point | null {
  let best: Point | null = null;
  let away = within;
  for (let at = 0; at < coords.length; at += 2) {
    const dx = (coords[at] ?? 0) - x;
    if (dx > away || dx < -away) continue;
    const dy = (coords[at + 1] ?? 0) - y;
    const far = Math.hypot(dx, dy);
    if (far > away || (far === away && best !== null)) continue;
    away = far;
    best = [coords[at] ?? 0, coords[at + 1] ?? 0];
  }
  return best;
}

function nearestOnEdges({ form, coords }: Outline, point: Point, within: number): Point | null {
  if (form === 'dots') return null;
  const [x, y] = point;
  let best: Point | null = null;
  let away = within;
  for (let at = form === 'ring' ? 0 : 2; at < coords.length; at += 2) {
    const before = at === 0 ? coords.length - 2 : at - 2;
    const [ax, ay, bx, by] = [coords[before] ?? 0, coords[before + 1] ?? 0, coords[at] ?? 0, coords[at + 1] ?? 0];
    if (Math.min(ax, bx) > x + away || Math.max(ax, bx) < x - away || Math.min(ay, by) > y + away || Math.max(ay, by) < y - away) continue;
    const place = nearestOfEdge([ax, ay], [bx, by], point);
    const far = distance(place, point);
    if (far > away || (far === away && best !== null)) continue;
    away = far;
    best = place;
  }
  return best;
}

function nearestOfEdge(from: Point, to: Point, [x, y]: Point): Point {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  return length === 0 ? from : mix(from, to, Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / length)));
}
