import { AppError } from '../../base/errors.ts';
import { cropSpans, spansOfRings, type Spans } from '../../geometry/spans.ts';
import { spansOfMask } from '../../model/kinds/maskRuns.ts';
import type { Shape } from '../../model/kinds/shape.ts';
import { outlineOf } from '../asOutline.ts';
import type { Sink } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import { writePng } from '../files/writePng.ts';
import type { Size, WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { Classes, noteLosses, stillPictures, WRITTEN, type StillPicture } from '../stills.ts';
import { vocColour, vocPalette } from './colours.ts';
import { writeNotes as notes } from './notes.ts';

/** More numbers do not fit into eight bits; 0 is the background and 255 is ignored by those who read it. */
const MOST = 254;

/** `SegmentationClass` and `SegmentationObject` as palette PNGs, and `labelmap.txt`, as CVAT and VOC have them. */
export async function writeMasks(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  if (input.labels.length > MOST) throw new AppError('masks/many-classes', `A mask has room for ${MOST} labels, and there are ${input.labels.length}.`, { params: { most: MOST, count: input.labels.length } });
  const classes = new Classes(input.labels, report);
  const encoder = new TextEncoder();
  const palette = vocPalette();
  const stems: string[] = [];
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) {
      const stem = stemOf(picture.name);
      const { byClass, byThing } = paint(picture, classes, report);
      await sink.write(`SegmentationClass/${stem}.png`, await writePng({ ...sizeOf(picture), pixels: byClass, palette }));
      await sink.write(`SegmentationObject/${stem}.png`, await writePng({ ...sizeOf(picture), pixels: byThing, palette }));
      stems.push(stem);
    }
    onProgress(done += 1, input.count);
  }
  const lines = classes.names.map((name, index) => `${name}:${vocColour(index + 1).join(',')}::\n`);
  await sink.write('labelmap.txt', encoder.encode(`# label:color_rgb:parts:actions\nbackground:0,0,0::\n${lines.join('')}`));
  await sink.write('ImageSets/Segmentation/default.txt', encoder.encode(stems.map((stem) => `${stem}\n`).join('')));
}

function sizeOf({ item: { width, height } }: StillPicture): Size {
  return { width, height };
}

function paint({ name, item, things }: StillPicture, classes: Classes, report: Report): { readonly byClass: Uint8Array; readonly byThing: Uint8Array } {
  const { width, height } = item;
  const [byClass, byThing] = [new Uint8Array(width * height), new Uint8Array(width * height)];
  let count = 0;
  for (const still of things) {
    const spans = spansOf(still.shape, item, report);
    if (spans === null) continue;
    const number = classes.numberOf(still.track, name) + 1;
    count += 1;
    if (count > MOST) report.note(notes.many, name);
    let covers = false;
    for (const [index, column] of spans.columns.entries()) {
      for (let at = 0; at < column.length; at += 2) {
        for (let row = column[at] ?? 0; row < (column[at + 1] ?? 0); row += 1) {
          const pixel = row * width + spans.left + index;
          covers ||= byClass[pixel] !== 0;
          byClass[pixel] = number;
          byThing[pixel] = count > MOST ? 0 : count;
        }
      }
    }
    if (covers) report.note(notes.overlap, name);
    report.note(WRITTEN);
    noteLosses(still, [], report);
  }
  return { byClass, byThing };
}

function spansOf(shape: Shape, { width, height }: Size, report: Report): Spans | null {
  const picture = { minX: 0, minY: 0, maxX: width, maxY: height };
  const rings = shape.kind === 'mask' ? [] : outlineOf(shape);
  if (rings === null) {
    report.note(notes.noArea);
    return null;
  }
  if (shape.kind !== 'mask') report.note(notes.pixels);
  const spans = shape.kind === 'mask' ? cropSpans(spansOfMask(shape), picture) : spansOfRings(rings, picture);
  if (spans === null || spans.columns.every((column) => column.length === 0)) {
    report.note(notes.covered);
    return null;
  }
  return spans;
}
