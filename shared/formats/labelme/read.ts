import { errorCode } from '../../base/errors.ts';
import { keyframeIdOf, type TrackId } from '../../model/ids.ts';
import type { DocumentRecord } from '../../model/records.ts';
import { namesToRead } from '../files/namesToRead.ts';
import type { Source } from '../files/files.ts';
import type { Imported, ImportTarget, Size, TargetItem, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { listOf, looseOf, sizeOf, textOf, type Loose } from '../loose.ts';
import { readJson } from '../readJson.ts';
import type { Report } from '../report.ts';
import { readThing } from './readThing.ts';
import { notes } from './notes.ts';

/** Reads every LabelMe file of the source, one picture each. One broken file does not cost the others. */
export async function* readLabelme(source: Source, target: ImportTarget, work: Work): AsyncGenerator<Imported> {
  const labels = new ImportLabels(target, work.report);
  const names = namesToRead(source, 'json');
  for (const [index, name] of names.entries()) {
    work.signal?.throwIfAborted();
    const root = await rootOf(source, name, work.report);
    const seen = root === null ? null : pictureOf(root, name, target);
    if (root !== null && seen === null) work.report.note(notes.notHere, pathOf(root, name));
    if (root !== null && seen !== null) {
      if (seen.item.size !== null && seen.size !== null && !sameSize(seen.item.size, seen.size)) work.report.note(notes.size, seen.item.name);
      const records = await readPicture(root, { ...seen, labels, target, report: work.report });
      const fresh = labels.takeNew();
      if (fresh.length > 0) yield { labels: fresh };
      if (records.length > 0) yield { item: seen.item, records };
    }
    work.onProgress(index + 1, names.length);
  }
}

/** `null` when it is not ours to read; said in the report. The only file of a source is refused with its reason instead. */
async function rootOf(source: Source, name: string, report: Report): Promise<Loose | null> {
  try {
    const root = looseOf(await readJson(source, name));
    if (root !== null && listOf(root['shapes']) !== null) return root;
    report.note(notes.notLabelme, name);
  } catch (error) {
    if (source.names.length === 1 || errorCode(error) === 'unexpected') throw error;
    report.note(notes.unreadable, name);
  }
  return null;
}

interface Seen {
  readonly item: TargetItem;
  readonly size: Size | null;
}

function pictureOf(root: Loose, name: string, target: ImportTarget): Seen | null {
  const size = sizeOf(root['imageWidth'], root['imageHeight']);
  const item = target.findItem(pathOf(root, name), size);
  return item === null ? null : { item, size };
}

/** `imagePath` starts from the folder of its JSON file; without one, the picture has the file's own name. */
function pathOf(root: Loose, name: string): string {
  const path = textOf(root['imagePath'])?.replaceAll('\\', '/') ?? `${name.slice(name.lastIndexOf('/') + 1).replace(/\.json$/i, '')}.jpg`;
  const folders = /^([a-z]:)?\//i.test(path) ? [] : name.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') folders.pop();
    else if (part !== '.' && part !== '') folders.push(part);
  }
  return folders.join('/');
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

export interface Picture extends Seen {
  readonly labels: ImportLabels;
  readonly target: ImportTarget;
  readonly report: Report;
}

async function readPicture(root: Loose, picture: Picture): Promise<readonly DocumentRecord[]> {
  const records = [...readTags(root, picture)];
  for (const [index, entry] of (listOf(root['shapes']) ?? []).entries()) {
    const shape = looseOf(entry);
    if (shape === null) picture.report.note(notes.broken, picture.item.name);
    else records.push(...(await readThing(shape, index, picture)));
  }
  return records;
}

/** A flag of the picture is a word about the whole of it: a tag. */
function* readTags(root: Loose, { labels, target, report }: Picture): Generator<DocumentRecord> {
  for (const [name, value] of Object.entries(looseOf(root['flags']) ?? {})) {
    if (value !== true || name.trim() === '') continue;
    report.note(notes.tag, name);
    const id = target.newId() as TrackId;
    yield { id, type: 'track', kind: 'tag', label: labels.named(name).id, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null };
    yield { id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, shape: { kind: 'tag' }, occluded: false, truncated: false };
  }
}
