import type { AttributeValue } from '../../model/ontology.ts';
import type { Keyframe, LabelRecord, Track } from '../../model/records.ts';
import type { Sink } from '../files/files.ts';
import type { FormatDocument, FormatItem, WriteInput, Work } from '../format.ts';
import { categoryJoints, ownJointsOf } from './joints.ts';
import { framesOfClip, type ClipFrame } from '../framesOfClip.ts';
import { appendText, JsonList } from '../files/jsonList.ts';
import type { Report } from '../report.ts';
import { MARKS, NO_LABEL, writeNotes as notes, type Mark } from './notes.ts';
import { writeShape } from './writeShape.ts';

/** Writes `instances.json`, annotations first: they go to the file as they come, and what is short waits. */
export async function writeCoco(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const labels = input.labels.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const writer = new CocoWriter(labels, report);
  signal?.throwIfAborted();
  const file = await sink.open('instances.json');
  await appendText(file, `{\n"info": ${JSON.stringify(infoOf(input))},\n"licenses": [],\n"annotations": [\n`);
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    writer.add(document);
    await writer.annotations.drain(file, false);
    done += 1;
    onProgress(done, input.count);
  }
  await writer.annotations.drain(file, true);
  await appendText(file, '\n],\n"images": [\n');
  await writer.images.drain(file, true);
  await appendText(file, `\n],\n"categories": ${JSON.stringify(writer.categories())}\n}\n`);
  await file.close();
}

function infoOf({ projectName, now }: WriteInput): object {
  const date = new Date(now).toISOString();
  return { description: projectName, version: '1.0', year: Number(date.slice(0, 4)), date_created: date };
}

class CocoWriter {
  readonly #labels: readonly LabelRecord[];
  readonly #byId: ReadonlyMap<string, { readonly label: LabelRecord; readonly number: number }>;
  readonly #report: Report;
  readonly images = new JsonList();
  readonly annotations = new JsonList();
  #needsNoLabel = false;

  constructor(labels: readonly LabelRecord[], report: Report) {
    this.#labels = labels;
    this.#byId = new Map(labels.map((label, index) => [label.id, { label, number: index + 1 }]));
    this.#report = report;
  }

  /** COCO knows pictures only: of a clip, every labelled frame is one, named after the clip and with what proves which frame it is. */
  add(document: FormatDocument): void {
    const clip = framesOfClip(document);
    if (clip === null) return this.#addPicture(document, null);
    for (let left = 0; left < clip.deleted; left += 1) this.#report.note(notes.deletedFrame, document.item.name);
    this.#report.note(notes.clip, document.item.name);
    for (const frame of clip.frames) this.#addPicture({ item: document.item, records: frame.records }, frame);
  }

