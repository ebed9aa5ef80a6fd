import { turn } from '../../geometry/point.ts';
import { polygonEdgeDistance } from '../../geometry/polygon.ts';
import { moved, scaleOf, turnOf } from '../../geometry/similarity.ts';
import { box } from './box.ts';
import { coordinateProblem, type Kind } from './kind.ts';
import type { BoxShape, EllipseShape } from './shape.ts';

const VERTICES = 96;

/** Ellipses, turned or not. Their handles are those of the box around them. */
export const ellipse: Kind<EllipseShape> = {
  name: 'ellipse',
  space: 'image',
  drawnBy: 'drag',
  fromPoints(points, keys) {
    const around = box.fromPoints(points, keys);
    return around === null ? null : within(around);
  },
  problem(shape) {
    const { x, y, rx, ry, angle } = shape;
    if (!Number.isFinite(angle)) return 'edit/not-a-number';
    return coordinateProblem([x - rx, y - ry, x + rx, y + ry]) ?? (rx > 0 && ry > 0 ? null : 'edit/no-area');
  },
  isLargeEnough: (shape, scale) => Math.min(shape.rx, shape.ry) * 2 * scale >= 3,
  handles: (shape) => box.handles(around(shape)),
  moveHandle: (shape, handle, move) => within(box.moveHandle(around(shape), handle, move)),
  withoutHandle: () => null,
  translate: (shape, [dx, dy]) => ({ ...shape, x: shape.x + dx, y: shape.y + dy }),
  carry({ x, y, rx, ry, angle }, by) {
    const [[toX, toY], scale] = [moved(by, [x, y]), scaleOf(by)];
    return { kind: 'ellipse', x: toX, y: toY, rx: rx * scale, ry: ry * scale, angle: angle + turnOf(by) };
  },
  contains(shape, at) {
    const [x, y] = turn(at, [shape.x, shape.y], -shape.angle);
    return ((x - shape.x) / shape.rx) ** 2 + ((y - shape.y) / shape.ry) ** 2 <= 1;
  },
  edgeDistance: (shape, at) => polygonEdgeDistance([ellipseRing(shape)], at),
  area: (shape) => Math.PI * shape.rx * shape.ry,
  bounds({ x, y, rx, ry, angle }) {
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const [wide, high] = [Math.hypot(rx * cos, ry * sin), Math.hypot(rx * sin, ry * cos)];
    return { minX: x - wide, minY: y - high, maxX: x + wide, maxY: y + high };
  },
  // A half turn brings an ellipse onto itself, so no turn between two is longer than a quarter.
  between: (a, b, t) => within(box.between(around(a), around({ ...b, angle: a.angle + quarterTurn(b.angle - a.angle) }), t)),
  strokes: (shape) => [{ form: 'ring', coords: ellipseRing(shape) }],
};

/** Its outline as a ring of `vertices` on the ellipse itself. */
export function ellipseRing({ x, y, rx, ry, angle }: EllipseShape, vertices = VERTICES): number[] {
  return Array.from({ length: vertices }, (_, at) => {
    const way = (at / vertices) * 2 * Math.PI;
    return turn([x + rx * Math.cos(way), y + ry * Math.sin(way)], [x, y], angle);
  }).flat();
}

function quarterTurn(degrees: number): number {
  return ((((degrees + 90) % 180) + 180) % 180) - 90;
}

function around({ x, y, rx, ry, angle }: EllipseShape): BoxShape {
  return { kind: 'box', x: x - rx, y: y - ry, width: 2 * rx, height: 2 * ry, angle };
}

function within({ x, y, width, height, angle }: BoxShape): EllipseShape {
  return { kind: 'ellipse', x: x + width / 2, y: y + height / 2, rx: width / 2, ry: height / 2, angle };
}
