import sharp from 'sharp';
import { AppError } from '#shared/base/errors.ts';
import { AV_PIX_FMT_RGBA, Frame, Rational } from '../ffmpeg.ts';
import type { FrameIndex } from '../../services/video/frameIndex.ts';
import { Demuxer } from '../demuxer.ts';
import { ExactFrames, type Breathe } from '../exactFrames.ts';
import { FrameDecoder } from '../frameDecoder.ts';
import { streamFactsOf } from '../streamFacts.ts';

/** The frames of a clip, one in hand at a time, upright after a turn by `rotation`. */
export interface FrameFeed {
  /** Upright and with square pixels. */
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly timebase: readonly [number, number];
  bring(frame: number, breathe: Breathe): Promise<Frame>;
  /** Ticks; null when the file has none. */
  ptsOf(frame: number): number | null;
  close(): void;
}

/** The frames of a file, decoded with a decoder of its own. */
export function clipFeed({ path, name, index, threads }: { readonly path: string; readonly name: string; readonly index: FrameIndex; readonly threads: number }): FrameFeed {
  const demuxer = Demuxer.open(path, name);
  const decoder = new FrameDecoder(demuxer, { threads, name });
  const frames = new ExactFrames({ demuxer, decoder, index, name });
  const { width, height, rotation, timebase } = streamFactsOf(demuxer);
  return {
    width, height, rotation, timebase,
    bring: (frame, breathe) => frames.bring({ frame, breathe, hurry: false, onWay: () => undefined }),
    ptsOf: (frame) => (index.by === 'packets' ? (index.pts[frame] ?? null) : null),
    close: () => {
      decoder.close();
      demuxer.close();
    },
  };
}

/** The frames of a folder of pictures. One of another size is stretched to the first one's, as labels see it. */
export async function picturesFeed(paths: readonly string[], rate: number): Promise<FrameFeed> {
  const { autoOrient: { width, height } } = await sharp(paths[0] ?? '').metadata();
  let held: Frame | null = null;
  return {
    width, height, rotation: 0, timebase: [1, rate],
    bring: async (frame, breathe) => {
      await breathe();
      const { data, info } = await sharp(paths[frame] ?? '').autoOrient().resize(width, height, { fit: 'fill' }).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
        .catch((cause: unknown) => Promise.reject(new AppError('video/frame-broken', `Frame ${frame} is damaged and cannot be shown. The frames around it can.`, { params: { name: '', frame }, cause })));
      held?.free();
      held = Frame.fromVideoBuffer(data, { width: info.width, height: info.height, format: AV_PIX_FMT_RGBA, timeBase: new Rational(1, rate) });
      return held;
    },
    ptsOf: () => null,
    close: () => held?.free(),
  };
}
