import type { Kind } from './kind.ts';
import type { TagShape } from './shape.ts';

/** A label of the whole picture; it has no place. */
export const tag: Kind<TagShape> = {
  name: 'tag',
  space: 'none',
  drawnBy: 'nothing',
  fromPoints: () => ({ kind: 'tag' }),
  problem: () => null,
  isLargeEnough: () => true,
  handles: () => [],
  moveHandle: (shape) => shape,
  withoutHandle: () => null,
  translate: (shape) => shape,
  carry: (shape) => shape,
  contains: () => false,
  edgeDistance: () => Infinity,
  area: () => 0,
  bounds: () => null,
  between: (a) => a,
  strokes: () => [],
};
