import { AppError } from '../../base/errors.ts';
import type { ImportLabels } from '../importLabels.ts';
import { listOf, looseOf, sizeOf, textOf, type Loose } from '../loose.ts';
import { proof, type LabelRecord, type Proof } from '../../model/records.ts';
import type { Size } from '../format.ts';
import type { Report } from '../report.ts';
import { jointsOf, type CocoJoints } from './joints.ts';
import { NO_LABEL, readNotes as notes } from './notes.ts';

export interface CocoImage {
  readonly name: string;
  readonly size: Size | null;
  /** Our item's id, where our own exporter wrote the file. */
  readonly ours: string | null;
  readonly annotations: Loose[];
  /** Which frame of a clip it is; null for a picture of its own. */
  readonly frame: CocoFrame | null;
}

/** A frame of a clip as our own exporter names it: `clip.mp4#frame=12`, with what proves it. */
export interface CocoFrame {
  readonly clip: string;
  readonly frame: number;
  readonly proof: Proof | null;
}

/** A COCO file sorted for reading picture by picture. */
export interface CocoIndex {
  readonly images: ReadonlyMap<string, CocoImage>;
  readonly categories: ReadonlyMap<string, LabelRecord | null>;
  readonly joints: ReadonlyMap<string, CocoJoints>;
  readonly total: number;
}

/** Whether a parsed file is COCO instances at all. */
export function isCoco(root: unknown): root is Loose {
  const loose = looseOf(root);
  return loose !== null && listOf(loose['images']) !== null && listOf(loose['annotations']) !== null;
}

export function indexCoco(root: Loose, labels: ImportLabels, report: Report): CocoIndex {
  const images = readImages(listOf(root['images']) ?? [], report);
  const listed = listOf(root['categories']) ?? [];
  const categories = readCategories(listed, labels, report);
  const annotations = listOf(root['annotations']) ?? [];
  shareOut(annotations, images, report);
  for (const key of ['info', 'licenses']) if (Object.keys(root[key] ?? {}).length > 0) report.note(notes.about, key);
  return { images, categories, joints: readAllJoints(listed), total: annotations.length };
}

/** Some tools write numbers as text, so `1` and `"1"` are one. */
export function keyOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return textOf(value);
}

function readImages(list: readonly unknown[], report: Report): Map<string, CocoImage> {
  const images = new Map<string, CocoImage>();
  for (const entry of list) {
    const image = looseOf(entry);
    const key = keyOf(image?.['id']);
    const name = textOf(image?.['file_name']);
    if (image === null || key === null || name === null) report.note(notes.badImage, name ?? key);
    else if (images.has(key)) report.note(notes.sameImage, name);
    else images.set(key, { name, size: sizeOf(image['width'], image['height']), ours: textOf(looseOf(image['sightline'])?.['id']), annotations: [], frame: readFrame(name, looseOf(image['sightline'])) });
  }
  return images;
}

const FRAME = /^(.+)#frame=(\d{1,9})$/;

function readFrame(name: string, ours: Loose | null): CocoFrame | null {
  const [, clip, frame] = FRAME.exec(name) ?? [];
  if (clip === undefined) return null;
  const read = proof.safeParse({ pts: ours?.['pts'] ?? null, timebase: ours?.['timebase'], sha256: ours?.['sha256'] });
  return { clip, frame: Number(frame), proof: read.success ? read.data : null };
}

function readCategories(list: readonly unknown[], labels: ImportLabels, report: Report): Map<string, LabelRecord | null> {
  const categories = new Map<string, LabelRecord | null>();
  const names = new Set<string>();
  for (const entry of list) {
    const category = looseOf(entry);
    const key = keyOf(category?.['id']);
    const name = textOf(category?.['name'])?.trim() ?? '';
    if (category === null || key === null || name === '' || categories.has(key)) {
      report.note(notes.badCategory, name === '' ? key : name);
      continue;
    }
    const ours = looseOf(category['sightline']);
    if (names.has(name)) report.note(notes.sameCategory, name);
    names.add(name);
    categories.set(key, ours?.['none'] === true && name === NO_LABEL ? null : labels.named(name, ours));
  }
  return categories;
}

function readAllJoints(list: readonly unknown[]): ReadonlyMap<string, CocoJoints> {
  const all = new Map<string, CocoJoints>();
  for (const category of list.map(looseOf)) {
    const [key, joints] = category === null ? [null, null] : [keyOf(category['id']), jointsOf(category)];
    if (key !== null && joints !== null) all.set(key, joints);
  }
  return all;
}

function shareOut(annotations: readonly unknown[], images: ReadonlyMap<string, CocoImage>, report: Report): void {
  const numbers = new Set<string>();
  for (const entry of annotations) {
    const annotation = looseOf(entry);
    if (annotation === null) {
      report.note(notes.notObject);
      continue;
    }
    const number = keyOf(annotation['id']);
    if (number !== null && numbers.has(number)) report.note(notes.sameId, number);
    if (number !== null) numbers.add(number);
    const image = keyOf(annotation['image_id']);
    const there = image === null ? undefined : images.get(image);
    if (there === undefined) report.note(notes.noImage, image);
    else there.annotations.push(annotation);
  }
}

/** Refuses with what the file seems to be instead. */
export function refuseForeign(root: unknown, name: string): never {
  if (listOf(root) !== null) throw new AppError('coco/results', `“${name}” is a list of detections without its pictures. Export it as a whole COCO data set (images, annotations, categories).`, { params: { name } });
  if (looseOf(root)?.['shapes'] !== undefined) throw new AppError('coco/labelme', `“${name}” is a LabelMe file. Choose LabelMe as its format.`, { params: { name } });
  throw new AppError('coco/not-coco', `“${name}” is not COCO: it has no lists “images” and “annotations”.`, { params: { name } });
}
