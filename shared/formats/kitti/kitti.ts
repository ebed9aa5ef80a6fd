import type { Sink, Source } from '../files/files.ts';
import { extensionOf, stemOf, type Look } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import { linesOf } from '../files/pieces.ts';
import { numbersOf } from '../files/xmlElements.ts';
import { NO_GUESS, type Format, type Guess, type Imported, type ImportTarget, type WriteInput, type Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import type { Proposer } from '../../model/records.ts';
import type { Note, Report } from '../report.ts';
import { boxAround, Classes, noteLosses, stillPictures, type Still, type StillPicture } from '../stills.ts';

/** KITTI's labels on pictures: what they say in two dimensions; see the README beside. */
export const kitti: Format = { id: 'kitti', title: 'KITTI 2D (txt)', fileName: 'kitti.zip', writes: 'files', sniff: (look) => guess(look, false), read: (source, target, work) => readAs(undefined, source, { target, work }), write };

/** The same lines with a score at the end, as models write them for the benchmark. */
export const kittiResults: Format = { id: 'kitti-predictions', title: 'KITTI results (txt with score)', fileName: '', writes: 'files', sniff: (look) => guess(look, true), read: (source, target, work) => readAs({ aid: 'prelabel', name: 'KITTI results', version: '', hash: null }, source, { target, work }), write: null };

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `kitti/${code}`, sentence });
const notes = {
  line: note('dropped', 'broken-line', 'Lines that are not a class, the marks and a box are left out.'),
  space: note('dropped', 'space', 'Size, place and turn in space are left out; import the point clouds for them.'),
  score: note('kept', 'score', 'Confidences are kept as the attribute “score”.'),
  level: note('kept', 'occlusion', 'How far a thing is hidden (1 partly, 2 largely, 3 unknown) is kept as the attribute “occlusion”.'),
  name: note('approximated', 'class-name', 'Blanks in class names become “_”.'),
} as const;

/** A class, how far it is cut off, how far hidden, an angle, the box, seven numbers of space, and a score in results. */
const LINE = /^\S+(\s+-?[\d.]+(e[+-]?\d+)?){14,15}\s*$/i;
const RESULTS: Guess = { likelihood: 0.98, code: 'kitti/results', sentence: 'Every line ends in a score: a model said this. It comes in as proposals.' };
const GUESS: Guess = { likelihood: 0.95, code: 'kitti/lines', sentence: 'Lines are a class and the fourteen numbers of KITTI.' };

async function guess(look: Look, asResults: boolean): Promise<Guess> {
  const heads = await Promise.all(look.named('txt').slice(0, 20).map((name) => look.head(name)));
  const lines = heads.flatMap((head) => head.split(/\r\n|\n|\r/).slice(0, 10)).filter((line) => line.trim() !== '');
  const fitting = lines.filter((line) => LINE.test(line) && !/^-?[\d.]+\s/.test(line)).length;
  if (fitting === 0 || fitting < lines.length / 2) return NO_GUESS;
  if (!asResults) return GUESS;
  return lines.every((line) => line.trim().split(/\s+/).length === 16) ? RESULTS : NO_GUESS;
}

async function* readAs(proposer: Proposer | undefined, source: Source, { target, work: { report, onProgress, signal } }: { readonly target: ImportTarget; readonly work: Work }): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report), ...(proposer === undefined ? {} : { proposer }) };
  const names = namesToRead(source, 'txt').filter((name) => extensionOf(name) === 'txt');
  for (const [index, name] of names.entries()) {
    signal?.throwIfAborted();
    const stem = stemOf(name);
    const item = target.findStem(stem.replace(/(^|\/)label_(\d)\//, '$1image_$2/')) ?? target.findStem(stem);
    if (item === null) report.note(NOT_HERE, name);
    else {
      const page = new Page(item, null, reading);
      for await (const line of linesOf(source, name)) if (line.trim() !== '') readLine(line.trim(), page, reading);
      yield* page.imported();
    }
    onProgress(index + 1, names.length);
  }
}

function readLine(line: string, page: Page, { labels, report }: Reading): void {
  const [name = '', ...texts] = line.split(/\s+/);
  const values = numbersOf(texts);
  // A calibration file has numbers only.
  if (values === null || values.length < 14 || numbersOf([name]) !== null) return report.note(notes.line, line.slice(0, 60));
  const [truncation = 0, occlusion = 0, , left = 0, top = 0, right = 0, foot = 0, height = -1] = values;
  if (height > 0) report.note(notes.space);
  const score = values[14] ?? null;
  if (score !== null) report.note(notes.score);
  if (occlusion > 1) report.note(notes.level);
  page.add({
    shape: { kind: 'box', x: left, y: top, width: right - left, height: foot - top, angle: 0 }, label: labels.named(name), occluded: occlusion >= 1, truncated: truncation > 0,
    values: { ...(score === null ? {} : { score }), ...(occlusion > 1 ? { occlusion } : {}) },
  });
}

async function write(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  const encoder = new TextEncoder();
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) {
      const lines = picture.things.flatMap((still) => lineFor(still, picture, { classes, report }));
      await sink.write(`label_2/${stemOf(picture.name)}.txt`, encoder.encode(lines.map((line) => `${line}\n`).join('')));
    }
    onProgress(done += 1, input.count);
  }
}

function lineFor(still: Still, { name }: StillPicture, { classes, report }: { readonly classes: Classes; readonly report: Report }): readonly string[] {
  const { track, keyframe } = still;
  const bounds = boxAround(still, name, report);
  if (bounds === null) return [];
  noteLosses(still, ['occluded', 'truncated'], report);
  const given = classes.nameOf(track, name);
  const kind = given.replace(/\s+/g, '_');
  if (kind !== given) report.note(notes.name, given);
  const box = [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY].map((value) => value.toFixed(2));
  return [[kind, keyframe.truncated ? '1.00' : '0.00', keyframe.occluded ? '1' : '0', '-10', ...box, '-1', '-1', '-1', '-1000', '-1000', '-1000', '-10'].join(' ')];
}
