import { boxBetween, boxBounds, boxCentre, boxContains, boxCorners, boxEdgeDistance } from '../../geometry/box.ts';
import { minus, mix, plus, turn, type Point } from '../../geometry/point.ts';
import { moved, scaleOf, turnOf } from '../../geometry/similarity.ts';
import { coordinateProblem, type Handle, type Kind, type Modifiers } from './kind.ts';
import type { BoxShape } from './shape.ts';

/** Grips by their place on the unturned box, as fractions of its width and height. */
const GRIPS = new Map<string, Point>([
  ['nw', [0, 0]], ['n', [0.5, 0]], ['ne', [1, 0]], ['e', [1, 0.5]],
  ['se', [1, 1]], ['s', [0.5, 1]], ['sw', [0, 1]], ['w', [0, 0.5]],
]);
const TURN = 'turn';
const TURN_STEP = 15;

/** Rectangles, turned or not. */
export const box: Kind<BoxShape> = {
  name: 'box',
  space: 'image',
  drawnBy: 'drag',
  fromPoints: ([from, to], keys) => (from === undefined || to === undefined ? null : spanned(from, to, keys)),
  problem(shape) {
    const { x, y, width, height, angle } = shape;
    if (!Number.isFinite(angle)) return 'edit/not-a-number';
    return coordinateProblem([x, y, x + width, y + height, width, height]) ?? (width > 0 && height > 0 ? null : 'edit/no-area');
  },
  isLargeEnough: (shape, scale) => Math.min(shape.width, shape.height) * scale >= 3,
  handles: (shape) => [...[...GRIPS].map(([id, grip]) => gripHandle(shape, id, grip)), turnHandle(shape)],
  moveHandle(shape, handle, { to, keys }) {
    if (handle === TURN) return turned(shape, to, keys);
    const grip = GRIPS.get(handle);
    return grip === undefined ? shape : stretched(shape, grip, { to, keys });
  },
  withoutHandle: () => null,
  translate: (shape, [dx, dy]) => ({ ...shape, x: shape.x + dx, y: shape.y + dy }),
  // A box nobody turned is one along the edges of the picture, and stays so.
  carry(shape, by) {
    const [[x, y], scale] = [moved(by, boxCentre(shape)), scaleOf(by)];
    const [width, height] = [shape.width * scale, shape.height * scale];
    return { kind: 'box', x: x - width / 2, y: y - height / 2, width, height, angle: shape.angle === 0 ? 0 : shape.angle + turnOf(by) };
  },
  contains: boxContains,
  edgeDistance: boxEdgeDistance,
  area: (shape) => shape.width * shape.height,
  bounds: boxBounds,
  between(a, b, t) {
    const centre = mix(boxCentre(a), boxCentre(b), t);
    const [width, height] = mix([a.width, a.height], [b.width, b.height], t);
    return { kind: 'box', x: centre[0] - width / 2, y: centre[1] - height / 2, width, height, angle: a.angle + shortTurn(b.angle - a.angle) * t };
  },
  strokes: (shape) => [{ form: 'ring', coords: boxRing(shape) }],
};

function spanned(from: Point, to: Point, keys: Modifiers): BoxShape {
  let [dx, dy] = minus(to, from);
  if (keys.even) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    [dx, dy] = [side * (dx < 0 ? -1 : 1), side * (dy < 0 ? -1 : 1)];
  }
  const start: Point = keys.centred ? [from[0] - dx, from[1] - dy] : from;
  return { kind: 'box', ...boxBetween(start, [from[0] + dx, from[1] + dy], 0) };
}

function gripPoint(shape: BoxShape, [fx, fy]: Point): Point {
  return turn([shape.x + fx * shape.width, shape.y + fy * shape.height], boxCentre(shape), shape.angle);
}

function gripHandle(shape: BoxShape, id: string, grip: Point): Handle {
  return { id, at: gripPoint(shape, grip), role: id.length === 2 ? 'corner' : 'side', rise: null };
}

function turnHandle(shape: BoxShape): Handle {
  return { id: TURN, at: gripPoint(shape, [0.5, 0]), role: 'turn', rise: turn([0, -1], [0, 0], shape.angle) };
}

function turned(shape: BoxShape, to: Point, keys: Modifiers): BoxShape {
  const [dx, dy] = minus(to, boxCentre(shape));
  const angle = (Math.atan2(dx, -dy) * 180) / Math.PI;
  return { ...shape, angle: keys.even ? Math.round(angle / TURN_STEP) * TURN_STEP : angle };
}

/** Moves one grip in the box's own axes; the opposite grip, or the centre, stays where it is on the picture. */
function stretched(shape: BoxShape, grip: Point, { to, keys }: { to: Point; keys: Modifiers }): BoxShape {
  const still = keys.centred ? boxCentre(shape) : gripPoint(shape, [1 - grip[0], 1 - grip[1]]);
  const [rx, ry] = turn(minus(to, still), [0, 0], -shape.angle);
  let width = grip[0] === 0.5 ? shape.width : Math.abs(rx) * (keys.centred ? 2 : 1);
  let height = grip[1] === 0.5 ? shape.height : Math.abs(ry) * (keys.centred ? 2 : 1);
  if (keys.even && grip[0] !== 0.5 && grip[1] !== 0.5 && shape.width > 0 && shape.height > 0) {
    const factor = Math.max(width / shape.width, height / shape.height);
    [width, height] = [shape.width * factor, shape.height * factor];
  }
  const half = (fraction: number, size: number, towards: number): number => (fraction === 0.5 || keys.centred ? 0 : (size / 2) * (towards < 0 ? -1 : 1));
  const centre = plus(still, turn([half(grip[0], width, rx), half(grip[1], height, ry)], [0, 0], shape.angle));
  return { ...shape, x: centre[0] - width / 2, y: centre[1] - height / 2, width, height };
}

function shortTurn(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** The corners of a box as a ring, for painters and for what only knows polygons. */
export function boxRing(shape: BoxShape): number[] {
  return boxCorners(shape).flat();
}
