import type { Point } from '../../geometry/point.ts';
import { selfCrossing } from '../../geometry/selfCrossing.ts';
import { kindOf } from './registry.ts';
import type { Shape } from './shape.ts';

/** What is odd about a shape that is kept all the same: it runs through itself, covers nothing, or lies beyond the picture. */
export type Flaw = 'crossing' | 'empty' | 'beyond';

/** A picture's size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Rounding in other programs puts borders a little outside. */
const BEYOND = 1;

/** The gravest flaw of a shape, or null. Without a picture nothing lies beyond it. */
export function flawOf(shape: Shape, picture: Size | null): Flaw | null {
  if (crossingOf(shape) !== null) return 'crossing';
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null) return null;
  if (coversArea(shape) && kindOf(shape).area(shape) <= 0) return 'empty';
  const out = picture !== null && (bounds.minX < -BEYOND || bounds.minY < -BEYOND || bounds.maxX > picture.width + BEYOND || bounds.maxY > picture.height + BEYOND);
  return out ? 'beyond' : null;
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

function coversArea({ kind }: Shape): boolean {
  return kind === 'box' || kind === 'polygon' || kind === 'ellipse' || kind === 'mask';
}
