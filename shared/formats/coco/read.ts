import type { DocumentRecord, LabelRecord } from '../../model/records.ts';
import { namesToRead } from '../files/namesToRead.ts';
import type { Source } from '../files/files.ts';
import type { Imported, ImportTarget, TargetItem, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { readJson } from '../readJson.ts';
import type { Report } from '../report.ts';
import { readNotes as notes } from './notes.ts';
import { ClipsRead, stillIn } from './readClips.ts';
import { readAnnotation, type Canvas } from './readAnnotation.ts';
import { indexCoco, isCoco, keyOf, refuseForeign, type CocoImage, type CocoIndex } from './readIndex.ts';

/** Reads every COCO file of the source: its labels first, then picture by picture. */
export async function* readCoco(source: Source, target: ImportTarget, work: Work): AsyncGenerator<Imported> {
  const labels = new ImportLabels(target, work.report);
  const taken = new Set<string>();
  const names = namesToRead(source, 'json');
  let unread: (() => never) | null = null;
  let read = 0;
  for (const name of names) {
    work.signal?.throwIfAborted();
    const root = await readJson(source, name);
    if (isCoco(root)) {
      read += 1;
      yield* readFile({ index: indexCoco(root, labels, work.report), labels, taken }, target, work);
    } else {
      unread ??= () => refuseForeign(root, name);
      work.report.note(notes.notCoco, name);
    }
  }
  if (read === 0) (unread ?? (() => refuseForeign(null, names[0] ?? '')))();
}

interface Opened {
  readonly index: CocoIndex;
  readonly labels: ImportLabels;
  readonly taken: Set<string>;
}

async function* readFile({ index, labels, taken }: Opened, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const listed = labels.takeNew();
  if (listed.length > 0) yield { labels: listed };
  let done = 0;
  const clips = new ClipsRead();
  for (const image of index.images.values()) {
    signal?.throwIfAborted();
    const item = target.findItem(image.frame?.clip ?? image.name, image.size);
    if (image.annotations.length > 0 && item === null) report.note(notes.notHere, image.name, image.annotations.length);
    if (image.frame !== null && item !== null) clips.saw(item, image.frame);
    if (image.annotations.length > 0 && item !== null) {
      noteSize(image, item, report);
      const canvas = { item, name: image.name, size: image.size ?? item.size, ours: image.ours, ...(image.frame === null ? { taken, before: taken.size } : { taken: new Set<string>(), before: 0 }), joints: null, newId: () => target.newId(), report };
      const records = readImage(image, { canvas, index, labels });
      const fresh = labels.takeNew();
      if (fresh.length > 0) yield { labels: fresh };
      if (image.frame !== null) clips.add(item, image.frame.frame, { records, still: stillIn(image) });
      else if (records.length > 0) yield { item, records };
    }
    done += image.annotations.length;
    onProgress(done, index.total);
  }
  yield* clips.all();
}

interface Reading {
  readonly canvas: Canvas;
  readonly index: CocoIndex;
  readonly labels: ImportLabels;
}

function readImage(image: CocoImage, reading: Reading): readonly DocumentRecord[] {
  return image.annotations.flatMap((annotation) => {
    const category = keyOf(annotation['category_id']);
    return readAnnotation(annotation, labelOf(category, reading), { ...reading.canvas, joints: reading.index.joints.get(category ?? '') ?? null });
  });
}

function labelOf(category: string | null, { index, labels, canvas }: Reading): LabelRecord | null {
  const listed = category === null ? undefined : index.categories.get(category);
  if (listed !== undefined) return listed;
  canvas.report.note(notes.category, category);
  return labels.named(`category ${category ?? 'unknown'}`);
}

function noteSize(image: CocoImage, item: TargetItem, report: Report): void {
  if (image.size === null || item.size === null) return;
  if (image.size.width !== item.size.width || image.size.height !== item.size.height) report.note(notes.size, image.name);
}
