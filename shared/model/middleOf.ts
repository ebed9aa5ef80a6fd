import type { Point } from '../geometry/point.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';

/** The middle of a shape's bounds. */
export function middleOf(shape: Shape): Point {
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? [0, 0] : [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
}
