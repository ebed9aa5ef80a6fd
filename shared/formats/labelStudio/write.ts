import { boxCorners } from '../../geometry/box.ts';
import { spansOfRings } from '../../geometry/spans.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import { maskOfSpans, spansOfMask, maskWithin } from '../../model/kinds/maskRuns.ts';
import type { BoxShape, MaskShape, Shape } from '../../model/kinds/shape.ts';
import { shapeAt } from '../../model/shapeAt.ts';
import { BookDocument } from '../../model/document.ts';
import type { Keyframe, Track } from '../../model/records.ts';
import { outlineOf } from '../asOutline.ts';
import type { Sink } from '../files/files.ts';
import { appendText, JsonList } from '../files/jsonList.ts';
import type { FormatDocument, FormatItem, Size, WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { attributesOf, Classes, noteLosses, noteOthers, stillPictures, WRITTEN, type Still } from '../stills.ts';
import { brushOfPixels } from './brush.ts';
import { writeNotes as notes } from './notes.ts';

interface Job {
  readonly classes: Classes;
  readonly report: Report;
}

/** Writes `tasks.json`: a task for each picture and clip, as Label Studio imports them with their annotations. */
export async function writeLabelStudio(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const job: Job = { classes: new Classes(input.labels, report), report };
  const tasks = new JsonList();
  const file = await sink.open('tasks.json');
  await appendText(file, '[\n');
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    if (document.records.some((record) => record.type === 'track' && record.extent === 'span')) tasks.add({ data: { video: document.item.name }, annotations: [{ result: clipResults(document, job) }] });
    else for (const { name, item, things } of stillPictures(document, report)) tasks.add({ data: { image: name }, annotations: [{ result: things.flatMap((still) => stillResults(still, item, job)) }] });
    await tasks.drain(file, false);
    onProgress(done += 1, input.count);
  }
  await tasks.drain(file, true);
  await appendText(file, '\n]\n');
  await file.close();
}

