import { AppError } from '../../base/errors.ts';
import { keyframeIdOf, type TrackId } from '../../model/ids.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { DocumentRecord, Keyframe, LabelRecord } from '../../model/records.ts';
import type { Source } from '../files/files.ts';
import { namesToRead } from '../files/namesToRead.ts';
import { childrenOf, numberOf, xmlElements, type XmlNode } from '../files/xmlElements.ts';
import type { Imported, ImportTarget, TargetItem, Work } from '../format.ts';
import { sortAttributes } from '../importAttributes.ts';
import { ImportLabels } from '../importLabels.ts';
import { groupOf, sizeOf } from '../loose.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import { stillTrack } from '../stillTrack.ts';
import { typedValues } from '../typedValues.ts';
import { readMeta, type CvatTask } from './meta.ts';
import { readNotes as notes } from './notes.ts';
import { readShape, SHAPES } from './readShape.ts';

/** Reads CVAT 1.1, whichever of its two forms: pictures one by one, tracks of clips one by one. */
export async function* readCvat(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  let done = 0;
  let others: string | null = null;
  for (const name of namesToRead(source, 'xml')) {
    let tasks: readonly CvatTask[] = [];
    const before = done;
    for await (const node of xmlElements(source, name, ['meta', 'image', 'track'])) {
      signal?.throwIfAborted();
      if (node.name === 'meta') tasks = readMeta(node, reading.labels);
      else yield* node.name === 'image' ? readImage(node, reading) : readTrack(node, tasks, reading);
      onProgress(done += 1, 0);
    }
    if (done === before) others = name;
  }
  if (done === 0) throw new AppError('cvat/not-cvat', `“${others ?? ''}” is XML, but not of CVAT: it has neither images nor tracks.`, { params: { name: others ?? '' } });
}

function* readImage(image: XmlNode, reading: Reading): Generator<Imported> {
  const { target, report } = reading;
  const name = image.attributes['name'] ?? '';
  const size = sizeOf(numberOf(image.attributes['width']), numberOf(image.attributes['height']));
  const item = name === '' ? null : target.findItem(name, size);
  if (item === null) return report.note(NOT_HERE, name, Math.max(1, image.children.length));
  const page = new Page(item, size, reading);
  const ordered = image.children.some(({ attributes }) => (numberOf(attributes['z_order']) ?? 0) !== 0);
  for (const [index, node] of image.children.entries()) readStill(node, ordered ? null : index, { page, reading });
  yield* page.imported();
}

function readStill(node: XmlNode, z: number | null, { page, reading }: { readonly page: Page; readonly reading: Reading }): void {
  const { report } = reading;
  if (!SHAPES.includes(node.name)) return report.note(notes.unknown, node.name);
  const label = labelOf(node, reading);
  const found = readShape(node, label?.skeleton ?? null);
  if (found === null) return report.note(notes.broken, page.item.name);
  noteShape(node, found.rough, reading);
  page.add({
    shape: found.shape, label, z: z ?? numberOf(node.attributes['z_order']) ?? 0, occluded: node.attributes['occluded'] === '1', group: groupIn(node),
    values: typedValues(valuesIn(node), label),
  });
}

function noteShape(node: XmlNode, rough: boolean, { report }: Reading): void {
  if (rough) report.note(notes.cuboid);
  if ((node.attributes['source'] ?? 'manual') !== 'manual') report.note(notes.source, node.attributes['source'] ?? null);
  if (childrenOf(node, 'points').some((joint) => joint.children.length > 0)) report.note(notes.joints);
}

function labelOf(node: XmlNode, { labels, report }: Reading): LabelRecord | null {
  const name = node.attributes['label']?.trim() ?? '';
  if (name !== '') return labels.named(name);
  report.note(notes.unlabelled);
  return null;
}

function groupIn({ attributes }: XmlNode): number | null {
  return groupOf(numberOf(attributes['group_id']));
}

function valuesIn(node: XmlNode): readonly (readonly [string, string])[] {
  return childrenOf(node, 'attribute').flatMap(({ attributes, text }) => (attributes['name'] === undefined ? [] : [[attributes['name'], text] as const]));
}

function* readTrack(track: XmlNode, tasks: readonly CvatTask[], reading: Reading): Generator<Imported> {
  const { target, labels, report } = reading;
  const task = tasks.find(({ id }) => id === track.attributes['task_id']) ?? tasks[0];
  const item = task === undefined || task.name === '' ? null : target.findItem(task.name, task.size);
  if (item === null) return report.note(NOT_HERE, task?.name ?? null);
  const records = trackRecords(track, item, reading);
  const fresh = labels.takeNew();
  if (fresh.length > 0) yield { labels: fresh };
  if (records.length > 0) yield { item, records };
}

/** A thing through time. Shapes between keyframes are left out, as CVAT itself leaves them out when it loads a file. */
function trackRecords(track: XmlNode, item: TargetItem, reading: Reading): readonly DocumentRecord[] {
  const { report, target } = reading;
  const label = labelOf(track, reading);
  const id = target.newId() as TrackId;
  const keys: Keyframe[] = [];
  const onTrack: Record<string, unknown> = {};
  let kind: string | null = null;
  for (const node of track.children.filter(({ name }) => SHAPES.includes(name))) {
    const frame = numberOf(node.attributes['frame']);
    if (node.attributes['keyframe'] === '0') report.note(notes.between);
    else {
      const found = readShape(node, label?.skeleton ?? null);
      if (found === null || frame === null || !Number.isInteger(frame) || frame < 0 || kindOf(found.shape).problem(found.shape) !== null) report.note(notes.broken, item.name);
      else if (kind !== null && found.shape.kind !== kind) report.note(notes.changed, item.name);
      else {
        kind = found.shape.kind;
        noteShape(node, found.rough, reading);
        const sorted = sortAttributes(typedValues(valuesIn(node), label), label, report);
        Object.assign(onTrack, sorted.onTrack);
        keys.push({ ...sorted.onKeyframe, id: keyframeIdOf(id, frame), type: 'keyframe', track: id, frame, shape: node.attributes['outside'] === '1' ? null : found.shape, occluded: node.attributes['occluded'] === '1', truncated: false });
      }
    }
  }
  return joined({ track, keys, onTrack, label, id, z: Math.max(0, ...track.children.map(({ attributes }) => numberOf(attributes['z_order']) ?? 0)) }, reading);
}

interface Gathered {
  readonly track: XmlNode;
  readonly keys: readonly Keyframe[];
  readonly onTrack: Readonly<Record<string, unknown>>;
  readonly label: LabelRecord | null;
  readonly id: TrackId;
  readonly z: number;
}

function joined({ track, keys, onTrack, label, id, z }: Gathered, { report }: Reading): readonly DocumentRecord[] {
  const byFrame = [...new Map(keys.map((key) => [key.frame, key])).values()].sort((a, b) => a.frame - b.frame);
  const first = byFrame.find(({ shape }) => shape !== null)?.shape ?? null;
  if (first === null) {
    report.note(notes.emptyTrack);
    return [];
  }
  const [record] = stillTrack({ id, label: label?.id ?? null, shape: first, z, note: null, occluded: false, group: groupIn(track), onTrack: onTrack as Record<`a:${string}`, string>, onKeyframe: {} });
  report.note(notes.track);
  return [{ ...record, extent: 'span' }, ...byFrame];
}
