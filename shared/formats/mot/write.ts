import { kindOf } from '../../model/kinds/registry.ts';
import { keyHolding, shapeAt } from '../../model/shapeAt.ts';
import { BookDocument } from '../../model/document.ts';
import type { Track } from '../../model/records.ts';
import type { Sink } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import type { FormatDocument, WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { Classes, noteLosses, noteOthers, WRITTEN } from '../stills.ts';
import { writeNotes as notes } from './notes.ts';

/** A folder for each clip: `gt/gt.txt`, `gt/labels.txt` and `seqinfo.ini`. */
export async function writeMot(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  const encoder = new TextEncoder();
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    const { item, records } = document;
    noteOthers(document, report);
    if (records.some((record) => record.type === 'track' && record.extent === 'span')) {
      const folder = stemOf(item.name);
      const { lines, last } = linesFor(document, classes, report);
      await sink.write(`${folder}/gt/gt.txt`, encoder.encode(lines.map((line) => `${line}\n`).join('')));
      await sink.write(`${folder}/gt/labels.txt`, encoder.encode(classes.names.map((name) => `${name}\n`).join('')));
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      await sink.write(`${folder}/seqinfo.ini`, encoder.encode(`[Sequence]\nname=${name}\nimDir=img1\nseqLength=${last + 1}\nimWidth=${item.width}\nimHeight=${item.height}\nimExt=.jpg\n`));
    } else if (records.some(({ type }) => type === 'track')) report.note(notes.picture, item.name);
    onProgress(done += 1, input.count);
  }
}

interface Line {
  readonly frame: number;
  readonly id: number;
  readonly text: string;
}

function linesFor({ item, records }: FormatDocument, classes: Classes, report: Report): { readonly lines: readonly string[]; readonly last: number } {
  const document = new BookDocument(new Map(records.map((record) => [record.id, record])));
  const last = records.reduce((most, record) => (record.type === 'keyframe' ? Math.max(most, record.frame) : most), 0);
  const lines: Line[] = [];
  for (const [index, track] of records.filter((record) => record.type === 'track').entries()) {
    if (track.kind === 'tag') report.note(notes.noBox, item.name);
    else for (const line of trackLines({ track, document, last, id: index + 1 }, classes, report)) lines.push(line);
  }
  return { lines: lines.sort((a, b) => a.frame - b.frame || a.id - b.id).map(({ text }) => text), last };
}

interface WholeTrack {
  readonly track: Track;
  readonly document: BookDocument;
  readonly last: number;
  readonly id: number;
}

function* trackLines({ track, document, last, id }: WholeTrack, classes: Classes, report: Report): Generator<Line> {
  const keys = document.keyframesOf(track.id);
  const [first] = keys;
  if (first === undefined) return;
  report.note(WRITTEN);
  report.note(notes.between);
  if (track.extent === 'span' && keys.at(-1)?.shape !== null) report.note(notes.end);
  noteLosses({ track, keyframe: first }, ['occluded', 'difficult'], report);
  const kind = classes.numberOf(track, `${id}`) + 1;
  for (let frame = first.frame; frame <= (track.extent === 'span' ? last : first.frame); frame += 1) {
    const shape = shapeAt(document, track.id, frame);
    const bounds = shape === null ? null : kindOf(shape).bounds(shape);
    if (shape === null || bounds === null) continue;
    if (shape.kind !== 'box' || shape.angle !== 0) report.note(notes.bounds);
    const { minX, minY, maxX, maxY } = bounds;
    const place = [minX, minY, maxX - minX, maxY - minY].map((value) => Number(value.toFixed(3)));
    yield { frame, id, text: [frame + 1, id, ...place, track.difficult ? 0 : 1, kind, keyHolding(keys, frame)?.occluded === true ? 0 : 1].join(',') };
  }
}
