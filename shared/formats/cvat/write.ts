import { BookDocument } from '../../model/document.ts';
import { steadyPath } from '../../model/shapeAt.ts';
import type { Keyframe, LabelRecord, Track } from '../../model/records.ts';
import { appendText } from '../files/jsonList.ts';
import type { Sink } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import { xmlAttributes, xmlLine, xmlText } from '../files/xmlElements.ts';
import type { FormatDocument, WriteInput, Work } from '../format.ts';
import { keysByTrack } from '../keysByTrack.ts';
import type { Report } from '../report.ts';
import { attributesOf, Classes, noteLosses, noteOthers, stillPictures, WRITTEN, type Still, type StillPicture } from '../stills.ts';
import { labelLines } from './meta.ts';
import { writeNotes as notes } from './notes.ts';
import { elementText, writeShape } from './writeShape.ts';

interface Job {
  readonly labels: ReadonlyMap<string, LabelRecord>;
  readonly classes: Classes;
  readonly report: Report;
}

function jobOf({ labels }: WriteInput, report: Report): Job {
  return { labels: new Map(labels.map((label) => [label.id, label])), classes: new Classes(labels, report), report };
}

/** CVAT for images 1.1: `annotations.xml`, picture by picture. */
export async function writeCvatImages(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const job = jobOf(input, report);
  const file = await sink.open('annotations.xml');
  // Whether there are things without a label is known at the end only, so their name is always listed.
  await appendText(file, `${headText(input, { name: input.projectName, mode: 'annotation', more: '' })}`);
  let [done, id] = [0, 0];
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) {
      await appendText(file, imageText(picture, id, job));
      id += 1;
    }
    onProgress(done += 1, input.count);
  }
  await appendText(file, '</annotations>\n');
  await file.close();
}

/** CVAT for video 1.1: a file for each clip. */
export async function writeCvatVideo(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const job = jobOf(input, report);
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    const { item, records } = document;
    noteOthers(document, report);
    if (steadyPath(new BookDocument(new Map(records.map((record) => [record.id, record])))) !== null) report.note(notes.steady, item.name);
    if (records.some((record) => record.type === 'track' && record.extent === 'span')) {
      const file = await sink.open(`${stemOf(item.name)}.xml`);
      const more = `      <original_size>\n${xmlLine(4, 'width', String(item.width))}${xmlLine(4, 'height', String(item.height))}      </original_size>\n${xmlLine(3, 'source', item.name)}`;
      await appendText(file, headText(input, { name: stemOf(item.name), mode: 'interpolation', more }));
      for (const [id, text] of tracksOf(document).map((track) => trackText(track, job)).filter((text) => text !== null).entries()) await appendText(file, text.replace('<track', `<track id="${id}"`));
      await appendText(file, '</annotations>\n');
      await file.close();
    } else if (records.some(({ type }) => type === 'track')) report.note(notes.picture, item.name);
    onProgress(done += 1, input.count);
  }
}

function headText({ labels, now }: WriteInput, { name, mode, more }: { readonly name: string; readonly mode: string; readonly more: string }): string {
  const date = new Date(now).toISOString().replace('T', ' ').replace('Z', '+00:00');
  return `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta>\n    <task>\n${xmlLine(3, 'name', name)}${xmlLine(3, 'mode', mode)}${labelLines(labels, true)}${more}    </task>\n${xmlLine(2, 'dumped', date)}  </meta>\n`;
}

function imageText({ name, item, things }: StillPicture, id: number, job: Job): string {
  const size = [['width', String(item.width)], ['height', String(item.height)]] as const;
  return `  <image${xmlAttributes([['id', String(id)], ['name', name], ...size])}>\n${things.map((still) => stillText(still, name, job)).join('')}  </image>\n`;
}

function stillText(still: Still, name: string, job: Job): string {
  const { track, keyframe, shape } = still;
  const found = writeShape(shape, job.report);
  if (found === null) return '';
  job.report.note(WRITTEN);
  noteLosses(still, ['attributes', 'occluded', 'group'], job.report);
  const isTag = found.element === 'tag';
  const head = [['label', job.classes.nameOf(track, name)], ['source', 'manual'], ...(isTag || found.element === 'skeleton' ? [] : [['occluded', keyframe.occluded ? '1' : '0'] as const])] as const;
  return elementText(found, { head, tail: [...(isTag ? [] : [['z_order', orderOf(track, job.report)] as const]), ['group_id', track.group === null ? null : String(track.group)]], inside: valuesText([track, keyframe], job) });
}

function orderOf({ z }: Track, report: Report): string {
  if (!Number.isInteger(z)) report.note(notes.order);
  return String(Math.round(z));
}

function valuesText(records: readonly (Track | Keyframe)[], { labels }: Job): string {
  const [track] = records;
  const label = track?.type === 'track' && track.label !== null ? labels.get(track.label) : undefined;
  const all = new Map(records.flatMap(attributesOf));
  return [...all].map(([key, value]) => `      <attribute name="${xmlText(label?.attributes.find((one) => one.key === key)?.name ?? key)}">${xmlText(String(value))}</attribute>\n`).join('');
}

interface WholeTrack {
  readonly track: Track;
  readonly keys: readonly Keyframe[];
  readonly name: string;
}

function tracksOf({ item, records }: FormatDocument): readonly WholeTrack[] {
  const keys = keysByTrack(records);
  return records.filter((record) => record.type === 'track').toSorted((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1))
    .map((track) => ({ track, name: item.name, keys: keys.get(track.id) ?? [] }));
}

/** `outside` needs a place in CVAT all the same: the one before. A still thing is there on its frame only. */
function trackText({ track, keys, name }: WholeTrack, job: Job): string | null {
  if (track.kind === 'tag') {
    job.report.note(notes.tag, name);
    return null;
  }
  const last = keys.at(-1);
  const ended = track.extent === 'still' && last !== undefined ? [...keys, { ...last, frame: last.frame + 1, shape: null }] : keys;
  let place = ended.find(({ shape }) => shape !== null)?.shape ?? null;
  let text = '';
  for (const key of ended) {
    place = key.shape ?? place;
    const found = place === null ? null : writeShape(place, job.report);
    if (found === null) continue;
    noteLosses({ track, keyframe: key }, ['attributes', 'occluded', 'group'], job.report);
    const head = [['frame', String(key.frame)], ['keyframe', '1'], ['outside', key.shape === null ? '1' : '0'], ['occluded', key.occluded ? '1' : '0']] as const;
    text += elementText(found, { head, tail: [['z_order', orderOf(track, job.report)]], inside: valuesText([track, key], job) });
  }
  if (text === '') return null;
  job.report.note(WRITTEN);
  return `  <track${xmlAttributes([['label', job.classes.nameOf(track, name)], ['source', 'manual'], ['group_id', track.group === null ? null : String(track.group)]])}>\n${text}  </track>\n`;
}
