import { cropSpans, spansOfRings, type Spans } from '../../geometry/spans.ts';
import { BookDocument } from '../../model/document.ts';
import { spansOfMask } from '../../model/kinds/maskRuns.ts';
import type { Shape } from '../../model/kinds/shape.ts';
import { shapeAt } from '../../model/shapeAt.ts';
import { outlineOf } from '../asOutline.ts';
import type { Sink } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import { writeGreyPng } from '../files/writePng.ts';
import type { FormatDocument, Size, WriteInput, Work } from '../format.ts';
import type { Note, Report } from '../report.ts';
import { Classes, noteLosses, noteOthers, WRITTEN } from '../stills.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `mots/${code}`, sentence });
const notes = {
  between: note('approximated', 'every-frame', 'Tracks are written with their pixels on every frame up to the last keyframe of their clip.'),
  picture: note('dropped', 'picture', 'Things on pictures are left out; MOTS has only clips.'),
  noArea: note('dropped', 'no-area', 'Lines, points, skeletons and tags are left out; MOTS has only what covers an area.'),
  overlap: note('approximated', 'overlap', 'Where things overlap, the upper one has the pixels.'),
  many: note('dropped', 'many', 'More than 999 things of one clip, or 64 labels, do not fit; the others are left out.'),
} as const;

const STEP = 1000;

/** A folder for each clip: `instances/000001.png` for every frame, and `instances/labels.txt`. */
export async function writeMots(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  let done = 0;
  for await (const document of input.documents) {
    const { item, records } = document;
    noteOthers(document, report);
    if (records.some((record) => record.type === 'track' && record.extent === 'span')) {
      for await (const { frame, png } of framesOf(document, classes, report)) {
        signal?.throwIfAborted();
        await sink.write(`${stemOf(item.name)}/instances/${String(frame + 1).padStart(6, '0')}.png`, png);
      }
      await sink.write(`${stemOf(item.name)}/instances/labels.txt`, new TextEncoder().encode(classes.names.map((name) => `${name}\n`).join('')));
    } else if (records.some(({ type }) => type === 'track')) report.note(notes.picture, item.name);
    onProgress(done += 1, input.count);
  }
}

async function* framesOf({ item, records }: FormatDocument, classes: Classes, report: Report): AsyncGenerator<{ readonly frame: number; readonly png: Uint8Array }> {
  const document = new BookDocument(new Map(records.map((record) => [record.id, record])));
  const tracks = document.tracks();
  const last = records.reduce((most, record) => (record.type === 'keyframe' ? Math.max(most, record.frame) : most), 0);
  const numbers = tracks.map((track, index) => {
    const [first] = document.keyframesOf(track.id);
    if (first !== undefined) noteLosses({ track, keyframe: first }, [], report);
    report.note(WRITTEN);
    const kind = classes.numberOf(track, item.name) + 1;
    if (index + 1 >= STEP || kind > 64) report.note(notes.many, item.name);
    return index + 1 >= STEP || kind > 64 ? 0 : kind * STEP + index + 1;
  });
  if (tracks.length > 0) report.note(notes.between, item.name);
  for (let frame = 0; frame <= last; frame += 1) {
    const pixels = new Uint16Array(item.width * item.height);
    for (const [index, track] of tracks.entries()) {
      const shape = shapeAt(document, track.id, frame);
      const spans = shape === null ? null : spansOf(shape, item, report);
      if (spans !== null && paint(pixels, { spans, width: item.width, number: numbers[index] ?? 0 })) report.note(notes.overlap, item.name);
    }
    yield { frame, png: await writeGreyPng({ width: item.width, height: item.height, pixels }) };
  }
}

function spansOf(shape: Shape, { width, height }: Size, report: Report): Spans | null {
  const picture = { minX: 0, minY: 0, maxX: width, maxY: height };
  if (shape.kind === 'mask') return cropSpans(spansOfMask(shape), picture);
  const rings = outlineOf(shape);
  if (rings === null) report.note(notes.noArea);
  return rings === null ? null : spansOfRings(rings, picture);
}

/** Whether something was painted over. */
function paint(pixels: Uint16Array, { spans, width, number }: { readonly spans: Spans; readonly width: number; readonly number: number }): boolean {
  let covers = false;
  for (const [index, column] of spans.columns.entries()) {
    for (let at = 0; at < column.length; at += 2) {
      for (let row = column[at] ?? 0; row < (column[at + 1] ?? 0); row += 1) {
        const pixel = row * width + spans.left + index;
        covers ||= pixels[pixel] !== 0;
        pixels[pixel] = number;
      }
    }
  }
  return covers;
}
