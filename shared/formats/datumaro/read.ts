import { AppError } from '../../base/errors.ts';
import { columnsOfRuns } from '../../geometry/runs.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { Shape, SkeletonShape } from '../../model/kinds/shape.ts';
import type { LabelRecord } from '../../model/records.ts';
import { readRle } from '../coco/rle.ts';
import type { Source } from '../files/files.ts';
import { namesToRead } from '../files/namesToRead.ts';
import type { Imported, ImportTarget, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { flatPoints, groupOf, isCoordinate, listOf, looseOf, sizeOf, textOf, type Loose } from '../loose.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import { readJson } from '../readJson.ts';
import { readNotes as notes } from './notes.ts';

/** Reads `annotations/…json`, one for each subset. */
export async function* readDatumaro(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  let files = 0;
  for (const name of namesToRead(source, 'json')) {
    const root = looseOf(await readJson(source, name));
    const items = listOf(root?.['items']);
    if (root === null || items === null) continue;
    files += 1;
    const classes = classesOf(root, reading);
    for (const [index, entry] of items.entries()) {
      signal?.throwIfAborted();
      yield* readItem(looseOf(entry), { ...reading, classes });
      onProgress(index + 1, items.length);
    }
  }
  if (files === 0) throw new AppError('datumaro/not-datumaro', 'None of the JSON files is Datumaro’s: they have no list “items”.');
}

interface DatumaroReading extends Reading {
  readonly classes: readonly (LabelRecord | null)[];
}

/** Labels with a parent are the joints of its skeleton. */
function classesOf(root: Loose, { labels }: Reading): readonly (LabelRecord | null)[] {
  const list = listOf(looseOf(looseOf(root['categories'])?.['label'])?.['labels']) ?? [];
  return list.map((entry) => {
    const name = textOf(looseOf(entry)?.['name'])?.trim() ?? '';
    return name === '' || (textOf(looseOf(entry)?.['parent']) ?? '') !== '' ? null : labels.named(name);
  });
}

function* readItem(item: Loose | null, reading: DatumaroReading): Generator<Imported> {
  const { target, report } = reading;
  const id = textOf(item?.['id']);
  if (item === null || id === null) return report.note(notes.badItem);
  const image = looseOf(item['image']) ?? looseOf(item['media']);
  const sides = listOf(image?.['size']);
  const size = sizeOf(sides?.[1], sides?.[0]);
  const path = textOf(image?.['path']);
  const found = target.findStem(id) ?? (path === null ? target.findItem(id, size) : target.findItem(path, size));
  const annotations = listOf(item['annotations']) ?? [];
  if (found === null) return report.note(NOT_HERE, id, Math.max(1, annotations.length));
  const page = new Page(found, size, reading);
  for (const entry of annotations) readAnnotation(looseOf(entry), page, reading);
  yield* page.imported();
}

function readAnnotation(annotation: Loose | null, page: Page, reading: DatumaroReading): void {
  const { report } = reading;
  if (annotation === null) return report.note(notes.broken, page.item.name);
  const label = labelOf(annotation['label_id'], reading);
  const values = { ...looseOf(annotation['attributes']) };
  const shape = shapeOf(annotation, { label, rotation: isCoordinate(values['rotation']) ? values['rotation'] : 0 });
  if (typeof shape === 'string') return report.note(notes[shape], shape === 'unknown' ? textOf(annotation['type']) : page.item.name);
  delete values['rotation'];
  const marks = { occluded: values['occluded'] === true, truncated: values['truncated'] === true, difficult: values['difficult'] === true };
  for (const mark of Object.keys(marks)) if (typeof values[mark] === 'boolean') delete values[mark];
  const z = annotation['z_order'];
  page.add({ shape, label, values, ...marks, group: groupOf(annotation['group']), ...(isCoordinate(z) && z !== 0 ? { z } : {}) });
}

function labelOf(number: unknown, { classes, labels, report }: DatumaroReading): LabelRecord | null {
  if (typeof number !== 'number') return null;
  const known = classes[number];
  if (known !== undefined) return known;
  report.note(notes.label, String(number));
  return labels.named(`label ${number}`);
}

function shapeOf(annotation: Loose, about: { readonly label: LabelRecord | null; readonly rotation: number }): Shape | 'unknown' | 'broken' {
  const points = flatPoints(annotation['points']);
  switch (annotation['type']) {
    case 'label':
      return { kind: 'tag' };
    case 'bbox':
      return boxOf(annotation['bbox'], about.rotation);
    case 'polygon':
      return points === null ? 'broken' : { kind: 'polygon', rings: [[...points]] };
    case 'polyline':
      return points === null ? 'broken' : { kind: 'polyline', points: [...points] };
    case 'points':
      return points === null ? 'broken' : pointsOf([...points], annotation['visibility'], about.label);
    case 'ellipse':
      return points === null ? 'broken' : ellipseOf(points, about.rotation);
    case 'mask':
      return maskOf(annotation['rle']);
    default:
      return 'unknown';
  }
}

function boxOf(value: unknown, angle: number): Shape | 'broken' {
  const list = listOf(value);
  if (list?.length !== 4 || !list.every(isCoordinate)) return 'broken';
  const [x = 0, y = 0, width = 0, height = 0] = list;
  return width < 0 || height < 0 ? 'broken' : { kind: 'box', x, y, width, height, angle };
}

/** Two opposite corners of the box around it. */
function ellipseOf([left = 0, top = 0, right = 0, foot = 0]: readonly number[], angle: number): Shape {
  return { kind: 'ellipse', x: (left + right) / 2, y: (top + foot) / 2, rx: Math.abs(right - left) / 2, ry: Math.abs(foot - top) / 2, angle };
}

/** Points of a label that has joints, as many of them, are its skeleton: 0 not there, 1 hidden, 2 seen. */
function pointsOf(points: number[], visibility: unknown, label: LabelRecord | null): Shape {
  const seen = listOf(visibility);
  const template = label?.skeleton ?? null;
  if (template === null || template.joints.length !== points.length / 2) return { kind: 'points', points };
  const joints = template.joints.map(({ name }, at): SkeletonShape['joints'][number] => ({ name, x: points[at * 2] ?? 0, y: points[at * 2 + 1] ?? 0, state: seen?.[at] === 0 ? 'outside' : seen?.[at] === 1 ? 'occluded' : 'visible' }));
  return { kind: 'skeleton', joints, edges: template.edges.map(([from, to]) => [from, to]) };
}

function maskOf(value: unknown): Shape | 'broken' {
  const runs = readRle(value);
  return (runs === null ? null : maskOfSpans({ left: 0, columns: columnsOfRuns(runs) })) ?? 'broken';
}