interface Place {
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const percent = (value: number, of: number): number => Number(((value / of) * 100).toFixed(8));

function stillResults(still: Still, item: FormatItem, { classes, report }: Job): readonly object[] {
  const { track, keyframe, shape } = still;
  const places = placesOf(shape, item, report);
  if (places.length === 0) return [];
  report.note(WRITTEN);
  noteLosses(still, ['attributes', 'note'], report);
  const values = [...attributesOf(track), ...attributesOf(keyframe)];
  if (values.length > 0) report.note(notes.attributes);
  return places.flatMap(({ type, value }, index): readonly object[] => {
    const about = { id: index === 0 ? track.id : `${track.id}-${index}`, to_name: 'image', original_width: item.width, original_height: item.height, image_rotation: 0 };
    const name = track.label === null ? null : classes.nameOf(track, item.name);
    if (type === 'choices') return [{ id: about.id, from_name: 'tag', to_name: 'image', type, value: { choices: [name ?? 'tag'] } }];
    const kind = name === null ? type : `${type}labels`;
    const main = { ...about, from_name: 'label', type: kind, value: { ...value, ...(name === null ? {} : { [kind]: [name] }) }, ...(track.note === null ? {} : { meta: { text: [track.note] } }) };
    return [main, ...(index > 0 ? [] : values.map(([key, said]) => ({ ...about, from_name: key, ...saidAs(said) })))];
  });
}

function saidAs(said: string | number | boolean): { readonly type: string; readonly value: object } {
  if (typeof said === 'number') return { type: 'number', value: { number: said } };
  return typeof said === 'boolean' ? { type: 'choices', value: { choices: [String(said)] } } : { type: 'textarea', value: { text: [said] } };
}

function placesOf(shape: Shape, size: Size, report: Report): readonly Place[] {
  switch (shape.kind) {
    case 'tag':
      return [{ type: 'choices', value: {} }];
    case 'box':
      report.note(notes.percent);
      return [{ type: 'rectangle', value: boxValue(shape, size) }];
    case 'ellipse':
      report.note(notes.percent);
      return [{ type: 'ellipse', value: { x: percent(shape.x, size.width), y: percent(shape.y, size.height), radiusX: percent(shape.rx, size.width), radiusY: percent(shape.ry, size.height), rotation: shape.angle } }];
    case 'polygon':
      return polygonPlaces(shape.rings, size, report);
    case 'cuboid2d':
      report.note(notes.cuboid);
      return polygonPlaces(outlineOf(shape) ?? [], size, report);
    case 'mask':
      return brushPlaces(shape, size);
    case 'points':
      if (shape.points.length > 2) report.note(notes.points);
      return pairs(shape.points).map(([x, y]) => ({ type: 'keypoint', value: { x: percent(x, size.width), y: percent(y, size.height), width: 0.5 } }));
    case 'polyline':
    case 'skeleton':
    case 'cuboid':
      report.note(notes.polyline);
      return [];
  }
}

function pairs(coords: readonly number[]): readonly (readonly [number, number])[] {
  return Array.from({ length: coords.length >> 1 }, (_, index) => [coords[index * 2] ?? 0, coords[index * 2 + 1] ?? 0] as const);
}

/** Label Studio turns about the top left corner, which is where that corner is seen. */
function boxValue(box: BoxShape, { width, height }: Size): Readonly<Record<string, number>> {
  const [[x, y]] = boxCorners(box);
  return { x: percent(x, width), y: percent(y, height), width: percent(box.width, width), height: percent(box.height, height), rotation: box.angle };
}

function polygonPlaces(rings: readonly (readonly number[])[], size: Size, report: Report): readonly Place[] {
  const [first] = rings;
  if (rings.length === 1 && first !== undefined) {
    report.note(notes.percent);
    return [{ type: 'polygon', value: { closed: true, points: pairs(first).map(([x, y]) => [percent(x, size.width), percent(y, size.height)]) } }];
  }
  report.note(notes.rings);
  const spans = spansOfRings(rings, { minX: 0, minY: 0, maxX: size.width, maxY: size.height });
  const mask = spans === null ? null : maskOfSpans(spans);
  return mask === null ? [] : brushPlaces(mask, size);
}

function brushPlaces(mask: MaskShape, size: Size): readonly Place[] {
  const seen = maskWithin(mask, size);
  if (seen === null) return [];
  const { left, columns } = spansOfMask(seen);
  const rows = new Uint8Array(size.width * size.height);
  for (const [index, column] of columns.entries()) for (let at = 0; at < column.length; at += 2) for (let row = column[at] ?? 0; row < (column[at + 1] ?? 0); row += 1) rows[row * size.width + left + index] = 1;
  return [{ type: 'brush', value: { format: 'rle', rle: brushOfPixels(rows) } }];
}

function clipResults(document: FormatDocument, job: Job): readonly object[] {
  const { item, records } = document;
  const book = new BookDocument(new Map(records.map((record) => [record.id, record])));
  noteOthers(document, job.report);
  return book.tracks().flatMap((track) => trackResults(track, { document: book, item }, job));
}

function trackResults(track: Track, { document, item }: { readonly document: BookDocument; readonly item: FormatItem }, { classes, report }: Job): readonly object[] {
  const keys = document.keyframesOf(track.id);
  const [first] = keys;
  if (track.kind === 'tag' || first === undefined) {
    report.note(notes.clipTag);
    return [];
  }
  report.note(WRITTEN);
  noteLosses({ track, keyframe: first }, [], report);
  if (track.kind !== 'box') report.note(notes.clipKind);
  const ended = track.extent === 'still' ? [first, { ...first, frame: first.frame + 1, shape: null }] : keys;
  const sequence = ended.flatMap((key, at) => stepsFor(key, { next: ended[at + 1], document, item }));
  return [{ id: track.id, from_name: 'box', to_name: 'video', type: 'videorectangle', value: { sequence, labels: track.label === null ? [] : [classes.nameOf(track, item.name)] } }];
}

/** Where the next keyframe says “outside”, the frame before it is the last, and not `enabled`. */
function stepsFor(key: Keyframe, { next, document, item }: { readonly next: Keyframe | undefined; readonly document: BookDocument; readonly item: FormatItem }): readonly object[] {
  if (key.shape === null) return [];
  const step = (frame: number, shape: Shape | null, enabled: boolean): readonly object[] => {
    const box = shape === null ? null : asBox(shape);
    return box === null ? [] : [{ frame: frame + 1, enabled, ...boxValue(box, item) }];
  };
  const ends = next !== undefined && next.shape === null;
  if (!ends) return step(key.frame, key.shape, true);
  if (next.frame - 1 === key.frame) return step(key.frame, key.shape, false);
  return [...step(key.frame, key.shape, true), ...step(next.frame - 1, shapeAt(document, key.track, next.frame - 1), false)];
}

function asBox(shape: Shape): BoxShape | null {
  if (shape.kind === 'box') return shape;
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? null : { kind: 'box', x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY, angle: 0 };
}
