import * as z from 'zod';
import { call, type Contract } from '../../bridge/service.ts';

/**
 * What the window may ask of its motion worker. It follows one thing, or measures a camera; either is shown frames one
 * after another, as the brightness of the part it asks for. Everything is in picture pixels.
 */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const nothing = z.object({});
const coordinate = z.number().min(-1e7).max(1e7);
const flat = z.array(coordinate).refine((values) => values.length % 2 === 0, 'points are pairs');
const side = z.number().int().min(1).max(16_384);

const part = z.object({ left: z.number().int(), top: z.number().int(), step: z.number().int().min(1).max(256), width: side, height: side });
const luma = part.extend({ pixels: bytes }).refine(({ width, height, pixels }) => pixels.length === width * height, 'one byte a pixel');
const similarity = z.object({ a: z.number(), b: z.number(), dx: z.number(), dy: z.number() });

const figure = z.object({ rings: z.array(flat), lines: z.array(flat), reach: z.number().min(0).max(1e5) });
const sighting = z.discriminatedUnion('is', [
  z.object({ is: z.literal('seen'), followed: z.object({ similarity, alike: z.number(), covered: z.number() }) }),
  z.object({ is: z.literal('again') }),
  z.object({ is: z.literal('lost'), why: z.enum(['plain', 'changed', 'left', 'scattered']) }),
]);

export const motionContract = {
  motion: {
    /** A thing as it was drawn on the first frame that will be shown. The answer is the part of that frame that is wanted. */
    follow: call(z.object({ figure, picture: z.object({ width: side, height: side }) }), z.object({ part })),
    /** The part that was wanted. Where the thing is there, and which part is wanted next: of the next frame, or with `again` of the same. */
    show: call(z.object({ luma }), z.object({ sighting, part })),
    /** A camera is to be measured. `probes`: what is known of it from before. */
    survey: call(z.object({ probes: z.array(z.number()) }), nothing),
    /** The next frame. `step` is null where it could not be told, `probes` are all so far; see `cameraSurvey.ts`. */
    look: call(z.object({ luma, frame: z.number().int().min(0) }), z.object({ step: z.object({ similarity, share: z.number() }).nullable(), probes: z.array(z.number()) })),
  },
} satisfies Contract;

export type MotionContract = typeof motionContract;
