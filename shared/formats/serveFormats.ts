import { AppError } from '../base/errors.ts';
import type { NewId } from '../base/id.ts';
import { must } from '../base/must.ts';
import type { ClientOf, HandlersOf } from '../bridge/service.ts';
import type { LabelRecord } from '../model/records.ts';
import { countThings } from './countThings.ts';
import { memoryFile, memorySink } from './files/memory.ts';
import { mountFiles } from './files/mountFiles.ts';
import { zipSink } from './files/zipSink.ts';
import type { Source } from './files/files.ts';
import type { Format, FormatDocument, Imported, ImportTarget, Work } from './format.ts';
import type { AskerContract, ExportProgress, FormatsContract, ImportBatch, ImportPreview } from './formatsContract.ts';
import { itemMatcher } from './matchItems.ts';
import { onlyNew } from './onlyNew.ts';
import { formatById, formats } from './registry.ts';
import { Report } from './report.ts';
import { isContested, sniff } from './sniff.ts';

type Handlers = HandlersOf<FormatsContract>['formats'];
type ReadRequest = Parameters<Handlers['read']>[0];

interface WriteJob {
  readonly format: Format;
  readonly projectName: string;
  readonly labels: readonly LabelRecord[];
  readonly documents: FormatDocument[];
}

/** What the worker has from outside: ids, and the window to ask back. */
export interface FormatsOutside {
  readonly newId: NewId;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  readonly asker: ClientOf<AskerContract>['asker'];
}

/** The far side of `formatsContract`: holds the sources and unfinished exports of one window. */
export function serveFormats(outside: FormatsOutside): HandlersOf<FormatsContract> {
  const { newId } = outside;
  const sources = new Map<string, Opened>();
  const jobs = new Map<string, WriteJob>();
  return {
    formats: {
      list: () => Promise.resolve(formats.map(({ id, title, fileName, read, write }) => ({ id, title, fileName, reads: read !== null, writes: write !== null }))),
      open: ({ files }) => {
        const source = newId();
        sources.set(source, { files: [...files], mounted: null });
        return Promise.resolve({ source });
      },
      add: async ({ source, files }) => {
        const there = known(sources, source);
        there.files.push(...files);
        there.mounted = null;
        return Promise.resolve({});
      },
      close: ({ source }) => {
        sources.delete(source);
        return Promise.resolve({});
      },
      sniff: async ({ source }) => {
        const found = await sniff(await mounted(known(sources, source), outside));
        return { guesses: found.map(({ format, ...guess }) => ({ format: format.id, title: format.title, ...guess })), contested: isContested(found) };
      },
      preview: (request, options) => preview(request, { opened: known(sources, request.source), outside, signal: options?.signal ?? null }),
      read: (request, options) => batches(request, { opened: known(sources, request.source), outside, signal: options?.signal ?? null }),
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

interface Opened {
  readonly files: { readonly name: string; readonly bytes: number }[];
  /** Made when it is first looked into: archives are opened then. */
  mounted: Promise<Source> | null;
}

async function mounted(opened: Opened, { asker }: FormatsOutside): Promise<Source> {
  opened.mounted ??= mountFiles(opened.files.map(({ name, bytes }) => ({ name, size: bytes, part: (from, to) => asker.part({ name, from, to }) })));
  return opened.mounted;
}

interface Reading {
  readonly opened: Opened;
  readonly outside: FormatsOutside;
  readonly signal: AbortSignal | null;
}

async function* preview(request: ReadRequest, reading: Reading): AsyncGenerator<ImportPreview> {
  const { imported, work, progress } = await startReading(request, reading);
  const items = new Set<string>();
  const counts = { labels: 0, things: 0 };
  for await (const part of imported) {
    if ('labels' in part) counts.labels += part.labels.length;
    else {
      items.add(part.item.id);
      counts.things += countThings(part.records);
    }
    yield { ...progress, report: null, counts: null };
  }
  yield { ...progress, report: [...work.report.lines()], counts: { ...counts, items: items.size } };
}

async function* batches(request: ReadRequest, reading: Reading): AsyncGenerator<ImportBatch> {
  const { imported, progress } = await startReading(request, reading);
  for await (const part of imported) {
    if ('labels' in part) yield { ...progress, item: null, records: [...part.labels] };
    else yield { ...progress, item: part.item.id, records: [...part.records] };
  }
}

interface StartedReading {
  readonly imported: AsyncIterable<Imported>;
  readonly work: Work;
  readonly progress: { done: number; total: number };
}

async function startReading({ format, target }: ReadRequest, { opened, outside, signal }: Reading): Promise<StartedReading> {
  const progress = { done: 0, total: 0 };
  const onProgress = (done: number, total: number): void => void Object.assign(progress, { done, total });
  const work = { report: new Report(), onProgress, signal };
  const read = must(formatFor(format, 'read').read, 'formatFor asked for a reader');
  const imported = read(await mounted(opened, outside), targetOf(target, outside), work);
  return { imported: addOnly(imported, new Set(target.present), work.report), work, progress };
}

async function* addOnly(imported: AsyncIterable<Imported>, present: ReadonlySet<string>, report: Report): AsyncGenerator<Imported> {
  for await (const part of imported) {
    const fresh = onlyNew(part, present, report);
    if (('labels' in fresh ? fresh.labels : fresh.records).length > 0) yield fresh;
  }
}

function targetOf({ project, labels, items }: ReadRequest['target'], { newId, now, asker }: FormatsOutside): ImportTarget {
  return { project, labels, ...itemMatcher(items), sizeOf: async ({ id, size }) => size ?? asker.sizeOf({ item: id }), newId, now: now() };
}

async function* writeFiles(job: WriteJob, { now, discard, signal }: { readonly now: number; readonly discard: boolean; readonly signal: AbortSignal | null }): AsyncGenerator<ExportProgress> {
  const { format, projectName, labels, documents } = job;
  const total = documents.length;
  if (discard) return;
  yield { done: 0, total, report: null, files: [] };
  const report = new Report();
  const file = memoryFile();
  const archive = format.writes === 'files' ? zipSink(file, now) : null;
  const sink = memorySink();
  await format.write?.({ projectName, labels, documents, count: total, now }, archive ?? sink, { report, onProgress: () => undefined, signal });
  await archive?.end();
  const files = archive === null ? [...sink.files].map(([name, bytes]) => ({ name, bytes })) : [{ name: format.fileName, bytes: file.bytes() }];
  yield { done: total, total, report: [...report.lines()], files };
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
