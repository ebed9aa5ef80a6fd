import type { Json } from '../base/json.ts';
import { shape, type BoxShape, type PolygonShape } from '../model/kinds/shape.ts';

const SAME_OVERLAP = 0.98;
const SAME_DISTANCE = 0.5;

/**
 * Whether two geometries are the same for every purpose of labelling (`sync.md` §2.4): overlap of at least 0.98, or
 * no vertex further than half a pixel from its counterpart. Anything that is not a shape is not near anything.
 */
export function isNearlyEqual(a: Json, b: Json): boolean {
  const first = shape.safeParse(a);
  const second = shape.safeParse(b);
  if (!first.success || !second.success) return false;
  const [one, other] = [first.data, second.data];
  if (one.kind === 'tag') return other.kind === 'tag';
  if (one.kind === 'box') return other.kind === 'box' && nearBoxes(one, other);
  return other.kind === 'polygon' && nearPolygons(one, other);
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
