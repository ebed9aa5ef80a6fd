import { AppError } from '../base/errors.ts';
import type { NewId } from '../base/id.ts';
import { must } from '../base/must.ts';
import type { HandlersOf } from '../bridge/service.ts';
import type { LabelRecord } from '../model/records.ts';
import type { Format, FormatDocument, Imported, ImportTarget, Work } from './format.ts';
import type { ExportProgress, FormatsContract, ImportBatch, ImportPreview } from './formatsContract.ts';
import { itemMatcher } from './matchItems.ts';
import { memorySink, memorySource } from './memory.ts';
import { onlyNew } from './onlyNew.ts';
import { formatById, formats } from './registry.ts';
import { Report } from './report.ts';
import { sniff } from './sniff.ts';

type Handlers = HandlersOf<FormatsContract>['formats'];
type ReadRequest = Parameters<Handlers['read']>[0];

interface WriteJob {
  readonly format: Format;
  readonly projectName: string;
  readonly labels: readonly LabelRecord[];
  readonly documents: FormatDocument[];
}

/** The far side of `formatsContract`: holds the sources and unfinished exports of one window. */
export function serveFormats(newId: NewId): HandlersOf<FormatsContract> {
  const sources = new Map<string, Map<string, Uint8Array>>();
  const jobs = new Map<string, WriteJob>();
  return {
    formats: {
      list: () => Promise.resolve(formats.map(({ id, title, fileName, read, write }) => ({ id, title, fileName, reads: read !== null, writes: write !== null }))),
      open: ({ files }) => {
        const source = newId();
        sources.set(source, new Map(files.map(({ name, bytes }) => [name, bytes])));
        return Promise.resolve({ source });
      },
      add: async ({ source, files }) => {
        const there = known(sources, source);
        for (const { name, bytes } of files) there.set(name, bytes);
        return Promise.resolve({});
      },
      close: ({ source }) => {
        sources.delete(source);
        return Promise.resolve({});
      },
      sniff: async ({ source }) => (await sniff(memorySource(known(sources, source)))).map(({ format, likelihood }) => ({ format: format.id, title: format.title, likelihood })),
      preview: (request, options) => preview(request, { files: known(sources, request.source), newId, signal: options?.signal ?? null }),
      read: (request, options) => batches(request, { files: known(sources, request.source), newId, signal: options?.signal ?? null }),
      startWrite: async ({ format, projectName, labels }) => {
        const job = newId();
        jobs.set(job, { format: formatFor(format, 'write'), projectName, labels, documents: [] });
        return Promise.resolve({ job });
      },
      addDocuments: async ({ job, documents }) => {
        known(jobs, job).documents.push(...documents);
        return Promise.resolve({});
      },
      write: ({ job, now, discard }, options) => writeFiles(takeJob(jobs, job), { now, discard, signal: options?.signal ?? null }),
    },
  };
}

interface Reading {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly newId: NewId;
  readonly signal: AbortSignal | null;
}

async function* preview(request: ReadRequest, reading: Reading): AsyncGenerator<ImportPreview> {
  const { imported, work, progress } = startReading(request, reading);
  const items = new Set<string>();
  const counts = { labels: 0, things: 0 };
  for await (const part of imported) {
    if ('labels' in part) counts.labels += part.labels.length;
    else {
      items.add(part.item.id);
      counts.things += part.records.filter((record) => record.type === 'track').length;
    }
    yield { ...progress, report: null, counts: null };
  }
  yield { ...progress, report: [...work.report.lines()], counts: { ...counts, items: items.size } };
}

async function* batches(request: ReadRequest, reading: Reading): AsyncGenerator<ImportBatch> {
  const { imported, progress } = startReading(request, reading);
  for await (const part of imported) {
    if ('labels' in part) yield { ...progress, item: null, records: [...part.labels] };
    else yield { ...progress, item: part.item.id, records: [...part.records] };
  }
}

function startReading({ format, target }: ReadRequest, { files, newId, signal }: Reading): { readonly imported: AsyncIterable<Imported>; readonly work: Work; readonly progress: { done: number; total: number } } {
  const progress = { done: 0, total: 0 };
  const onProgress = (done: number, total: number): void => void Object.assign(progress, { done, total });
  const work = { report: new Report(), onProgress, signal };
  const read = must(formatFor(format, 'read').read, 'formatFor asked for a reader');
  return { imported: addOnly(read(memorySource(files), targetOf(target, newId), work), new Set(target.present), work.report), work, progress };
}

async function* addOnly(imported: AsyncIterable<Imported>, present: ReadonlySet<string>, report: Report): AsyncGenerator<Imported> {
  for await (const part of imported) {
    const fresh = onlyNew(part, present, report);
    if (('labels' in fresh ? fresh.labels : fresh.records).length > 0) yield fresh;
  }
}

function targetOf({ project, labels, items }: ReadRequest['target'], newId: NewId): ImportTarget {
  return { project, labels, findItem: itemMatcher(items), newId };
}

async function* writeFiles(job: WriteJob, { now, discard, signal }: { readonly now: number; readonly discard: boolean; readonly signal: AbortSignal | null }): AsyncGenerator<ExportProgress> {
  const total = job.documents.length;
  if (discard) return;
  yield { done: 0, total, report: null, files: [] };
  const report = new Report();
  const sink = memorySink();
  await job.format.write?.({ projectName: job.projectName, labels: job.labels, documents: job.documents, now }, sink, { report, onProgress: () => undefined, signal });
  yield { done: total, total, report: [...report.lines()], files: [...sink.files].map(([name, bytes]) => ({ name, bytes })) };
}

function formatFor(id: string, verb: 'read' | 'write'): Format {
  const format = formatById(id);
  if (format === null || format[verb] === null) throw new AppError('formats/unknown', `Sightline cannot ${verb} the format “${id}”.`, { params: { format: id, verb } });
  return format;
}

function known<T>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id);
  if (found === undefined) throw new AppError('formats/closed', 'That import or export is over. Start it again.');
  return found;
}

function takeJob(jobs: Map<string, WriteJob>, id: string): WriteJob {
  const job = known(jobs, id);
  jobs.delete(id);
  return job;
}
