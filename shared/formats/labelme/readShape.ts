import { pathLength } from '../../geometry/path.ts';
import { distance, turn, type Point } from '../../geometry/point.ts';
import { rectOf } from '../../geometry/rect.ts';
import type { Shape } from '../../model/kinds/shape.ts';
import { isCoordinate, listOf, type Loose } from '../loose.ts';
import type { Note } from '../report.ts';
import { notes } from './notes.ts';

/** A shape we can hold with what is to be said about it, or why there is none. */
export type ReadShape = { readonly shape: Shape; readonly say: Note | null } | { readonly shape: null; readonly say: Note };

/** How far off, in pixels, the fourth corner of a turned rectangle may be. */
const SLACK = 0.51;

/** Reads everything but masks, which are pictures and take longer. */
export function readShape(shape: Loose): ReadShape {
  const points = pointsOf(shape['points']);
  const type = shape['shape_type'] ?? 'polygon';
  if (points === null) return { shape: null, say: notes.broken };
  switch (type) {
    case 'polygon':
      return polygonOf(points, null);
    case 'rectangle':
    case 'rotation':
    case 'oriented_rectangle':
      return rectangleOf(points);
    case 'circle':
      return circleOf(points);
    case 'line':
    case 'linestrip':
      return pathLength(points.flat()) > 0 ? { shape: { kind: 'polyline', points: points.flat() }, say: null } : { shape: null, say: notes.broken };
    case 'point':
    case 'points':
      return points.length > 0 ? { shape: { kind: 'points', points: points.flat() }, say: null } : { shape: null, say: notes.broken };
    default:
      return { shape: null, say: notes.unknownType };
  }
}

function polygonOf(points: readonly Point[], say: Note | null): ReadShape {
  const [first, last] = [points[0], points[points.length - 1]];
  const closed = points.length > 3 && first !== undefined && last !== undefined && distance(first, last) === 0;
  const open = closed ? points.slice(0, -1) : points;
  return open.length < 3 ? { shape: null, say: notes.broken } : { shape: { kind: 'polygon', rings: [open.flat()] }, say };
}

/** Two opposite corners in any order, or four corners around (newer versions and other tools). */
function rectangleOf(points: readonly Point[]): ReadShape {
  const [a, b, c, d] = points;
  if (points.length === 2 && a !== undefined && b !== undefined) {
    const { minX, minY, maxX, maxY } = rectOf(a, b);
    return { shape: { kind: 'box', x: minX, y: minY, width: maxX - minX, height: maxY - minY, angle: 0 }, say: null };
  }
  if (points.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) return { shape: null, say: notes.broken };
  const isRectangle = distance([a[0] + c[0] - b[0], a[1] + c[1] - b[1]], d) <= SLACK && Math.abs(distance(a, c) - distance(b, d)) <= SLACK;
  return isRectangle ? turnedBoxOf([a, b, c, d]) : polygonOf(points, notes.fourCorners);
}

function turnedBoxOf([a, b, c, d]: readonly [Point, Point, Point, Point]): ReadShape {
  const centre: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
  if (isUpright([a, b, c, d])) return rectangleOf([a, c]);
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const [x, y] = turn(a, centre, -angle);
  const { minX, minY, maxX, maxY } = rectOf([x, y], turn(c, centre, -angle));
  return { shape: { kind: 'box', x: minX, y: minY, width: maxX - minX, height: maxY - minY, angle }, say: notes.turned };
}

function isUpright([a, b, c, d]: readonly [Point, Point, Point, Point]): boolean {
  const level = (p: Point, q: Point): boolean => p[1] === q[1];
  const plumb = (p: Point, q: Point): boolean => p[0] === q[0];
  return (level(a, b) && plumb(b, c) && level(c, d) && plumb(d, a)) || (plumb(a, b) && level(b, c) && plumb(c, d) && level(d, a));
}

/** Centre and a point on the circle. */
function circleOf(points: readonly Point[]): ReadShape {
  const [centre, rim] = points;
  if (points.length !== 2 || centre === undefined || rim === undefined || distance(centre, rim) === 0) return { shape: null, say: notes.broken };
  const radius = distance(centre, rim);
  return { shape: { kind: 'ellipse', x: centre[0], y: centre[1], rx: radius, ry: radius, angle: 0 }, say: notes.circle };
}

/** `[[x, y], ...]`, or null when any of it is unusable. */
export function pointsOf(value: unknown): readonly Point[] | null {
  const points: Point[] = [];
  for (const entry of listOf(value) ?? [null]) {
    const [x, y, ...rest] = listOf(entry) ?? [];
    if (!isCoordinate(x) || !isCoordinate(y) || rest.length > 0) return null;
    points.push([x, y]);
  }
  return points;
}
