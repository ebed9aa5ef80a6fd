import { basename } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { NewId } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import type { Item } from '#shared/bridge/hostContract.ts';
import type { ReviewCodec, ReviewOrder } from '#shared/bridge/reviewContract.ts';
import { BookDocument } from '#shared/model/document.ts';
import { taskIdOf, type ItemId, type TaskId } from '#shared/model/ids.ts';
import { numberedTracks, partsOf, recordsDrawn, type ReviewContent } from '#shared/review/composeReview.ts';
import type { CliProject } from './openProject.ts';
import { projectItems } from './projectItems.ts';
import { projectRecords } from './projectRecords.ts';
import { FRAME_WORDS, reasonText, wordsOfPlayer } from './reviewWords.ts';

export interface ReviewJob {
  /** Name of the clip in the project, or the end of it. */
  readonly clip: string;
  readonly content: ReviewContent;
  readonly mostSeconds: number;
  readonly codec: ReviewCodec;
  readonly height: number | null;
  /** Grant of the folder, and name of the files without what they end in. */
  readonly grant: string;
  readonly name: string;
  readonly replace: boolean;
  readonly newId: NewId;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface Reviewed {
  readonly written: readonly string[];
  readonly parts: number;
  readonly frames: number;
}

/** Makes a review clip of a clip of the project, as far as its labels are saved on this machine. */
export async function reviewProject(project: CliProject, job: ReviewJob): Promise<Reviewed> {
  const item = await clipNamed(project, job);
  const facts = await factsOf(project, item, job.signal);
  const order = await orderFor(project, { item, facts, job });
  for await (const { done, total, written } of project.services.video.review({ project: project.id, item: item.id, tag: facts.tag, order, grant: job.grant, name: job.name, replace: job.replace }, { signal: job.signal })) {
    job.onProgress(done, total);
    if (written !== null) return { written, parts: order.spans.length, frames: total };
  }
  throw new AppError('review/not-written', `“${job.name}” could not be written. Choose another folder or another codec.`);
}

async function clipNamed(project: CliProject, { clip, signal }: ReviewJob): Promise<Item> {
  const items = (await projectItems(project, () => undefined, signal)).filter(({ media }) => media === 'clip');
  const found = items.filter(({ name }) => name === clip || basename(name) === clip);
  if (found.length === 1) return must(found[0], 'the clip');
  const names = items.slice(0, 8).map(({ name }) => name).join(', ');
  throw new AppError('cli/which-clip', found.length > 1 ? `Several clips are called “${clip}”. Name it with its folders: ${found.map(({ name }) => name).join(', ')}.` : `There is no clip “${clip}” in this project.${names === '' ? '' : ` It has: ${names}.`}`);
}

async function factsOf({ id, services }: CliProject, item: Item, signal: AbortSignal): Promise<ClipFacts> {
  let facts: ClipFacts | null = null;
  for await (const step of services.video.open({ project: id, item: item.id }, { signal })) facts = step.clip ?? facts;
  return must(facts, 'the facts of a clip that was read to its end');
}

async function orderFor(project: CliProject, { item, facts, job }: { readonly item: Item; readonly facts: ClipFacts; readonly job: ReviewJob }): Promise<ReviewOrder> {
  const task: TaskId = taskIdOf(item.id as ItemId);
  const { streams } = await projectRecords(project);
  const records = [...(streams.get(`p:${project.id}`) ?? []), ...(streams.get(`t:${task}`) ?? [])];
  const document = new BookDocument(new Map(records.map((record) => [record.id, record])));
  const looked = { document, chosen: new Set<never>(), onlyChosen: false };
  const things = numberedTracks(looked);
  const spans = partsOf({ ...looked, task, frames: facts.frames, rate: facts.rate, content: job.content, range: null, mostSeconds: job.mostSeconds }).map(({ from, to, moments }) => {
    const reasons = moments.map((moment) => ({ why: moment.why, frame: moment.frame, tracks: [...moment.tracks], text: reasonText(moment, things) }));
    return { from, to, title: reasons.map(({ text }) => text).join(' · ').slice(0, 500), reasons: reasons.slice(0, 500) };
  });
  if (spans.length === 0) throw new AppError('cli/nothing-to-review', `Nothing stands out in “${item.name}”. Say --content whole for all of it.`);
  return {
    review: job.newId(), task, spans, objects: [...things], records: [...recordsDrawn(document, new Set(things.map(({ track }) => track)))], codec: job.codec, height: job.height,
    words: FRAME_WORDS, player: wordsOfPlayer(item.name),
  };
}
