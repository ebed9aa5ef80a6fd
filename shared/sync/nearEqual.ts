import { sameJson, type Json } from '../base/json.ts';
import { blockCorners } from '../geometry/block.ts';
import { areaOfSpans, intersectSpans } from '../geometry/spans.ts';
import { spansOfMask } from '../model/kinds/maskRuns.ts';
import { cuboidCorners } from '../model/kinds/cuboid2d.ts';
import { shape, type BoxShape, type CuboidShape, type EllipseShape, type MaskShape, type PolygonShape, type Shape, type SkeletonShape } from '../model/kinds/shape.ts';

const SAME_OVERLAP = 0.98;
const SAME_DISTANCE = 0.5;
/** Of a corner in space, in the unit of the cloud: a centimetre of a metre. */
const SAME_PLACE = 0.01;

/**
 * Whether two geometries are the same for every purpose of labelling (`sync.md` §2.4): overlap of at least 0.98, or
 * no vertex further than half a pixel from its counterpart. Anything that is not a shape is not near anything.
 */
export function isNearlyEqual(a: Json, b: Json): boolean {
  const first = shape.safeParse(a);
  const second = shape.safeParse(b);
  if (!first.success || !second.success) return false;
  return areNear(first.data, second.data);
}

function areNear(one: Shape, other: Shape): boolean {
  switch (one.kind) {
    case 'tag':
      return other.kind === 'tag';
    case 'mask':
      return other.kind === 'mask' && nearMasks(one, other);
    case 'box':
      return other.kind === 'box' && nearBoxes(one, other);
    case 'ellipse':
      return other.kind === 'ellipse' && nearPoints(corners(around(one)), corners(around(other)));
    case 'polygon':
      return other.kind === 'polygon' && nearPolygons(one, other);
    case 'cuboid2d':
      return other.kind === 'cuboid2d' && nearPoints(cuboidCorners(one).flat(), cuboidCorners(other).flat());
    case 'cuboid':
      return other.kind === 'cuboid' && nearBlocks(one, other);
    case 'skeleton':
      return other.kind === 'skeleton' && nearSkeletons(one, other);
    case 'polyline':
    case 'points':
      return other.kind === one.kind && nearPoints(one.points, other.points);
  }
}

/** Corner by corner, so that another heading is another block. */
function nearBlocks(a: CuboidShape, b: CuboidShape): boolean {
  const corners = blockCorners(b);
  return blockCorners(a).every(([x, y, z], n) => Math.hypot(x - (corners[n]?.[0] ?? 0), y - (corners[n]?.[1] ?? 0), z - (corners[n]?.[2] ?? 0)) <= SAME_PLACE);
}

/** Joint by joint; another state of a joint is another skeleton. */
function nearSkeletons(a: SkeletonShape, b: SkeletonShape): boolean {
  const [joints, others] = [a.joints, b.joints];
  const same = joints.length === others.length && joints.every(({ name, state }, at) => name === others[at]?.name && state === others[at]?.state);
  return same && sameJson(a.edges, b.edges) && nearPoints(joints.flatMap(({ x, y }) => [x, y]), others.flatMap(({ x, y }) => [x, y]));
}

function around({ x, y, rx, ry, angle }: EllipseShape): BoxShape {
  return { kind: 'box', x: x - rx, y: y - ry, width: 2 * rx, height: 2 * ry, angle };
}

function nearMasks(a: MaskShape, b: MaskShape): boolean {
  const [one, two] = [spansOfMask(a), spansOfMask(b)];
  const common = areaOfSpans(intersectSpans(one, two));
  const union = areaOfSpans(one) + areaOfSpans(two) - common;
  return union > 0 && common / union >= SAME_OVERLAP;
}

function nearBoxes(a: BoxShape, b: BoxShape): boolean {
  if (a.angle === b.angle && a.angle === 0) {
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    const common = Math.max(0, across) * Math.max(0, down);
    const union = a.width * a.height + b.width * b.height - common;
    if (union > 0 && common / union >= SAME_OVERLAP) return true;
  }
  return nearPoints(corners(a), corners(b));
}

/** Rings must correspond vertex by vertex: a moved starting point is rare and costs only a conflict too many. */
function nearPolygons(a: PolygonShape, b: PolygonShape): boolean {
  return a.rings.length === b.rings.length && a.rings.every((ring, at) => nearPoints(ring, b.rings[at] ?? []));
}

function nearPoints(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at + 1 < a.length; at += 2) {
    if (Math.hypot((a[at] ?? 0) - (b[at] ?? 0), (a[at + 1] ?? 0) - (b[at + 1] ?? 0)) > SAME_DISTANCE) return false;
  }
  return true;
}

function corners(box: BoxShape): readonly number[] {
  const turn = (box.angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [halfWidth, halfHeight] = [box.width / 2, box.height / 2];
  const signs = [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const;
  return signs.flatMap(([right, below]) => {
    const [dx, dy] = [right * halfWidth, below * halfHeight];
    return [box.x + halfWidth + dx * cos - dy * sin, box.y + halfHeight + dx * sin + dy * cos];
  });
}
