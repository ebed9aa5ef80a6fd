import * as z from 'zod';

/** What the window and the host say to each other about clips. Frames are named by their rank in time, from 0; pixels go by URL. */

/** The clip as far as it is known. Numbers of frames grow while it is indexed. */
export const clipFacts = z.object({
  /** Name of this version of the file; part of every frame's address. */
  tag: z.string().regex(/^[0-9a-f]{40}$/),
  /** Upright and with square pixels, as frames are delivered; what is drawn lies in these pixels. */
  width: z.number().int(), height: z.number().int(),
  /** As the file stores them: before turning, and before pixels are made square. */
  stored: z.object({ width: z.number().int(), height: z.number().int() }),
  /** Width of a stored pixel over its height. */
  pixelAspect: z.number(),
  /** Degrees to the right that bring the stored picture upright. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  frames: z.number().int(),
  /** Seconds from the first frame's time to the end of the last. */
  duration: z.number(),
  /** Frames a second on average. */
  rate: z.number(),
  variableRate: z.boolean(),
  codec: z.string(), container: z.string(),
  chapters: z.array(z.object({ title: z.string(), from: z.number().int(), to: z.number().int() })),
  /** What is wrong without making the clip useless, e.g. `video/truncated`; `frame` is where, if that is known. */
  problems: z.array(z.object({ code: z.string(), frame: z.number().int().nullable() })),
});
export type ClipFacts = z.infer<typeof clipFacts>;

/** `clip` is there as soon as a first frame can be shown; `share` 0 to 1. The last step is `done`. */
export const clipProgress = z.object({ share: z.number(), done: z.boolean(), clip: clipFacts.nullable() });
export type ClipProgress = z.infer<typeof clipProgress>;

/** Seconds after the first frame for `times.length` frames from `from` on, and which of them are key frames. */
export const clipTimes = z.object({ from: z.number().int(), times: z.array(z.number()), keys: z.array(z.number().int()) });
export type ClipTimes = z.infer<typeof clipTimes>;

/** What proves that a frame is the one that was labelled: its time in ticks of `timebase` seconds (null when the file has none) and a hash of its decoded pixels. */
export const frameProof = z.object({
  frame: z.number().int(), pts: z.number().int().nullable(), timebase: z.tuple([z.number().int(), z.number().int()]),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FrameProof = z.infer<typeof frameProof>;

/** Which frames are likely to be wanted next. */
export const clipTravel = z.object({ at: z.number().int(), direction: z.union([z.literal(-1), z.literal(0), z.literal(1)]), /** Frames a step. */ stride: z.number().int().min(1), playing: z.boolean() });
export type ClipTravel = z.infer<typeof clipTravel>;

/** Something a person should hear while a clip is open, e.g. `video/decoder-restarted`, `video/file-changed`, `files/missing`. */
export const clipNews = z.object({ code: z.string(), params: z.record(z.string(), z.string()) });
export type ClipNews = z.infer<typeof clipNews>;
