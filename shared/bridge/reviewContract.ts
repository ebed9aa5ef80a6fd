import * as z from 'zod';
import { playerWords } from '../review/playerPage.ts';
import { reviewMap } from '../review/reviewMap.ts';

/** What is asked of the host to make a review clip, and what it says meanwhile. Frames are those of the clip. */

export const reviewCodec = z.enum(['vp9', 'av1', 'h264']);
export type ReviewCodec = z.infer<typeof reviewCodec>;

/** What the file of a codec ends in. */
export const REVIEW_ENDINGS: Readonly<Record<ReviewCodec, string>> = { vp9: '.webm', av1: '.mp4', h264: '.mp4' };

const frame = z.number().int().min(0);

/** One thing that is drawn, and what it is called. */
export const reviewObject = z.object({ number: z.number().int().min(1), track: z.string().max(36), label: z.string().max(200), color: z.string().regex(/^#[0-9a-f]{6}$/i) });
export type ReviewObject = z.infer<typeof reviewObject>;

/** What a review clip holds. */
export const reviewOrder = z.object({
  review: z.string().max(36), task: z.string().max(36),
  /** In the order they are shown. `title` stands below the picture. */
  spans: z.array(z.object({ from: frame, to: frame, title: z.string().max(500), reasons: reviewMap.shape.spans.element.shape.reasons })).min(1).max(100_000),
  objects: z.array(reviewObject).max(20_000),
  /** What says where they are on each frame: records of their document, read where they are used. */
  records: z.array(z.unknown()),
  codec: reviewCodec,
  /** Rows of the picture at most; null: as many as the clip has. */
  height: z.number().int().min(64).max(8192).nullable(),
  /** In the language of whoever looks at it. */
  words: z.object({ frame: z.string().max(40), cut: z.string().max(40) }),
  player: playerWords,
});
export type ReviewOrder = z.infer<typeof reviewOrder>;

/** Frames done of all. The last step names what was written, in the folder that was chosen. */
export const reviewProgress = z.object({ done: frame, total: frame, written: z.array(z.string()).nullable(), map: reviewMap.nullable() });
export type ReviewProgress = z.infer<typeof reviewProgress>;
