import { distanceToSegment, turn, type Point } from './point.ts';
import type { Rect } from './rect.ts';

/** A rectangle turned by `angle` degrees clockwise about its centre; `x`, `y` is its corner before turning. */
export interface TurnedBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

export function boxCentre(box: TurnedBox): Point {
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The four corners as seen, clockwise from the one that is top left before turning. */
export function boxCorners(box: TurnedBox): readonly [Point, Point, Point, Point] {
  const centre = boxCentre(box);
  const at = (x: number, y: number): Point => turn([x, y], centre, box.angle);
  return [at(box.x, box.y), at(box.x + box.width, box.y), at(box.x + box.width, box.y + box.height), at(box.x, box.y + box.height)];
}

export function boxBounds(box: TurnedBox): Rect {
  const corners = boxCorners(box);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}

export function boxContains(box: TurnedBox, at: Point): boolean {
  const [x, y] = turn(at, boxCentre(box), -box.angle);
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Distance to the outline, inside or outside. */
export function boxEdgeDistance(box: TurnedBox, at: Point): number {
  const [a, b, c, d] = boxCorners(box);
  return Math.min(distanceToSegment(at, a, b), distanceToSegment(at, b, c), distanceToSegment(at, c, d), distanceToSegment(at, d, a));
}

/** The box whose corners, turned by `angle` about its own centre, are `a` and `b`. */
export function boxBetween(a: Point, b: Point, angle: number): TurnedBox {
  const centre: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const [ax, ay] = turn(a, centre, -angle);
  const [bx, by] = turn(b, centre, -angle);
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by), angle };
}
