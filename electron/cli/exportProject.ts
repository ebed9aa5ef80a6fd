import type { Item } from '#shared/bridge/hostContract.ts';
import { must } from '#shared/base/must.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { Sink } from '#shared/formats/files/files.ts';
import type { Format, FormatDocument } from '#shared/formats/format.ts';
import { Report, type Note } from '#shared/formats/report.ts';
import { taskIdOf, type ItemId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { CliProject } from './openProject.ts';
import { projectItems } from './projectItems.ts';
import { projectRecords } from './projectRecords.ts';

export interface Exported {
  readonly report: Report;
  readonly pictures: number;
}

export interface ExportJob {
  readonly format: Format;
  readonly sink: Sink;
  readonly now: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

const UNREADABLE: Note = { fate: 'dropped', code: 'cli/unreadable-picture', sentence: 'Pictures that cannot be read are left out with their labels.' };
const NO_PICTURE: Note = { fate: 'dropped', code: 'cli/clip', sentence: 'Clips and sequences are left out with their labels.' };
const GONE: Note = { fate: 'dropped', code: 'cli/no-item', sentence: 'Labels of pictures that are not in the folder any more are left out.' };

/** The labels of a whole project in one format. */
export async function exportProject(project: CliProject, { format, sink, now, onProgress, signal }: ExportJob): Promise<Exported> {
  const report = new Report();
  const { streams } = await projectRecords(project);
  const left = new Map(streams);
  const documents: FormatDocument[] = [];
  for (const item of await projectItems(project, onProgress, signal)) {
    const stream = `t:${taskIdOf(item.id as ItemId)}`;
    const records = left.get(stream) ?? [];
    left.delete(stream);
    const document = documentOf(item, records, report);
    if (document !== null) documents.push(document);
  }
  for (const [stream, records] of left) if (stream.startsWith('t:') && things(records) > 0) report.note(GONE, null, things(records));
  const labels = (streams.get(`p:${project.id}`) ?? []).filter((record) => record.type === 'label');
  await must(format.write, 'a format that writes')({ projectName: project.file.name, labels, documents, count: documents.length, now }, sink, { report, onProgress: () => undefined, signal });
  return { report, pictures: documents.length };
}

function documentOf({ id, name, media, width, height }: Item, records: readonly DocumentRecord[], report: Report): FormatDocument | null {
  if (media !== 'image') report.note(NO_PICTURE, name);
  else if (width === null || height === null) report.note(UNREADABLE, name);
  else return { item: { id: id as Uuid, name, width, height }, records };
  return null;
}

function things(records: readonly DocumentRecord[]): number {
  return records.filter(({ type }) => type === 'track').length;
}
