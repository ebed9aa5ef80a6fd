import { box } from './box.ts';
import { cuboid } from './cuboid.ts';
import { cuboid2d } from './cuboid2d.ts';
import { ellipse } from './ellipse.ts';
import type { Kind } from './kind.ts';
import { points } from './points.ts';
import { mask } from './mask.ts';
import { polygon } from './polygon.ts';
import { polyline } from './polyline.ts';
import type { Shape } from './shape.ts';
import { skeleton } from './skeleton.ts';
import { tag } from './tag.ts';

type ShapeOf<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** Every kind that has a module. */
export const kinds: { readonly [K in Shape['kind']]: Kind<ShapeOf<K>> } = { box, polygon, polyline, points, ellipse, skeleton, cuboid2d, tag, mask, cuboid };

/** The functions of a shape's own kind. */
export function kindOf(shape: Shape): Kind<Shape> {
  // The table pairs each name with its own shape, which TypeScript cannot follow through a lookup.
  return kinds[shape.kind] as Kind<Shape>;
}
