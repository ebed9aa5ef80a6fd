import * as z from 'zod';
import { call, type Contract } from '../bridge/service.ts';

/**
 * What the window may ask of its vision worker, over the worker's port. Pixels are sent once as a patch and named
 * afterwards; everything else is in image pixels. Only the newest question of a window counts: it cancels the others.
 */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const nothing = z.object({});
const step = z.number().positive().max(1e5);
const side = z.number().int().min(1).max(16384);
const coordinate = z.number().min(-1e7).max(1e7);
const flat = z.array(coordinate).refine((values) => values.length % 2 === 0, 'points are pairs');

const patch = z
  .object({ patch: z.number().int(), left: z.number(), top: z.number(), stepX: step, stepY: step, width: side, height: side, pixels: bytes })
  .refine(({ width, height, pixels }) => pixels.length === width * height * 4, 'four bytes a pixel');

export const regionAid = z.enum(['wand', 'grabcut', 'superpixels']);
export type RegionAid = z.infer<typeof regionAid>;

/**
 * One thing a person said: this belongs to it (`take`) or does not. `box`: two corners around it; `stroke`: places on
 * it. `reach`: how far the hand pulled, in CSS pixels, where that says something.
 */
export const mark = z.object({ take: z.boolean(), by: z.enum(['box', 'stroke']), points: flat.min(2), reach: z.number().min(0).max(1e5) });
export type Mark = z.infer<typeof mark>;

/** `tolerance` 0 to 100, `smoothing` 0 to 10, `cell` in pixels of the patch. */
export const tuning = z.object({ tolerance: z.number().min(0).max(100), smoothing: z.number().min(0).max(10), cell: z.number().min(2).max(1000) });
export type Tuning = z.infer<typeof tuning>;

/** Outlines, outer rings first; empty when nothing was found. */
const rings = z.object({ rings: z.array(z.array(z.number())) });
const paths = z.object({ paths: z.array(z.array(z.number())) });

export const visionContract = {
  vision: {
    /** Hands over pixels. The two newest patches are kept. */
    see: call(patch, nothing),
    /** A region from what was marked. */
    propose: call(z.object({ patch: z.number().int(), aid: regionAid, marks: z.array(mark).min(1).max(500), tuning }), rings),
    /** The last proposal again, along its border, on the pixels of a finer patch. */
    sharpen: call(z.object({ patch: z.number().int(), smoothing: z.number().min(0).max(10) }), rings),
    /** Ways along edges through given points, one fewer than points; `beside`: stay this near to these ways, in image pixels. */
    follow: call(z.object({ patch: z.number().int(), through: flat.min(2), beside: z.object({ paths: z.array(flat), within: z.number().positive() }).nullable(), smoothing: z.number().min(0).max(10) }), paths),
  },
} satisfies Contract;

export type VisionContract = typeof visionContract;
