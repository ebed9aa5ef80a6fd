import { AppError } from '../../base/errors.ts';
import { keyframeIdOf, type TrackId } from '../../model/ids.ts';
import type { BoxShape } from '../../model/kinds/shape.ts';
import type { DocumentRecord, Keyframe } from '../../model/records.ts';
import type { Source } from '../files/files.ts';
import { linesOf } from '../files/pieces.ts';
import type { Imported, ImportTarget, Size, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { sizeOf } from '../loose.ts';
import { NOT_HERE, type Reading } from '../page.ts';
import { textOf } from '../readJson.ts';
import { stillTrack } from '../stillTrack.ts';
import { motClasses } from './classes.ts';
import { readNotes as notes } from './notes.ts';

/** `NAME/gt/gt.txt` or `NAME/det/det.txt`; the folder says which clip. */
export const MOT_FILE = /(^|\/)(gt\/gt|det\/det)\.txt$/i;

/** Reads the sequences of a source, ground truth before detections. */
export async function* readMot(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  const files = source.names.length === 1 ? source.names : source.names.filter((name) => MOT_FILE.test(name));
  if (files.length === 0) throw new AppError('mot/no-files', 'There is no gt/gt.txt and no det/det.txt among the files. Choose the folder of the sequence, or the one above it.');
  for (const [index, name] of files.entries()) {
    signal?.throwIfAborted();
    yield* readSequence(source, name, reading);
    onProgress(index + 1, files.length);
  }
}

async function* readSequence(source: Source, name: string, reading: Reading): AsyncGenerator<Imported> {
  const { target, report, labels } = reading;
  const about = await sequenceOf(source, name);
  const item = (about.name === '' ? null : target.findStem(about.name)) ?? target.onlyClip ?? target.findItem(about.name === '' ? 'clip' : about.name, about.size);
  if (item === null) return report.note(NOT_HERE, about.name === '' ? name : about.name);
  const found = await gather(source, name, reading);
  report.note(notes.edges, item.name);
  for (const [number, thing] of found) {
    const records = recordsOf(thing, number, { ...reading, names: about.names });
    const fresh = labels.takeNew();
    if (fresh.length > 0) yield { labels: fresh };
    yield { item, records };
  }
}

interface Sequence {
  readonly name: string;
  readonly size: Size | null;
  readonly names: readonly string[];
}

async function sequenceOf(source: Source, file: string): Promise<Sequence> {
  const folder = MOT_FILE.test(file) ? file.replace(MOT_FILE, '') : '';
  const inside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const read = async (name: string): Promise<string> => (source.names.includes(name) ? textOf(await source.read(name), name) : '');
  const info = await read(inside('seqinfo.ini'));
  const value = (key: string): string => new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, 'im').exec(info)?.[1] ?? '';
  const names = ((await read(inside('gt/labels.txt'))) || (await read(inside('labels.txt')))).split(/\r\n|\n|\r/).map((line) => line.trim());
  const own = MOT_FILE.test(file) ? folder.slice(folder.lastIndexOf('/') + 1) : file.replace(/^.*\//, '').replace(/\.txt$/i, '');
  return { name: value('name') || own, size: sizeOf(Number(value('imWidth')), Number(value('imHeight'))), names: names.filter((line) => line !== '') };
}

interface Place {
  readonly frame: number;
  readonly box: BoxShape;
  readonly occluded: boolean;
}

interface Thing {
  readonly places: Map<number, Place>;
  readonly kind: number;
  readonly ignored: boolean;
}

async function gather(source: Source, name: string, { report }: Reading): Promise<ReadonlyMap<string, Thing>> {
  const things = new Map<string, Thing>();
  let loose = 0;
  for await (const line of linesOf(source, name)) {
    if (line.trim() === '') continue;
    const values = line.trim().split(/\s*,\s*|\s+/).map(Number);
    const [frame = NaN, id = NaN, x = NaN, y = NaN, width = NaN, height = NaN, confidence = 1, kind = -1, seen = 1] = values;
    const isSound = Number.isInteger(frame) && frame >= 1 && Number.isFinite(id) && [x, y, width, height].every((value) => Number.isFinite(value) && Math.abs(value) < 1e7) && width > 0 && height > 0;
    if (!isSound) {
      report.note(notes.line, line.slice(0, 60));
      continue;
    }
    if (confidence !== 0 && confidence !== 1) report.note(notes.score);
    if (seen >= 0 && seen < 0.5) report.note(notes.visibility);
    if (id < 0) report.note(notes.loose);
    const key = id < 0 ? `loose ${(loose += 1)}` : `${id} ${kind}`;
    const thing = things.get(key) ?? { places: new Map(), kind, ignored: confidence === 0 };
    things.set(key, thing);
    if (thing.places.has(frame)) report.note(notes.twice, line.slice(0, 60));
    else thing.places.set(frame, { frame: frame - 1, box: { kind: 'box', x, y, width, height, angle: 0 }, occluded: seen >= 0 && seen < 0.5 });
  }
  return things;
}

function recordsOf({ places, kind, ignored }: Thing, number: string, { target, labels, report, names }: Reading & { readonly names: readonly string[] }): readonly DocumentRecord[] {
  const id = target.newId() as TrackId;
  const sorted = [...places.values()].sort((a, b) => a.frame - b.frame);
  const [first] = sorted;
  if (first === undefined) return [];
  const name = kind < 0 ? 'object' : (names[kind - 1] ?? motClasses[kind - 1] ?? `class ${kind}`);
  if (kind >= 0 && names[kind - 1] === undefined) report.note(notes.unnamed, name);
  if (ignored) report.note(notes.ignored, number);
  report.note(notes.track);
  const [track] = stillTrack({ id, label: labels.named(name).id, shape: first.box, z: 0, note: null, occluded: false, difficult: ignored, onTrack: {}, onKeyframe: {} });
  const key = (frame: number, shape: BoxShape | null, occluded: boolean): Keyframe => ({ id: keyframeIdOf(id, frame), type: 'keyframe', track: id, frame, shape, occluded, truncated: false });
  // Where the next frame does not list it, it is not seen.
  const keys = sorted.flatMap(({ frame, box, occluded }) => [key(frame, box, occluded), ...(places.has(frame + 2) ? [] : [key(frame + 1, null, false)])]);
  return [{ ...track, extent: 'span' }, ...keys];
}
