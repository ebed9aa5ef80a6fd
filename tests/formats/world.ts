import { expect } from 'vitest';
import { derivedId, type Uuid } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import type { LabelId, TrackId } from '#shared/model/ids.ts';
import { keyframeIdOf } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Attribute } from '#shared/model/ontology.ts';
import type { DocumentRecord, Keyframe, LabelRecord, Track } from '#shared/model/records.ts';
import type { Format, FormatDocument, FormatItem, ImportTarget, TargetItem } from '#shared/formats/format.ts';
import { itemMatcher } from '#shared/formats/matchItems.ts';
import { memorySink, memorySource } from '#shared/formats/files/memory.ts';
import { Report, type ReportLine } from '#shared/formats/report.ts';

/** A small project in memory to read into and write from. */
export const PROJECT = '00000000-0000-4000-8000-000000000001' as Uuid;

/** The same name always gives the same id. */
export function idOf(name: string): Uuid {
  return derivedId(PROJECT, `test:${name}`);
}

export function labelOf(name: string, rest: Partial<LabelRecord> = {}): LabelRecord {
  return { id: derivedId(PROJECT, `label:${name}`) as LabelId, type: 'label', name, color: '#112233', kinds: [], attributes: [], skeleton: null, order: 0, ...rest };
}

export function attributeOf(key: string, rest: Partial<Attribute> = {}): Attribute {
  return { key, name: key, input: 'text', values: [], min: null, max: null, fallback: null, perFrame: false, required: false, ...rest };
}

export function itemOf(name: string, width = 100, height = 80): FormatItem {
  return { id: derivedId(PROJECT, `item:${name}`), name, width, height };
}

export function thing(name: string, shape: Shape, rest: { readonly track?: Partial<Track>; readonly keyframe?: Partial<Keyframe> } = {}): readonly [Track, Keyframe] {
  const id = idOf(name) as TrackId;
  return [
    { id, type: 'track', kind: shape.kind, label: null, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null, ...rest.track },
    { id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, shape, occluded: false, truncated: false, ...rest.keyframe },
  ];
}

export function targetOf(items: readonly FormatItem[], labels: readonly LabelRecord[] = []): ImportTarget {
  const known: TargetItem[] = items.map(({ id, name, width, height }) => ({ id, name, size: { width, height } }));
  let made = 0;
  return { project: PROJECT, labels, ...itemMatcher(known), sizeOf: ({ size }) => Promise.resolve(size), newId: () => idOf(`new ${(made += 1)}`), now: 5 };
}

export interface ReadBack {
  readonly labels: readonly LabelRecord[];
  readonly records: ReadonlyMap<string, readonly DocumentRecord[]>;
  readonly lines: readonly ReportLine[];
}

/** Reads files given as text, bytes or plain values (written as JSON). */
export async function readAll(format: Format, files: Readonly<Record<string, unknown>>, target: ImportTarget): Promise<ReadBack> {
  const report = new Report();
  const bytes = new Map(Object.entries(files).map(([name, value]) => [name, bytesOf(value)]));
  const labels: LabelRecord[] = [];
  const records = new Map<string, DocumentRecord[]>();
  const read = must(format.read, 'a format that reads');
  for await (const part of read(memorySource(bytes), target, { report, onProgress: () => undefined, signal: null })) {
    if ('labels' in part) labels.push(...part.labels);
    else records.set(part.item.name, [...(records.get(part.item.name) ?? []), ...part.records]);
  }
  return { labels, records, lines: report.lines() };
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

export interface Written {
  /** The first file, and all of them. */
  readonly text: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly json: CocoFile;
  readonly lines: readonly ReportLine[];
}

/** The parts of a COCO file that tests look at. */
export interface CocoFile {
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly images: readonly { readonly id: number; readonly file_name: string; readonly width: number; readonly height: number }[];
  readonly annotations: readonly {
    readonly id: number; readonly image_id: number; readonly category_id: number; readonly bbox: readonly number[]; readonly area: number; readonly iscrowd: number;
    readonly segmentation: readonly (readonly number[])[] | { readonly size: readonly number[]; readonly counts: readonly number[] };
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
}

export async function writeAll(format: Format, documents: readonly FormatDocument[], labels: readonly LabelRecord[] = []): Promise<Written> {
  const report = new Report();
  const sink = memorySink();
  const write = must(format.write, 'a format that writes');
  await write({ projectName: 'Test', labels, documents, count: documents.length, now: Date.UTC(2026, 0, 2) }, sink, { report, onProgress: () => undefined, signal: null });
  const text = new TextDecoder().decode([...sink.files.values()][0]);
  return { text, files: Object.fromEntries(sink.files), get json() { return JSON.parse(text) as CocoFile; }, lines: report.lines() };
}

/** `code: count` of every line, without the format's own prefix: what most tests compare. */
export function counts(lines: readonly ReportLine[]): Readonly<Record<string, number>> {
  return Object.fromEntries(lines.map((line) => [`${line.fate} ${line.code}`, line.count]));
}

/** The only shape read for an item. */
export function shapesOf(read: ReadBack, item: string): readonly (Shape | null)[] {
  return (read.records.get(item) ?? []).flatMap((record) => (record.type === 'keyframe' ? [record.shape] : []));
}

/** Equal but for thousandths of a pixel, and edges of skeletons, which few formats know. */
export function expectClose(found: readonly (Shape | null)[], wanted: readonly (Shape | null)[]): void {
  const plain = (shapes: readonly (Shape | null)[]): unknown => JSON.parse(JSON.stringify(shapes, (key, value: unknown) => (key === 'edges' ? [] : typeof value === 'number' ? 0 : value)));
  expect(plain(found)).toEqual(plain(wanted));
  const [one, other] = [numbersIn(found), numbersIn(wanted)];
  for (const [at, value] of one.entries()) expect(Math.abs(value - (other[at] ?? NaN))).toBeLessThan(0.005);
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, inner]) => (key === 'edges' ? [] : numbersIn(inner))) : [];
}
