import * as z from 'zod';
import type { Rate } from './timeCode.ts';
import { timeCodeOf } from './timeCode.ts';

/** Why a part of a clip is worth a look. */
export const riskName = z.enum(['jump', 'thin', 'swap', 'change', 'flag', 'finding', 'conflict', 'uncovered', 'back']);
export type RiskName = z.infer<typeof riskName>;

const number = z.number().int().min(0);
const span = z.object({
  /** First and last frame of the review clip, and the first and last frame of the clip they show. */
  from: number, to: number, sourceFrom: number, sourceTo: number,
  reasons: z.array(z.object({ why: riskName, frame: number, tracks: z.array(z.string()).max(200), text: z.string().max(500) })).max(500),
});

/**
 * Which frame of the clip each frame of a review clip shows, and what was drawn on it. It lies beside the review clip,
 * and is the way back for marks that were made by time code.
 */
export const reviewMap = z.object({
  format: z.literal('sightline-review'), version: z.literal(1),
  review: z.string().max(36), task: z.string().max(36), item: z.object({ id: z.string().max(36), name: z.string().max(4096) }),
  /** Milliseconds. */
  madeAt: z.number(),
  clip: z.object({ frames: number, width: number, height: number, timebase: z.tuple([number, number]) }),
  video: z.object({
    file: z.string().max(255), sha256: z.string().regex(/^[0-9a-f]{64}$/), codec: z.string().max(40), width: number, height: number,
    rate: z.tuple([number.min(1), number.min(1)]), frames: number,
    /** Pixels of the review clip for each of the clip; the picture's corner is at 0, 0. */
    scale: z.number().positive(),
  }),
  spans: z.array(span).max(100_000),
  /** Numbers that are drawn, and whose they are. */
  objects: z.array(z.object({ number: number.min(1), track: z.string().max(36), label: z.string().max(200), color: z.string().max(9) })).max(100_000),
  /** By frame of the review clip: frame of the clip, its time in ticks and in seconds, and what is drawn: number, then x, y, width, height in pixels of the clip. */
  frames: z.array(z.object({ frame: number, pts: z.number().nullable(), seconds: z.number(), drawn: z.array(z.tuple([number, z.number(), z.number(), z.number(), z.number()])) })).max(1_000_000),
});
export type ReviewMap = z.infer<typeof reviewMap>;
export type MappedFrame = ReviewMap['frames'][number];

export function rateOfMap({ video: { rate } }: ReviewMap): Rate {
  return [rate[0], rate[1]];
}

/** The map as a table, for people and scripts: one row for each frame of the review clip. */
export function mapTable(map: ReviewMap): string {
  const [frames, per] = rateOfMap(map);
  const rows = map.frames.map(({ frame, pts, seconds, drawn }, at) => [at, timeCodeOf((at * per) / frames), frame, timeCodeOf(seconds), pts ?? '', drawn.map(([number]) => number).join(' ')].join(','));
  return `${['review_frame,review_time,source_frame,source_time,source_pts,objects', ...rows].join('\n')}\n`;
}
