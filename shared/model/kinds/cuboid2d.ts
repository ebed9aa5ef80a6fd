import { convexHull } from '../../geometry/convexHull.ts';
import { distance, distanceToSegment, type Point } from '../../geometry/point.ts';
import { ringContains, ringsBounds, signedArea } from '../../geometry/polygon.ts';
import { scaleOf } from '../../geometry/similarity.ts';
import { box } from './box.ts';
import { coordinateProblem, type Handle, type Kind, type Stroke } from './kind.ts';
import type { BoxShape, Cuboid2dShape } from './shape.ts';

/** What a new one is given as depth, as shares of its front face, until the hand says better. */
const DEPTH: Point = [0.4, -0.3];
const BACK = 0.85;
const LEAST_BACK = 0.05;
const MOST_BACK = 20;
const CORNERS = ['nw', 'ne', 'se', 'sw'] as const;

/**
 * A block seen in perspective: an upright front face, the way to the centre of the back face, and how large that is
 * against the front. Handles: `f:` with those of a box on the front face, `b:` the corners of the back face, which size
 * it, and `depth` in its middle.
 */
export const cuboid2d: Kind<Cuboid2dShape> = {
  name: 'cuboid2d',
  space: 'image',
  drawnBy: 'drag',
  fromPoints(points, keys) {
    const front = box.fromPoints(points, keys);
    return front === null ? null : { kind: 'cuboid2d', x: front.x, y: front.y, width: front.width, height: front.height, dx: front.width * DEPTH[0], dy: front.height * DEPTH[1], back: BACK };
  },
  problem(shape) {
    const { width, height, back, dx, dy } = shape;
    if (!Number.isFinite(back)) return 'edit/not-a-number';
    return coordinateProblem([width, height, dx, dy, ...cuboidCorners(shape).flat()]) ?? (width > 0 && height > 0 && back >= LEAST_BACK && back <= MOST_BACK ? null : 'edit/no-area');
  },
  isLargeEnough: (shape, scale) => Math.min(shape.width, shape.height) * scale >= 3,
  handles(shape) {
    const front = box.handles(frontOf(shape)).filter(({ role }) => role !== 'turn').map((handle): Handle => ({ ...handle, id: `f:${handle.id}` }));
    const back = faceCorners(backOf(shape)).map((at, index): Handle => ({ id: `b:${CORNERS[index] ?? ''}`, at, role: 'corner', rise: null }));
    return [...front, ...back, { id: 'depth', at: backCentre(shape), role: 'vertex', rise: null }];
  },
  moveHandle(shape, handle, { to, keys }) {
    if (handle === 'depth') {
      const [x, y] = frontCentre(shape);
      return { ...shape, dx: to[0] - x, dy: to[1] - y };
    }
    if (handle.startsWith('b:')) return { ...shape, back: Math.min(MOST_BACK, Math.max(LEAST_BACK, distance(backCentre(shape), to) / (Math.hypot(shape.width, shape.height) / 2 || 1))) };
    const { x, y, width, height } = box.moveHandle(frontOf(shape), handle.slice(2), { to, keys });
    return { ...shape, x, y, width, height };
  },
  withoutHandle: () => null,
  translate: (shape, [dx, dy]) => ({ ...shape, x: shape.x + dx, y: shape.y + dy }),
  carry(shape, by) {
    const { x, y, width, height } = box.carry(frontOf(shape), by);
    return { ...shape, x, y, width, height, dx: shape.dx * scaleOf(by), dy: shape.dy * scaleOf(by) };
  },
  contains: (shape, at) => ringContains(convexHull(cuboidCorners(shape)), at),
  edgeDistance: (shape, at) => Math.min(...edgesOf(shape).map(([from, to]) => distanceToSegment(at, from, to))),
  area: (shape) => Math.abs(signedArea(convexHull(cuboidCorners(shape)))),
  bounds: (shape) => ringsBounds([cuboidCorners(shape).flat()]),
  between(a, b, t) {
    const mixed = (one: number, other: number): number => one + (other - one) * t;
    return {
      kind: 'cuboid2d', x: mixed(a.x, b.x), y: mixed(a.y, b.y), width: mixed(a.width, b.width), height: mixed(a.height, b.height),
      dx: mixed(a.dx, b.dx), dy: mixed(a.dy, b.dy), back: mixed(a.back, b.back),
    };
  },
  strokes(shape) {
    const front: Stroke = { form: 'ring', coords: faceCorners(frontOf(shape)).flat() };
    return [front, ...edgesOf(shape).slice(4).map(([from, to]): Stroke => ({ form: 'line', coords: [...from, ...to] }))];
  },
};

/** The eight corners: the front face clockwise from top left, then the back face. */
export function cuboidCorners(shape: Cuboid2dShape): readonly Point[] {
  return [...faceCorners(frontOf(shape)), ...faceCorners(backOf(shape))];
}

/** Four edges of the front face, four of the back face, four between them. */
function edgesOf(shape: Cuboid2dShape): readonly (readonly [Point, Point])[] {
  const [front, back] = [faceCorners(frontOf(shape)), faceCorners(backOf(shape))];
  const around = (face: readonly Point[]): (readonly [Point, Point])[] => face.map((from, index) => [from, face[(index + 1) % 4] ?? from]);
  return [...around(front), ...around(back), ...front.map((from, index) => [from, back[index] ?? from] as const)];
}

function frontCentre({ x, y, width, height }: Cuboid2dShape): Point {
  return [x + width / 2, y + height / 2];
}

function backCentre(shape: Cuboid2dShape): Point {
  const [x, y] = frontCentre(shape);
  return [x + shape.dx, y + shape.dy];
}

function frontOf({ x, y, width, height }: Cuboid2dShape): BoxShape {
  return { kind: 'box', x, y, width, height, angle: 0 };
}

function backOf(shape: Cuboid2dShape): BoxShape {
  const [x, y] = backCentre(shape);
  const [width, height] = [shape.width * shape.back, shape.height * shape.back];
  return { kind: 'box', x: x - width / 2, y: y - height / 2, width, height, angle: 0 };
}

function faceCorners({ x, y, width, height }: BoxShape): readonly Point[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
}
