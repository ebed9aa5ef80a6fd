import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { connect } from '#shared/bridge/client.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { REVIEW_ENDINGS, type ReviewCodec, type ReviewOrder, type ReviewProgress } from '#shared/bridge/reviewContract.ts';
import { must } from '#shared/base/must.ts';
import { AppError, errorCode } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { playerPage } from '#shared/review/playerPage.ts';
import { mapTable, type ReviewMap } from '#shared/review/reviewMap.ts';
import { hashFile } from '../blobs/blobStore.ts';
import type { ClipSource } from './clipSource.ts';
import { decoderContract, type ReviewStep } from './decoderContract.ts';
import { isSame, nameFile, pathsOf, refuseTaken, reviewFiles, unfinishedFor, writeBeside, type ReviewFiles } from './reviewFiles.ts';

export interface ReviewParts {
  readonly launchDecoder: () => Promise<Wire>;
  readonly clock: Clock;
}

export interface ReviewRequest {
  readonly clip: ClipSource;
  readonly item: { readonly id: string; readonly name: string };
  readonly order: ReviewOrder;
  /** Path of the files without what they end in. */
  readonly target: string;
  readonly replace: boolean;
}

/** Which codecs can be written here. Asked of a process that ends at once. */
export async function reviewCodecs({ launchDecoder }: ReviewParts): Promise<ReviewCodec[]> {
  const wire = await launchDecoder();
  try {
    return [...(await connect(decoderContract, wire).review.codecs({})).codecs];
  } finally {
    wire.close();
  }
}

/**
 * Makes a review clip in a process of its own, so that labelling goes on, and writes map and player beside it. Whatever
 * ends it early leaves no file.
 */
export async function* makeReviewClip(parts: ReviewParts, request: ReviewRequest, signal: AbortSignal): AsyncGenerator<ReviewProgress> {
  const { clip, order, target, replace } = request;
  const files = reviewFiles(target, REVIEW_ENDINGS[order.codec]);
  await refuseTaken(files, replace);
  const source = await clip.framesElsewhere(signal);
  if ('path' in source && (await isSame(source.path, files.video))) throw new AppError('review/itself', `“${basename(files.video)}” is the clip itself. Give the review clip another name.`, { params: { name: basename(files.video) } });
  const facts = must(clip.facts, 'the facts of an open clip');
  const last = Math.max(...order.spans.map(({ to }) => to));
  if (last >= facts.frames) throw new AppError('video/no-such-frame', `“${request.item.name}” has no frame ${last}.`, { params: { name: request.item.name, frame: last } });
  const out = unfinishedFor(files.video);
  const wire = await parts.launchDecoder();
  try {
    let made: NonNullable<ReviewStep['made']> | null = null;
    for await (const step of connect(decoderContract, wire).review.make({ order, source, rate: facts.rate, out, name: basename(files.video) }, { signal })) {
      made = step.made ?? made;
      if (step.made === null) yield { done: step.done, total: step.total, written: null, map: null };
    }
    signal.throwIfAborted();
    const map = mapOf(request, { frames: facts.frames, made: must(made, 'a review clip at the end of its making'), files, sha256: await hashFile(out, signal), now: parts.clock.now() });
    await nameAll(files, { map, out, order, replace });
    yield { done: map.frames.length, total: map.frames.length, written: pathsOf(files).map((path) => basename(path)), map };
  } catch (error) {
    if (errorCode(error) !== 'host/lost') throw error;
    throw new AppError('review/lost', `The part of Sightline that made “${basename(files.video)}” came to an end. Nothing was written; try again, with another codec if it stays.`, { params: { name: basename(files.video) }, cause: error });
  } finally {
    wire.close();
    await rm(out, { force: true }).catch(() => undefined);
  }
}

/** The video last: where it is, the map is as well. */
async function nameAll(files: ReviewFiles, { map, out, order, replace }: { readonly map: ReviewMap; readonly out: string; readonly order: ReviewOrder; readonly replace: boolean }): Promise<void> {
  const written: string[] = [];
  const write = async (path: string, text: string): Promise<void> => {
    await writeBeside(path, text, replace);
    written.push(path);
  };
  try {
    await write(files.mapJson, JSON.stringify(map));
    await write(files.mapTable, mapTable(map));
    await write(files.player, playerPage(map, order.player));
    await nameFile(out, files.video, replace);
  } catch (error) {
    for (const path of written) await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}

function mapOf({ item, order }: ReviewRequest, { made, frames, files, sha256, now }: { readonly frames: number; readonly made: NonNullable<ReviewStep['made']>; readonly files: ReviewFiles; readonly sha256: string; readonly now: number }): ReviewMap {
  let from = 0;
  const spans = order.spans.map(({ from: sourceFrom, to: sourceTo, reasons }) => {
    const span = { from, to: from + sourceTo - sourceFrom, sourceFrom, sourceTo, reasons };
    from = span.to + 1;
    return span;
  });
  return {
    format: 'sightline-review', version: 1, review: order.review, task: order.task, item: { id: item.id, name: item.name }, madeAt: now,
    clip: { frames, ...made.picture, timebase: made.timebase },
    video: { file: basename(files.video), sha256, codec: made.encoder, width: made.width, height: made.height, rate: made.rate, frames: made.frames.length, scale: made.scale },
    spans,
    objects: order.objects.map(({ number, track, label, color }) => ({ number, track, label, color })),
    frames: made.frames,
  };
}
