import { AppError } from '#shared/base/errors.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { DecoderContract } from '../services/video/decoderContract.ts';
import { indexOf } from '../services/video/indexColumns.ts';
import { writableCodecs } from './review/clipEncoder.ts';
import { clipFeed, picturesFeed, type FrameFeed } from './review/frameFeed.ts';
import { makeReview, type ReviewPorts } from './review/makeReview.ts';

type Source = Parameters<HandlersOf<DecoderContract>['review']['make']>[0]['source'];

/** Answers for review clips. Each is made with a decoder and an encoder of its own. */
export function serveReview(ports: ReviewPorts): HandlersOf<DecoderContract>['review'] {
  return {
    codecs: () => Promise.resolve({ codecs: [...writableCodecs()] }),
    make: async function* ({ order, source, rate, out, name }, options) {
      const { feed, first } = await feedOf(source, { rate, ports });
      try {
        for await (const { done, total, made } of makeReview({ order, feed, rate, first, out, name }, ports, options?.signal ?? new AbortController().signal)) {
          yield { done, total, made: made === null ? null : { ...made, timebase: [feed.timebase[0], feed.timebase[1]], picture: { width: feed.width, height: feed.height }, frames: [...made.frames] } };
        }
      } finally {
        feed.close();
      }
    },
  };
}

async function feedOf(source: Source, { rate, ports }: { readonly rate: number; readonly ports: ReviewPorts }): Promise<{ readonly feed: FrameFeed; readonly first: number }> {
  if ('pictures' in source) return { feed: await picturesFeed(source.pictures, rate), first: 0 };
  const index = indexOf(source.index);
  if (index === null) throw new AppError('media/broken', `“${source.name}” has no index any more. Open it again.`, { params: { name: source.name } });
  return { feed: clipFeed({ path: source.path, name: source.name, index, threads: ports.threads }), first: index.pts[0] ?? 0 };
}
