import { errorCode } from '../../base/errors.ts';
import type { BoxShape } from '../../model/kinds/shape.ts';
import type { Source } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import { childOf, childrenOf, numberOf, numbersOf, textIn, xmlElements, type XmlNode } from '../files/xmlElements.ts';
import type { Imported, ImportTarget, Size, TargetItem, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { sizeOf } from '../loose.ts';
import { NOT_HERE, Page, type FoundThing, type Reading } from '../page.ts';
import { typedValues } from '../typedValues.ts';
import { readNotes as notes } from './notes.ts';

/** `edges`: positions are places on the picture, from 0; `pixels`: they name pixels, from 1, both ends included. */
export type Counting = 'edges' | 'pixels';

/** Reads every VOC file of the source, one picture each. One broken file does not cost the others. */
export function readVoc(counting: Counting): (source: Source, target: ImportTarget, work: Work) => AsyncGenerator<Imported> {
  return async function* read(source, target, { report, onProgress, signal }) {
    const reading: VocReading = { counting, target, report, labels: new ImportLabels(target, report) };
    const names = namesToRead(source, 'xml');
    for (const [index, name] of names.entries()) {
      signal?.throwIfAborted();
      const root = await rootOf(source, name, reading);
      if (root !== null) yield* readPicture(root, name, reading);
      onProgress(index + 1, names.length);
    }
  };
}

interface VocReading extends Reading {
  readonly counting: Counting;
}

async function rootOf(source: Source, name: string, { report }: Reading): Promise<XmlNode | null> {
  try {
    for await (const node of xmlElements(source, name, ['annotation'])) return node;
    report.note(notes.foreign, name);
  } catch (error) {
    if (source.names.length === 1 || errorCode(error) === 'unexpected') throw error;
    report.note(notes.unreadable, name);
  }
  return null;
}

function* readPicture(root: XmlNode, file: string, reading: VocReading): Generator<Imported> {
  const size = sizeOf(numberOf(textIn(childOf(root, 'size'), 'width')), numberOf(textIn(childOf(root, 'size'), 'height')));
  const item = itemOf(root, file, { size, target: reading.target });
  const objects = childrenOf(root, 'object');
  if (item === null) return reading.report.note(NOT_HERE, textIn(root, 'filename') || file, Math.max(1, objects.length));
  const page = new Page(item, size, reading);
  let group = 0;
  for (const object of objects) group += readObject(object, { page, reading, group: group + 1 });
  yield* page.imported();
}

/** By the name in the file, which some tools write without its extension; else by the file's own name. */
function itemOf(root: XmlNode, file: string, { size, target }: { readonly size: Size | null; readonly target: ImportTarget }): TargetItem | null {
  const name = textIn(root, 'filename');
  const own = stemOf(file).replace(/(^|\/)Annotations\//, '$1JPEGImages/');
  const byFile = target.findStem(own);
  return byFile ?? (name === '' ? null : (target.findStem(name) ?? target.findItem(name, size)));
}

/** How many groups were used: one when the object has parts. */
function readObject(object: XmlNode, { page, reading, group }: { readonly page: Page; readonly reading: VocReading; readonly group: number }): number {
  const { labels, report } = reading;
  const shape = boxOf(object, reading);
  if (shape === null) {
    report.note(notes.noBox, page.item.name);
    return 0;
  }
  const name = textIn(object, 'name');
  if (name === '') report.note(notes.unlabelled, page.item.name);
  const label = name === '' ? null : labels.named(name);
  const parts = childrenOf(object, 'part').filter((part) => childOf(part, 'bndbox') !== undefined);
  const own = parts.length > 0 ? group : null;
  const isSet = (mark: string): boolean => /^(1|true)$/i.test(textIn(object, mark));
  const whole: FoundThing = { shape, label, group: own, occluded: isSet('occluded'), truncated: isSet('truncated'), difficult: isSet('difficult'), values: typedValues(valuesOf(object, reading), label) };
  page.add(whole);
  for (const part of parts) {
    const place = boxOf(part, reading);
    report.note(place === null ? notes.noBox : notes.part, page.item.name);
    if (place !== null) page.add({ shape: place, label: textIn(part, 'name') === '' ? null : labels.named(textIn(part, 'name')), group: own });
  }
  return parts.length > 0 ? 1 : 0;
}

function valuesOf(object: XmlNode, { report }: Reading): readonly (readonly [string, string])[] {
  const given = childrenOf(childOf(object, 'attributes'), 'attribute').map((one) => [textIn(one, 'name'), textIn(one, 'value')] as const).filter(([name]) => name !== '');
  const pose = textIn(object, 'pose');
  const actions = childOf(object, 'actions')?.children.filter(({ text }) => text.trim() === '1').map(({ name }) => [name, 'true'] as const) ?? [];
  const more = [...(pose === '' || /^unspecified$/i.test(pose) ? [] : [['pose', pose] as const]), ...actions];
  if (more.length > 0) report.note(notes.pose);
  return [...given, ...more];
}

function boxOf(node: XmlNode, { counting, report }: VocReading): BoxShape | null {
  const turned = childOf(node, 'robndbox');
  if (turned !== undefined) {
    const found = numbersOf(['cx', 'cy', 'w', 'h', 'angle'].map((name) => textIn(turned, name)));
    if (found === null) return null;
    const [cx = 0, cy = 0, width = 0, height = 0, angle = 0] = found;
    report.note(notes.turned);
    return { kind: 'box', x: cx - width / 2, y: cy - height / 2, width, height, angle: (angle * 180) / Math.PI };
  }
  const box = childOf(node, 'bndbox');
  const found = numbersOf(['xmin', 'ymin', 'xmax', 'ymax'].map((name) => textIn(box, name)));
  if (found === null) return null;
  const [left = 0, top = 0, right = 0, foot = 0] = found;
  if (counting === 'pixels') report.note(notes.pixels);
  const first = counting === 'pixels' ? 1 : 0;
  const [x, y] = [Math.min(left, right) - first, Math.min(top, foot) - first];
  return { kind: 'box', x, y, width: Math.max(left, right) - x, height: Math.max(top, foot) - y, angle: 0 };
}
