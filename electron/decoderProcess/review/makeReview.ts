import { must } from '#shared/base/must.ts';
import type { ReviewOrder } from '#shared/bridge/reviewContract.ts';
import type { MappedFrame, ReviewMap } from '#shared/review/reviewMap.ts';
import { rateOf } from '#shared/review/timeCode.ts';
import { AV_LOG_QUIET, Log } from '../ffmpeg.ts';
import { ClipEncoder } from './clipEncoder.ts';
import type { FrameFeed } from './frameFeed.ts';
import { PicturePlace, spaceOf } from './picturePlace.ts';
import { layoutFor, ReviewPainter, type Caption } from './reviewPainter.ts';
import { YuvPage } from './yuvPage.ts';

export interface ReviewJob {
  readonly order: ReviewOrder;
  readonly feed: FrameFeed;
  /** Frames a second of the clip, on average. */
  readonly rate: number;
  /** Ticks of the clip's first frame. */
  readonly first: number;
  /** The file to write, and what people know it as. */
  readonly out: string;
  readonly name: string;
}

export interface ReviewPorts {
  readonly ticks: () => number;
  /** Lets everything else that waits have its turn. */
  readonly pause: () => Promise<void>;
  readonly threads: number;
}

/** What is known when the last frame is written. */
export interface MadeReview {
  readonly encoder: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly rate: ReviewMap['video']['rate'];
  readonly frames: readonly MappedFrame[];
}

export interface ReviewStep {
  readonly done: number;
  readonly total: number;
  readonly made: MadeReview | null;
}

/** Milliseconds between steps that are told, and between turns for others. */
const STEP = 250;
const BREATH = 12;

/** Decodes, paints and encodes the frames of an order, one after another. The file is whole when the last step comes. */
export async function* makeReview(job: ReviewJob, ports: ReviewPorts, signal: AbortSignal): AsyncGenerator<ReviewStep> {
  Log.setLevel(AV_LOG_QUIET);
  const { feed, order } = job;
  const breathe = breather(ports, signal);
  const frames = order.spans.flatMap((span, part) => Array.from({ length: span.to - span.from + 1 }, (_none, at) => ({ frame: span.from + at, part })));
  const rate = rateOf(job.rate);
  const layout = layoutFor(feed, order.height);
  const space = spaceOf(await feed.bring(must(frames[0], 'a frame to show').frame, breathe));
  const encoder = new ClipEncoder({ path: job.out, name: job.name, codec: order.codec, width: layout.width, height: layout.height, rate, space, threads: ports.threads });
  let encoding: Promise<void> = Promise.resolve();
  const place = new PicturePlace({ width: layout.width, height: layout.picture }, feed.rotation);
  try {
    // One is painted while the other is encoded.
    const pages = [new YuvPage(layout.width, layout.height), new YuvPage(layout.width, layout.height)] as const;
    const painter = new ReviewPainter(layout, order, space);
    const mapped: MappedFrame[] = [];
    let told = ports.ticks();
    for (const [at, { frame, part }] of frames.entries()) {
      const page = pages[at % 2 === 0 ? 0 : 1];
      place.put(await feed.bring(frame, breathe), page);
      const pts = feed.ptsOf(frame);
      const seconds = pts === null ? frame / job.rate : ((pts - job.first) * feed.timebase[0]) / feed.timebase[1];
      const drawn = await painter.paint(page, captionOf(order, { frame, part, seconds, at, of: frames.length }));
      await encoding;
      encoding = encoder.write(page.bytes);
      mapped.push({ frame, pts, seconds, drawn });
      await breathe();
      if (ports.ticks() - told < STEP) continue;
      told = ports.ticks();
      yield { done: at + 1, total: frames.length, made: null };
    }
    await encoding;
    await encoder.finish();
    yield { done: frames.length, total: frames.length, made: { encoder: encoder.encoder, width: layout.width, height: layout.height, scale: layout.scale, rate: [rate[0], rate[1]], frames: mapped } };
  } finally {
    await encoding.catch(() => undefined);
    place.close();
    encoder.close();
  }
}

function captionOf({ spans }: ReviewOrder, { part, ...place }: { readonly frame: number; readonly part: number; readonly seconds: number; readonly at: number; readonly of: number }): Caption {
  const span = spans[part];
  return { ...place, title: span?.title ?? '', part: `${part + 1}/${spans.length}`, about: new Set(span?.reasons.flatMap(({ tracks }) => tracks) ?? []) };
}

function breather({ ticks, pause }: ReviewPorts, signal: AbortSignal): () => Promise<void> {
  let last = ticks();
  return async () => {
    signal.throwIfAborted();
    if (ticks() - last < BREATH) return;
    await pause();
    last = ticks();
    signal.throwIfAborted();
  };
}
