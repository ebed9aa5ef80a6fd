import * as z from 'zod';

/** Image coordinates: pixels, x right, y down, (0, 0) is the outer corner of the top left pixel, so a pixel's centre is at .5. */
const coordinate = z.number().min(-1e7).max(1e7);
/** Vertices `x0, y0, x1, y1, ...`: flat, because a picture may hold a million of them. */
const ring = z.array(coordinate).refine((flat) => flat.length % 2 === 0, 'a ring holds pairs');

/** `x`, `y`: the top left corner before rotation; `angle`: degrees clockwise about the centre. */
export const boxShape = z.object({ kind: z.literal('box'), x: coordinate, y: coordinate, width: z.number().min(0).max(2e7), height: z.number().min(0).max(2e7), angle: z.number() });
/**
 * Rings are filled by the even-odd rule: the outer ring first, then its holes; a further ring outside the others is
 * another part of the same thing (seen left and right of a pole). Closed implicitly: the first vertex is not repeated.
 */
export const polygonShape = z.object({ kind: z.literal('polygon'), rings: z.array(ring).min(1) });
export const polylineShape = z.object({ kind: z.literal('polyline'), points: ring });
/** Several places, one thing. */
export const pointsShape = z.object({ kind: z.literal('points'), points: ring });
/** `x`, `y`: the centre; `angle`: degrees clockwise. */
export const ellipseShape = z.object({ kind: z.literal('ellipse'), x: coordinate, y: coordinate, rx: z.number().min(0).max(1e7), ry: z.number().min(0).max(1e7), angle: z.number() });
/**
 * Pixels: a box of whole pixels, and inside it run lengths down its columns in COCO's compressed text (outside first).
 */
export const maskShape = z.object({ kind: z.literal('mask'), x: coordinate.int(), y: coordinate.int(), width: z.number().int().min(1).max(200_000), height: z.number().int().min(1).max(200_000), runs: z.string().regex(/^[0-o]*$/) });
/** `state`: `occluded` is placed where it would be seen, `outside` is not on the picture. Edges by index. */
export const skeletonShape = z.object({
  kind: z.literal('skeleton'),
  joints: z.array(z.object({ name: z.string().min(1).max(40), x: coordinate, y: coordinate, state: z.enum(['visible', 'occluded', 'outside']) })).min(1).max(200),
  edges: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(400),
});
/** `x` to `height`: the front face; `dx`, `dy`: from its centre to the centre of the back face; `back`: size of that against the front. */
export const cuboid2dShape = z.object({
  kind: z.literal('cuboid2d'), x: coordinate, y: coordinate, width: z.number().min(0).max(2e7), height: z.number().min(0).max(2e7),
  dx: z.number().min(-2e7).max(2e7), dy: z.number().min(-2e7).max(2e7), back: z.number().min(0.05).max(20),
});
const place = z.tuple([coordinate, coordinate, coordinate]);
const side = z.number().min(0).max(1e5);
/**
 * In the frame of a cloud, in its unit: centre, then length, width and height along its own x (forward), y (left) and
 * z (up), and its turn as a quaternion x, y, z, w.
 */
export const cuboidShape = z.object({ kind: z.literal('cuboid'), centre: place, size: z.tuple([side, side, side]), turn: z.tuple([z.number(), z.number(), z.number(), z.number()]) });
export const tagShape = z.object({ kind: z.literal('tag') });

export type BoxShape = z.infer<typeof boxShape>;
export type PolygonShape = z.infer<typeof polygonShape>;
export type PolylineShape = z.infer<typeof polylineShape>;
export type PointsShape = z.infer<typeof pointsShape>;
export type EllipseShape = z.infer<typeof ellipseShape>;
export type MaskShape = z.infer<typeof maskShape>;
export type SkeletonShape = z.infer<typeof skeletonShape>;
export type Cuboid2dShape = z.infer<typeof cuboid2dShape>;
export type CuboidShape = z.infer<typeof cuboidShape>;
export type TagShape = z.infer<typeof tagShape>;

/** Where something is. One member per kind that has a module in this folder. */
export const shape = z.discriminatedUnion('kind', [boxShape, polygonShape, polylineShape, pointsShape, ellipseShape, skeletonShape, cuboid2dShape, tagShape, maskShape, cuboidShape]);
export type Shape = z.infer<typeof shape>;
