import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';

/** Vertices from which on a shape is giant. */
const GIANT = 5000;

/** So many vertices that whatever is made anew for each of them with every move would hold up the hand. */
export function isGiant(shape: Shape): boolean {
  return kindOf(shape).strokes(shape).reduce((sum, { coords }) => sum + coords.length, 0) > 2 * GIANT;
}
