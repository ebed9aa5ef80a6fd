import { derivedId, type NewId, type Uuid } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import { isPicture } from '#shared/formats/files/look.ts';
import type { Sink, Source } from '#shared/formats/files/files.ts';
import type { Format, FormatItem, ImportTarget, Size, TargetItem, Work } from '#shared/formats/format.ts';
import { countThings } from '#shared/formats/countThings.ts';
import { MASKS } from '#shared/formats/masks/read.ts';
import { itemMatcher } from '#shared/formats/matchItems.ts';
import { Report, type Note } from '#shared/formats/report.ts';
import { openSpill, type Spill } from './spill.ts';

/** Finds the size of a picture the file does not tell: looks beside the annotations. */
export type SizeOf = (name: string) => Promise<Size | null>;

export interface Conversion {
  readonly from: Format;
  readonly to: Format;
  readonly source: Source;
  readonly sink: Sink;
  readonly sizeOf: SizeOf;
  readonly newId: NewId;
  readonly now: number;
  readonly onProgress: (what: 'read' | 'written', done: number, total: number) => void;
  readonly signal: AbortSignal | null;
}

export interface Converted {
  readonly report: Report;
  readonly pictures: number;
  readonly things: number;
}

/** Ids of pictures and labels are derived in here from their names, so that they are the same in every conversion. */
const SPACE = '5b1f6f2e-7f0c-4a9e-9d55-2f6a6f0f2c11' as Uuid;
const NO_SIZE: Note = { fate: 'dropped', code: 'cli/no-size', sentence: 'Pictures whose size neither the file nor the picture beside it tells are left out with their labels.' };

/** From format to format without a project: every picture the files name becomes an item. What is read waits on disk. */
export async function convert(job: Conversion): Promise<Converted> {
  const spill = await openSpill();
  try {
    return await convertThrough(spill, job);
  } finally {
    await spill.remove();
  }
}

async function convertThrough(spill: Spill, job: Conversion): Promise<Converted> {
  const report = new Report();
  const target = new ConvertTarget(job);
  const found = await readInto(spill, { target, job, report });
  const items = await sizedItems(target, report);
  const work: Work = { report, onProgress: (done) => job.onProgress('written', done, items.length), signal: job.signal };
  await must(job.to.write, 'a format that writes')({ projectName: '', labels: found.labels, documents: spill.documents(items), count: items.length, now: job.now }, job.sink, work);
  return { report, pictures: items.length, things: found.things };
}

async function readInto(spill: Spill, { target, job, report }: { readonly target: ImportTarget; readonly job: Conversion; readonly report: Report }): Promise<{ readonly labels: readonly LabelRecord[]; readonly things: number }> {
  const labels: LabelRecord[] = [];
  let things = 0;
  const onProgress = (done: number, total: number): void => job.onProgress('read', done, total);
  for await (const part of must(job.from.read, 'a format that reads')(job.source, target, { report, onProgress, signal: job.signal })) {
    job.signal?.throwIfAborted();
    if ('labels' in part) labels.push(...part.labels);
    else {
      things += countThings(part.records);
      await spill.add(part.item, part.records);
    }
  }
  return { labels, things };
}

async function sizedItems(target: ConvertTarget, report: Report): Promise<readonly FormatItem[]> {
  const items: FormatItem[] = [];
  for (const item of target.items()) {
    const size = await target.sizeOf(item);
    if (size === null) report.note(NO_SIZE, item.name);
    else items.push({ id: item.id, name: item.name, ...size });
  }
  return items;
}

/** A project that has every picture it is asked for. */
class ConvertTarget implements ImportTarget {
  readonly project = SPACE;
  readonly labels: readonly LabelRecord[] = [];
  readonly onlyClip = null;
  readonly newId: NewId;
  readonly now: number;
  readonly #items = new Map<string, TargetItem>();
  readonly #sizes = new Map<string, Promise<Size | null>>();
  readonly #sizeOf: SizeOf;
  readonly #pictures: Pick<ImportTarget, 'findStem'>;

  constructor({ newId, now, sizeOf, source }: Conversion) {
    this.newId = newId;
    this.now = now;
    this.#sizeOf = sizeOf;
    this.#pictures = itemMatcher(source.names.filter((name) => isPicture(name) && !MASKS.test(name)).map((name) => itemNamed(name, null)));
  }

  items(): Iterable<TargetItem> {
    return this.#items.values();
  }

  findItem = (name: string, size: Size | null): TargetItem => {
    const plain = name.replaceAll('\\', '/');
    const item = this.#items.get(plain) ?? itemNamed(plain, size);
    this.#items.set(plain, item);
    return item;
  };

  /** Formats that name pictures without their extension need the pictures beside the labels. */
  findStem = (stem: string): TargetItem | null => {
    const found = this.#pictures.findStem(stem);
    return found === null ? null : this.findItem(found.name, null);
  };

  sizeOf = async ({ name, size }: TargetItem): Promise<Size | null> => {
    if (size !== null) return size;
    const known = this.#sizes.get(name) ?? this.#sizeOf(name);
    this.#sizes.set(name, known);
    return known;
  };
}

function itemNamed(name: string, size: Size | null): TargetItem {
  return { id: derivedId(SPACE, `item:${name}`), name, size };
}
