import type { Point } from '../../geometry/point.ts';
import { selfCrossing } from '../../geometry/selfCrossing.ts';
import { kindOf } from './registry.ts';
import type { Shape } from './shape.ts';

/** What is odd about a shape that is kept all the same: a hand could not draw it, it runs through itself, it reaches beyond the picture. */
export type Flaw = 'faulty' | 'crossing' | 'beyond';

/** A picture's size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Rounding in other programs puts borders a little outside. */
const BEYOND = 1;

/** The gravest flaw of a shape, or null. Without a picture nothing lies beyond it. */
export function flawOf(shape: Shape, picture: Size | null): Flaw | null {
  if (kindOf(shape).problem(shape) !== null) return 'faulty';
  if (crossingOf(shape) !== null) return 'crossing';
  const bounds = kindOf(shape).space === 'image' ? kindOf(shape).bounds(shape) : null;
  if (bounds === null || picture === null) return null;
  return bounds.minX < -BEYOND || bounds.minY < -BEYOND || bounds.maxX > picture.width + BEYOND || bounds.maxY > picture.height + BEYOND ? 'beyond' : null;
}

const crossings = new WeakMap<Shape, Point | null>();

/** Where an outline first runs through itself. A shape never changes, so it is looked for once. */
export function crossingOf(shape: Shape): Point | null {
  if (shape.kind !== 'polygon') return null;
  const known = crossings.get(shape);
  if (known !== undefined) return known;
  const found = selfCrossing(shape.rings);
  crossings.set(shape, found);
  return found;
}
