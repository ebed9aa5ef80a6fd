import type { Point } from '../geometry/point.ts';
import { middle } from '../geometry/rect.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';

/** The middle of a shape's bounds. */
export function middleOf(shape: Shape): Point {
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? [0, 0] : middle(bounds);
}
