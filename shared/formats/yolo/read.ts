import type { LabelRecord, Proposer } from '../../model/records.ts';
import { linesOf } from '../files/pieces.ts';
import { extensionOf, isPicture, stemOf } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import type { Source } from '../files/files.ts';
import type { Imported, ImportTarget, TargetItem, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { NO_SIZE, Page, type Reading } from '../page.ts';
import { textOf } from '../readJson.ts';
import { readDataYaml, type DataYaml } from './dataYaml.ts';
import { parseLine, readLine, type Variant } from './lines.ts';
import { readNotes as notes } from './notes.ts';

/** Reads the label files of a data set, one picture each, then names the pictures that have none. */
export function readYolo(variant: Variant, proposer?: Proposer): (source: Source, target: ImportTarget, work: Work) => AsyncGenerator<Imported> {
  return async function* read(source, target, work) {
    const { report, onProgress, signal } = work;
    const data = await readData(source);
    const reading: YoloReading = { variant, source, data, target, labels: new ImportLabels(target, report), report, classes: new Map(), ...(proposer === undefined ? {} : { proposer }) };
    const files = labelFiles(namesToRead(source, 'txt'));
    for (const name of source.names.filter(isPicture)) target.findItem(name, null);
    for (const [index, name] of files.entries()) {
      signal?.throwIfAborted();
      yield* readFile(name, reading);
      onProgress(index + 1, files.length);
    }
  };
}

interface YoloReading extends Reading {
  readonly variant: Variant;
  readonly source: Source;
  readonly data: DataYaml;
  readonly classes: Map<number, LabelRecord>;
}

async function* readFile(name: string, reading: YoloReading): AsyncGenerator<Imported> {
  const { source, report, target } = reading;
  const lines: string[] = [];
  for await (const line of linesOf(source, name)) if (line.trim() !== '') lines.push(line);
  if (lines.length > 0 && lines.every((line) => parseLine(line) === null)) return report.note(notes.notLabels, name);
  const item = itemOf(name, target);
  if (item === null) return report.note(notes.noPicture, name);
  const size = await target.sizeOf(item);
  if (size === null && lines.length > 0) return report.note(NO_SIZE, item.name, lines.length);
  if (lines.length === 0) report.note(notes.empty, name);
  const page = new Page(item, null, reading);
  for (const text of lines) if (size !== null) readThing(text, page, { ...reading, size });
  yield* page.imported();
}

function readThing(text: string, page: Page, reading: YoloReading & { readonly size: { readonly width: number; readonly height: number } }): void {
  const { report, data, variant, size } = reading;
  const line = parseLine(text);
  if (line === null) return report.note(notes.line, page.item.name);
  const label = labelOf(line.kind, reading);
  const { shape, say, ...rest } = readLine(line, variant, { size, label, joints: { shape: data.joints, names: data.jointNames } });
  if (say !== null) report.note(say, page.item.name);
  if (shape === null) return;
  const score = 'score' in rest ? rest.score : null;
  if (score !== null) report.note(notes.score);
  page.add({ shape, label, values: score === null ? {} : { score } });
}

function labelOf(kind: number, { data, labels, classes, report }: YoloReading): LabelRecord {
  const known = classes.get(kind);
  if (known !== undefined) return known;
  const name = data.names.get(kind)?.trim() ?? '';
  if (name === '') report.note(notes.unnamed, `class ${kind}`);
  const label = labels.named(name === '' ? `class ${kind}` : name);
  classes.set(kind, label);
  return label;
}

/** `labels/train/a.txt` is about `images/train/a.jpg`; where there is no such folder, about the picture beside it. */
function itemOf(name: string, target: ImportTarget): TargetItem | null {
  const stem = stemOf(name);
  const swapped = stem.replace(/(^|\/)labels\/(?!.*\/labels\/)/i, '$1images/');
  return target.findStem(swapped) ?? (swapped === stem ? null : target.findStem(stem));
}

const LISTS = /(^|\/)(classes|predefined_classes|class_names|names|labels|train|val|valid|test|trainval|readme[^/]*|notes|license|requirements)\.txt$/i;

/** Text files that may be labels: all but those with names that lists and notes have, unless they are among labels. */
export function labelFiles(names: readonly string[]): readonly string[] {
  return names.filter((name) => extensionOf(name) === 'txt' && (!LISTS.test(name) || /(^|\/)(labels\/[^/]+\/|obj_[^/]*_data\/)/i.test(name) && !/classes\.txt$/i.test(name))).toSorted();
}

/** The names of classes: in `data.yaml`, else in a `.names` file, else in `classes.txt`; the one nearest to the root counts. */
export async function readData(source: Source): Promise<DataYaml> {
  const nearest = (test: (name: string) => boolean): string | undefined => source.names.filter(test).toSorted((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0];
  const text = async (name: string): Promise<string> => textOf(await source.read(name), name);
  for (const name of source.names.filter((one) => ['yaml', 'yml'].includes(extensionOf(one)) && source.size(one) < 10_000_000).toSorted((a, b) => a.split('/').length - b.split('/').length)) {
    const data = readDataYaml(await text(name));
    if (data.names.size > 0) return data;
  }
  const list = nearest((name) => extensionOf(name) === 'names') ?? nearest((name) => /(^|\/)(classes|predefined_classes|class_names)\.txt$/i.test(name));
  const names = list === undefined ? [] : (await text(list)).split(/\r\n|\n|\r/).map((line) => line.trim());
  return { names: new Map(names.map((name, index) => [index, name] as const).filter(([, name]) => name !== '')), joints: null, jointNames: null };
}
