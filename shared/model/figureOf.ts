import type { Figure } from '../vision/motion/figure.ts';
import { ellipseRing } from './kinds/ellipse.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';

/** Pixels around a line or a point that belong to what is followed: a share of its size, within limits. */
const REACH_SHARE = 0.08;
const [LEAST_REACH, MOST_REACH] = [9, 40];
/** The corners of a box are mostly ground. */
const VERTICES = 32;

/** The places of a picture by which a shape is followed; null for what has none. */
export function figureOf(shape: Shape): Figure | null {
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null) return null;
  const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  const reach = Math.min(MOST_REACH, Math.max(LEAST_REACH, REACH_SHARE * Math.hypot(width, height)));
  const inside = (ring: readonly number[]): Figure => ({ rings: [ring], lines: [], reach });
  switch (shape.kind) {
    case 'box': return inside(ellipseRing({ kind: 'ellipse', x: shape.x + shape.width / 2, y: shape.y + shape.height / 2, rx: shape.width / 2, ry: shape.height / 2, angle: shape.angle }, VERTICES));
    case 'ellipse': return inside(ellipseRing(shape, VERTICES));
    case 'polygon': return { rings: shape.rings, lines: [], reach };
    case 'polyline':
    case 'skeleton': return { rings: [], lines: kindOf(shape).strokes(shape).map(({ coords }) => coords), reach };
    case 'points': return { rings: [], lines: Array.from({ length: shape.points.length >> 1 }, (_, at) => shape.points.slice(at * 2, at * 2 + 2)), reach };
    default: return inside(ellipseRing({ kind: 'ellipse', x: bounds.minX + width / 2, y: bounds.minY + height / 2, rx: width / 2, ry: height / 2, angle: 0 }, VERTICES));
  }
}
