import * as z from 'zod';
import { lumaPart } from '#shared/bridge/clipFrame.ts';
import { reviewCodec, reviewOrder } from '#shared/bridge/reviewContract.ts';
import { call, feed, type Contract } from '#shared/bridge/service.ts';
import { reviewMap } from '#shared/review/reviewMap.ts';

/**
 * What the store process asks of a decoder process. Each has one clip open; it parses foreign bytes and may be lost at
 * any time. Paths travel here, between two processes of ours.
 */
const nothing = z.object({});
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const ticks = z.number();

/** What the container says of the clip, before any packet was looked at. */
export const streamFacts = z.object({
  stored: z.object({ width: z.number().int(), height: z.number().int() }),
  /** Upright and with square pixels. */
  width: z.number().int(), height: z.number().int(),
  pixelAspect: z.number(), rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  codec: z.string(), container: z.string(),
  timebase: z.tuple([z.number().int(), z.number().int()]),
  /** How many frames the container promises; 0 when it does not say. */
  promised: z.number().int(),
  /** Of the file, in order, in seconds on its own clock; null where the next one or the end ends it. */
  chapters: z.array(z.object({ title: z.string(), from: z.number(), to: z.number().nullable() })),
});
export type StreamFacts = z.infer<typeof streamFacts>;

/** Columns of the index, by frame and by key packet; the same as `frameIndex.ts` in a form that travels. */
export const indexColumns = z.object({
  pts: bytes, order: bytes, by: z.enum(['packets', 'decoded']),
  keys: z.array(z.object({ order: z.number().int(), pts: ticks.nullable(), dts: ticks.nullable(), pos: z.number() })),
});
export type IndexColumns = z.infer<typeof indexColumns>;

/** Numbers of frames grow; `index` is what may be asked for by now. The last step is `done`. */
export const scanStep = z.object({
  share: z.number(), done: z.boolean(), index: indexColumns.nullable(),
  /** Ticks to the end of the last frame. */
  end: ticks,
  problems: z.array(z.object({ code: z.string(), frame: z.number().int().nullable() })),
});
export type ScanStep = z.infer<typeof scanStep>;

export const frameForm = z.discriminatedUnion('form', [
  /** Planes with a head, see `shared/bridge/clipFrame.ts`. */
  z.object({ form: z.literal('planes') }),
  /** A JPEG that fits a square of `side` pixels. */
  z.object({ form: z.literal('preview'), side: z.number().int().min(16).max(2048) }),
  /** The brightness of a part of it. */
  z.object({ form: z.literal('luma'), part: lumaPart }),
]);
export type FrameForm = z.infer<typeof frameForm>;

/** Frames of a review clip that are done, of all; at the end what became of it. */
export const reviewStep = z.object({
  done: z.number().int(), total: z.number().int(),
  made: z.object({
    encoder: z.string(), width: z.number().int(), height: z.number().int(), scale: z.number(), rate: z.tuple([z.number().int(), z.number().int()]),
    timebase: z.tuple([z.number().int(), z.number().int()]), picture: z.object({ width: z.number().int(), height: z.number().int() }), frames: reviewMap.shape.frames,
  }).nullable(),
});
export type ReviewStep = z.infer<typeof reviewStep>;

/** Where the frames of a review clip come from: a file with its index, or pictures in the order of their frames. */
export const reviewSource = z.union([z.object({ path: z.string(), name: z.string(), index: indexColumns }), z.object({ pictures: z.array(z.string()) })]);
export type ReviewSource = z.infer<typeof reviewSource>;

export const decoderContract = {
  clip: {
    open: call(z.object({ path: z.string(), name: z.string() }), streamFacts),
    /** Looks at every packet; frames can be asked for meanwhile. */
    scan: feed(nothing, scanStep),
    /** Takes an index that was made before instead of a scan. */
    use: call(z.object({ index: indexColumns }), nothing),
    /** Bytes of frame `frame`, exactly that one. */
    frame: call(z.object({ frame: z.number().int().min(0), as: frameForm }), z.object({ bytes })),
    /** What proves frames: times in ticks (null when the file has none) and hashes of their decoded planes. */
    prove: call(z.object({ frames: z.array(z.number().int().min(0)).max(1000) }), z.array(z.object({ frame: z.number().int(), pts: ticks.nullable(), sha256: z.string() }))),
    /** Where the person is going, so that frames are ready before they are asked for. */
    travel: call(z.object({ at: z.number().int(), direction: z.union([z.literal(-1), z.literal(0), z.literal(1)]), stride: z.number().int().min(1), playing: z.boolean() }), nothing),
  },
  /** Of a process that was started for it, so that the one that shows the clip is not kept waiting. */
  review: {
    codecs: call(nothing, z.object({ codecs: z.array(reviewCodec) })),
    /** Writes the file `out`, which people know as `name`. `rate`: frames a second of the clip. */
    make: feed(z.object({ order: reviewOrder, source: reviewSource, rate: z.number().positive(), out: z.string(), name: z.string() }), reviewStep),
  },
} satisfies Contract;

export type DecoderContract = typeof decoderContract;
