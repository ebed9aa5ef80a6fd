import { box } from './box.ts';
import type { Kind } from './kind.ts';
import { polygon } from './polygon.ts';
import type { Shape } from './shape.ts';
import { tag } from './tag.ts';

type ShapeOf<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** Every kind that has a module. */
export const kinds: { readonly [K in Shape['kind']]: Kind<ShapeOf<K>> } = { box, polygon, tag };

/** The functions of a shape's own kind. */
export function kindOf(shape: Shape): Kind<Shape> {
  // The table pairs each name with its own shape, which TypeScript cannot follow through a lookup.
  return kinds[shape.kind] as Kind<Shape>;
}
