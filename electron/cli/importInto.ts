import { AppError } from '#shared/base/errors.ts';
import type { NewId, Uuid } from '#shared/base/id.ts';
import type { Item, JournalRecord } from '#shared/bridge/hostContract.ts';
import { must } from '#shared/base/must.ts';
import type { Source } from '#shared/formats/files/files.ts';
import { countThings } from '#shared/formats/countThings.ts';
import type { Format, Imported, ImportTarget } from '#shared/formats/format.ts';
import { itemMatcher } from '#shared/formats/matchItems.ts';
import { onlyNew } from '#shared/formats/onlyNew.ts';
import { Report } from '#shared/formats/report.ts';
import { taskIdOf, type ItemId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { buildOps } from '#shared/sync/engine/buildOps.ts';
import { newStreamRow } from '#shared/sync/engine/streamRow.ts';
import type { CliProject } from './openProject.ts';
import { projectItems } from './projectItems.ts';
import { projectRecords, type ProjectRecords } from './projectRecords.ts';

export interface ImportJob {
  readonly format: Format;
  readonly source: Source;
  readonly newId: NewId;
  readonly now: number;
  readonly preview: boolean;
  readonly onProgress: (what: 'pictures' | 'labels', done: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface ImportedCounts {
  readonly report: Report;
  readonly things: number;
  readonly pictures: number;
  readonly labels: number;
}

/**
 * Local numbers left free before those of an import: the window may have given some that never reached the journal.
 * Two changes under one number would hide one of them from the start-up check.
 */
const FREE_NUMBERS = 10_000;

/**
 * Adds what a file holds to a project: as new changes in the project's journal, where the next window finds them at
 * its start-up check and treats them like changes it had made itself. Only adds, never replaces. With a window open
 * it is refused, since that holds the journal.
 */
export async function importInto(project: CliProject, job: ImportJob): Promise<ImportedCounts> {
  const { database, services } = project;
  const journal = job.preview ? null : await services.journal.open({ database });
  const known = await projectRecords(project);
  if (!known.streams.has(`p:${project.id}`)) {
    throw new AppError('cli/not-started', 'The project has no labels yet. Open it in Sightline once, so that it is set up, and import then.');
  }
  const items = await projectItems(project, (done, total) => job.onProgress('pictures', done, total), job.signal);
  const report = new Report();
  const parts = await readParts(project, { known, items, report, job });
  const things = parts.reduce((sum, { records }) => sum + countThings(records), 0);
  const counts = { report, things, pictures: parts.filter(({ stream }) => stream.startsWith('t:')).length, labels: parts.flatMap(({ records }) => records.filter(({ type }) => type === 'label')).length };
  if (journal === null) return counts;
  const records = journalRecords(parts, { project, job, device: journal.device as Uuid, after: Math.max(known.lastLseq, journal.lastLseq) + FREE_NUMBERS });
  job.signal.throwIfAborted();
  if (records.length > 0) await services.journal.append({ database, records });
  return counts;
}

interface Part {
  readonly stream: StreamId;
  readonly records: readonly DocumentRecord[];
}

interface Reading {
  readonly known: ProjectRecords;
  readonly items: readonly Item[];
  readonly report: Report;
  readonly job: ImportJob;
}

async function readParts(project: CliProject, { known, items, report, job }: Reading): Promise<readonly Part[]> {
  const ids = new Set([...known.streams.values()].flat().map(({ id }) => id));
  const target: ImportTarget = {
    project: project.id,
    labels: (known.streams.get(`p:${project.id}`) ?? []).filter((record) => record.type === 'label'),
    ...itemMatcher(items.filter(({ media }) => media === 'image').map(({ id, name, width, height }) => ({ id: id as Uuid, name, size: width === null || height === null ? null : { width, height } }))),
    sizeOf: ({ size }) => Promise.resolve(size),
    newId: job.newId,
    now: job.now,
  };
  const parts: Part[] = [];
  const read = must(job.format.read, 'a format that reads');
  const onProgress = (done: number, total: number): void => job.onProgress('labels', done, total);
  for await (const part of read(job.source, target, { report, onProgress, signal: job.signal })) parts.push(partOf(onlyNew(part, ids, report), project));
  return parts.filter(({ records }) => records.length > 0);
}

function partOf(part: Imported, { id }: CliProject): Part {
  return 'labels' in part ? { stream: `p:${id}`, records: part.labels } : { stream: `t:${taskIdOf(part.item.id as unknown as ItemId)}`, records: part.records };
}

interface Numbering {
  readonly project: CliProject;
  readonly job: ImportJob;
  readonly device: Uuid;
  readonly after: number;
}

/** One transaction per stream and batch, as the window would have made it. */
function journalRecords(parts: readonly Part[], { project, job, device, after }: Numbering): JournalRecord[] {
  const local = project.file.account === null;
  let lseq = after;
  return parts.flatMap(({ stream, records }) => {
    const part = { stream, ops: records.map((record) => ({ op: 'put' as const, record })), inverse: records.map(({ id }) => ({ op: 'remove' as const, id })).reverse() };
    const transaction = { id: job.newId(), label: 'import', via: 'import' as const, undoes: null, at: job.now, parts: [part] };
    const ground = { stream: newStreamRow(stream, project.id, local), device, schema: 0, base: new Map(), open: new Map(), decidedAgainst: [] };
    return buildOps(part, transaction, ground).map((op) => ({ type: 'op' as const, lseq: (lseq += 1), body: { project: project.id, local, op } }));
  });
}
