import { blockCorners, headBlock, into, moveFace, outOf, THINNEST } from '../../geometry/block.ts';
import { convexHull } from '../../geometry/convexHull.ts';
import { distanceToSegment, type Point } from '../../geometry/point.ts';
import { ringContains, ringsBounds, signedArea } from '../../geometry/polygon.ts';
import { slerp } from '../../geometry/quaternion.ts';
import { coordinateProblem, type Handle, type Kind } from './kind.ts';
import type { CuboidShape } from './shape.ts';

const FACES = [['front', 0, 1], ['back', 0, -1], ['left', 1, 1], ['right', 1, -1]] as const;
/** How far a turn may be from length 1. */
const UNEVEN = 1e-3;

/**
 * A block in the space of a cloud. Its points are places on the ground, seen from above: x and y of the cloud's frame.
 * What lies in height is done by the stage with `geometry/block.ts`. Handles: the four upright faces, and `turn` ahead.
 */
export const cuboid: Kind<CuboidShape> = {
  name: 'cuboid',
  space: 'world',
  drawnBy: 'nothing',
  fromPoints: () => null,
  problem({ centre, size, turn }) {
    if (Math.abs(Math.hypot(...turn) - 1) > UNEVEN || !turn.every(Number.isFinite)) return 'edit/not-a-number';
    return coordinateProblem([...centre, ...size]) ?? (size.every((side) => side > 0) ? null : 'edit/no-area');
  },
  isLargeEnough: ({ size }) => size.every((side) => side >= THINNEST),
  handles(shape) {
    const faces = FACES.map(([id, axis, side]): Handle => ({ id, at: onFace(shape, axis, side), role: 'side', rise: null }));
    const ahead = onFace(shape, 0, 1);
    return [...faces, { id: 'turn', at: ahead, role: 'turn', rise: [ahead[0] - shape.centre[0], ahead[1] - shape.centre[1]] }];
  },
  moveHandle(shape, handle, { to: [x, y] }) {
    if (handle === 'turn') return headBlock(shape, Math.atan2(y - shape.centre[1], x - shape.centre[0]));
    const face = FACES.find(([id]) => id === handle);
    if (face === undefined) return shape;
    const [, axis, side] = face;
    return moveFace(shape, { axis, side }, side * into(shape, [x, y, shape.centre[2]])[axis] - shape.size[axis] / 2);
  },
  withoutHandle: () => null,
  translate: (shape, [dx, dy]) => ({ ...shape, centre: [shape.centre[0] + dx, shape.centre[1] + dy, shape.centre[2]] }),
  // It lies in the world, which no camera moves.
  carry: (shape) => shape,
  contains: (shape, at) => ringContains(footprint(shape), at),
  edgeDistance(shape, at) {
    const flat = footprint(shape);
    const ring = Array.from({ length: flat.length / 2 }, (_none, n): Point => [flat[n * 2] ?? 0, flat[n * 2 + 1] ?? 0]);
    return Math.min(...ring.map((from, n) => distanceToSegment(at, from, ring[(n + 1) % ring.length] ?? from)));
  },
  area: (shape) => Math.abs(signedArea(footprint(shape))),
  bounds: (shape) => ringsBounds([footprint(shape)]),
  between(a, b, t) {
    const mixed = (one: number, other: number): number => one + (other - one) * t;
    const way = (from: CuboidShape['centre'], to: CuboidShape['centre']): [number, number, number] => [mixed(from[0], to[0]), mixed(from[1], to[1]), mixed(from[2], to[2])];
    return { kind: 'cuboid', centre: way(a.centre, b.centre), size: way(a.size, b.size), turn: [...slerp(a.turn, b.turn, t)] };
  },
  strokes: (shape) => [{ form: 'ring', coords: footprint(shape) }, { form: 'line', coords: [shape.centre[0], shape.centre[1], ...onFace(shape, 0, 1)] }],
};

function onFace(shape: CuboidShape, axis: 0 | 1, side: 1 | -1): Point {
  const own: [number, number, number] = [0, 0, 0];
  own[axis] = (side * shape.size[axis]) / 2;
  const [x, y] = outOf(shape, own);
  return [x, y];
}

/** What it covers, seen from above. */
function footprint(shape: CuboidShape): number[] {
  return convexHull(blockCorners(shape).map(([x, y]): Point => [x, y]));
}
