import { derivedId, type NewId, type Uuid } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import type { DocumentRecord, LabelRecord } from '#shared/model/records.ts';
import type { Format, FormatDocument, Imported, ImportTarget, Size, Source, TargetItem } from '#shared/formats/format.ts';
import { memorySink } from '#shared/formats/memory.ts';
import { Report, type Note } from '#shared/formats/report.ts';

/** Finds the size of a picture the file does not tell: looks beside the annotations. */
export type SizeOf = (name: string) => Promise<Size | null>;

export interface Conversion {
  readonly from: Format;
  readonly to: Format;
  readonly source: Source;
  readonly sizeOf: SizeOf;
  readonly newId: NewId;
  readonly now: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal | null;
}

export interface Converted {
  readonly report: Report;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly pictures: number;
  readonly things: number;
}

/** Ids of pictures and labels are derived in here from their names, so that they are the same in every conversion. */
const SPACE = '5b1f6f2e-7f0c-4a9e-9d55-2f6a6f0f2c11' as Uuid;
const NO_SIZE: Note = { fate: 'dropped', code: 'cli/no-size', sentence: 'Pictures whose size neither the file nor the picture beside it tells are left out with their labels.' };

/** From format to format without a project: every picture the file names becomes an item. */
export async function convert(job: Conversion): Promise<Converted> {
  const { from, to, source, now, onProgress, signal } = job;
  const report = new Report();
  const items = new Map<string, TargetItem>();
  const read = must(from.read, 'a format that reads');
  const found = await collect(read(source, targetOf(items, job.newId), { report, onProgress, signal }));
  const documents = await documentsOf(found, items, { report, sizeOf: job.sizeOf });
  const sink = memorySink();
  await must(to.write, 'a format that writes')({ projectName: '', labels: found.labels, documents, now }, sink, { report, onProgress: () => undefined, signal });
  const things = documents.reduce((sum, { records }) => sum + records.filter(({ type }) => type === 'track').length, 0);
  return { report, files: sink.files, pictures: documents.length, things };
}

function targetOf(items: Map<string, TargetItem>, newId: NewId): ImportTarget {
  return {
    project: SPACE,
    labels: [],
    newId,
    findItem: (name, size) => {
      const plain = name.replaceAll('\\', '/');
      const item = items.get(plain) ?? { id: derivedId(SPACE, `item:${plain}`), name: plain, size };
      items.set(plain, item);
      return item;
    },
  };
}

interface Found {
  readonly labels: LabelRecord[];
  readonly records: Map<string, DocumentRecord[]>;
}

async function collect(imported: AsyncIterable<Imported>): Promise<Found> {
  const found: Found = { labels: [], records: new Map() };
  for await (const part of imported) {
    if ('labels' in part) found.labels.push(...part.labels);
    else found.records.set(part.item.name, [...(found.records.get(part.item.name) ?? []), ...part.records]);
  }
  return found;
}

async function documentsOf(found: Found, items: ReadonlyMap<string, TargetItem>, { report, sizeOf }: { readonly report: Report; readonly sizeOf: SizeOf }): Promise<readonly FormatDocument[]> {
  const documents: FormatDocument[] = [];
  for (const { id, name, size } of items.values()) {
    const known = size ?? (await sizeOf(name));
    if (known === null) report.note(NO_SIZE, name);
    else documents.push({ item: { id, name, ...known }, records: found.records.get(name) ?? [] });
  }
  return documents;
}
