import * as z from 'zod';
import type { LabelId } from './ids.ts';

/** The geometry families. Each has a module in `kinds/`. */
export const kindName = z.enum(['tag', 'box', 'polygon', 'polyline', 'points', 'ellipse', 'skeleton', 'mask', 'cuboid2d', 'cuboid']);
export type KindName = z.infer<typeof kindName>;

export const attributeValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type AttributeValue = z.infer<typeof attributeValue>;

/** One attribute of a label. `perFrame` values sit on keyframes, the others on the track. */
export const attribute = z.object({
  key: z.string().regex(/^[a-z0-9_]{1,40}$/),
  name: z.string().min(1).max(80),
  input: z.enum(['select', 'radio', 'checkbox', 'number', 'text']),
  values: z.array(z.string().max(80)).max(200),
  min: z.number().nullable(),
  max: z.number().nullable(),
  fallback: attributeValue,
  perFrame: z.boolean(),
  required: z.boolean(),
});
export type Attribute = z.infer<typeof attribute>;

const share = z.number().min(0).max(1);

/** The joints of a skeleton, placed as shares of the box it is stretched over, and the edges between them by index. */
export const skeletonTemplate = z.object({
  joints: z.array(z.object({ name: z.string().trim().min(1).max(40), x: share, y: share })).min(1).max(200),
  edges: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(400),
}).refine(({ joints, edges }) => new Set(joints.map(({ name }) => name)).size === joints.length && edges.every(([a, b]) => a !== b && a < joints.length && b < joints.length), 'names once, edges between joints');
export type SkeletonTemplate = z.infer<typeof skeletonTemplate>;

/** One class of the ontology, as the person sees it. `kinds` empty means every kind. */
export interface Label {
  readonly id: LabelId;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
  readonly kinds: readonly KindName[];
  readonly attributes: readonly Attribute[];
  readonly order: number;
}