  #addPicture({ item, records }: FormatDocument, frame: ClipFrame | null): void {
    const image = this.images.count + 1;
    const about = frame === null ? { file_name: item.name } : { file_name: `${item.name}#frame=${frame.frame}`, frame_id: frame.frame };
    const proof = frame === null ? {} : { frame: frame.frame, ...(frame.proof === null ? {} : frame.proof) };
    this.images.add({ id: image, ...about, width: item.width, height: item.height, sightline: { id: item.id, ...proof } });
    const keyframes = this.#stillKeyframes(records, item);
    const tracks = records.filter((record) => record.type === 'track').toSorted((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1));
    for (const track of tracks) {
      const keyframe = keyframes.get(track.id);
      keyframes.delete(track.id);
      if (keyframe !== undefined) this.#write({ track, keyframe, item, image, still: frame?.still.has(track.id) === true });
      else if (track.kind === 'tag') this.#report.note(notes.tag, item.name);
    }
    for (const _ of keyframes) this.#report.note(notes.lost, item.name);
  }

  categories(): readonly object[] {
    const categories = this.#labels.map(({ name, id, color, kinds, attributes, skeleton }, index) => ({ id: index + 1, name, supercategory: '', ...categoryJoints(skeleton), sightline: { id, color, kinds, attributes, ...(skeleton === null ? {} : { skeleton }) } }));
    return this.#needsNoLabel ? [...categories, { id: this.#labels.length + 1, name: NO_LABEL, supercategory: '', sightline: { none: true } }] : categories;
  }

  #stillKeyframes(records: FormatDocument['records'], item: FormatItem): Map<string, Keyframe> {
    const found = new Map<string, Keyframe>();
    for (const record of records) {
      if (record.type === 'keyframe' && record.frame === 0) found.set(record.track, record);
      else if (record.type === 'keyframe') this.#report.note(notes.frames, item.name);
      else if (record.type === 'flag') this.#report.note(notes.flag, item.name);
      else if (record.type === 'proposal' && record.verdict === null) this.#report.note(notes.proposal, item.name);
      else if (record.type === 'relation') this.#report.note(notes.relation, item.name);
      else if (record.type === 'conflict' && record.state === 'open') this.#report.note(notes.conflict, item.name);
    }
    return found;
  }

  #write({ track, keyframe, item, image, still }: { readonly track: Track; readonly keyframe: Keyframe; readonly item: FormatItem; readonly image: number; readonly still: boolean }): void {
    const { shape } = keyframe;
    if (shape === null) return this.#report.note(notes.hidden, item.name);
    const where = writeShape(shape, { item, crowd: track['a:iscrowd'] === true, report: this.#report });
    if (where === null) return;
    const known = track.label === null ? undefined : this.#byId.get(track.label);
    this.#report.note(notes.things);
    const own = shape.kind === 'skeleton' ? ownJointsOf(shape, known?.label.skeleton ?? null) : null;
    this.annotations.add({
      id: this.annotations.count + 1, image_id: image, category_id: known?.number ?? this.#noLabel(item), ...where,
      attributes: this.#attributes(track, keyframe, known?.label ?? null),
      sightline: { id: track.id, z: track.z, ...(own === null ? {} : { joints: own }), ...(still ? { still: true } : {}), ...(shape.kind === 'mask' || Array.isArray(where.segmentation) ? {} : { kind: 'polygon' }), ...(track.note === null ? {} : { note: track.note }), ...(track.group === null ? {} : { group: track.group }) },
    });
  }

  #noLabel(item: FormatItem): number {
    this.#needsNoLabel = true;
    this.#report.note(notes.noLabel, item.name);
    return this.#labels.length + 1;
  }

  #attributes(track: Track, keyframe: Keyframe, label: LabelRecord | null): Readonly<Record<string, AttributeValue>> {
    const own = valuesOf(track).filter(([key]) => key !== 'iscrowd');
    const now = valuesOf(keyframe);
    const definedPerFrame = new Set(label?.attributes.filter((attribute) => attribute.perFrame).map((attribute) => attribute.key));
    for (const [key] of now) {
      if (own.some(([other]) => other === key)) this.#report.note(notes.sameAttribute, key);
      else if (!definedPerFrame.has(key)) this.#report.note(notes.perFrame, key);
    }
    const all = Object.fromEntries([...own, ...now]);
    return { ...all, ...this.#marks({ occluded: keyframe.occluded, truncated: keyframe.truncated, difficult: track.difficult }, all, label) };
  }

  /** Marks that are set, where no attribute goes by their name. */
  #marks(marks: Readonly<Record<Mark, boolean>>, all: Readonly<Record<string, AttributeValue>>, label: LabelRecord | null): Readonly<Record<string, AttributeValue>> {
    const written: Record<string, AttributeValue> = {};
    for (const mark of MARKS) {
      if (!marks[mark]) continue;
      if (mark in all || label?.attributes.some(({ key }) => key === mark) === true) this.#report.note(notes.occludedTaken);
      else written[mark] = true;
    }
    return written;
  }
}

function valuesOf(record: Track | Keyframe): readonly (readonly [string, AttributeValue])[] {
  return Object.entries(record).flatMap(([key, value]) => (key.startsWith('a:') && isValue(value) ? [[key.slice(2), value] as const] : []));
}

function isValue(value: unknown): value is AttributeValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
