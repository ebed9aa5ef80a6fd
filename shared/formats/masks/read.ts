import { AppError } from '../../base/errors.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { Source } from '../files/files.ts';
import { extensionOf, stemOf } from '../files/look.ts';
import type { Imported, ImportTarget, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import { textOf } from '../readJson.ts';
import { readLabelmap, VOID, type MaskClasses } from './colours.ts';
import { readNotes as notes } from './notes.ts';
import { readNumbers, regionsOf, type Numbers, type Region } from './regions.ts';

const CLASS = /(^|\/)SegmentationClass(Raw|Aug)?\//;
/** Folders that people keep masks in. */
export const MASKS = /(^|\/)(SegmentationClass(Raw|Aug)?|SegmentationObject|masks?|labels?|annotations?|gt|segmentations?)\//i;

/** Reads the pictures of classes, and beside them those of single things where there are any. */
export async function* readMasks(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: MaskReading = { target, report, labels: new ImportLabels(target, report), source, classes: await classesOf(source), objects: objectsOf(source) };
  const files = maskFiles(source.names);
  if (files.length === 0) throw new AppError('masks/no-files', 'There are no PNG files of masks among them. They are looked for in SegmentationClass, masks or labels.');
  for (const [index, name] of files.entries()) {
    signal?.throwIfAborted();
    yield* readPicture(name, reading);
    onProgress(index + 1, files.length);
  }
}

export function maskFiles(names: readonly string[]): readonly string[] {
  const pngs = names.filter((name) => extensionOf(name) === 'png' && !/(^|\/)SegmentationObject\//.test(name));
  const inClass = pngs.filter((name) => CLASS.test(name));
  const inMasks = pngs.filter((name) => MASKS.test(name));
  return inClass.length > 0 ? inClass : inMasks.length > 0 ? inMasks : pngs;
}

interface MaskReading extends Reading {
  readonly source: Source;
  readonly classes: MaskClasses;
  /** Pictures of single things, by the place of their class picture. */
  readonly objects: ReadonlyMap<string, string>;
}

function objectsOf(source: Source): ReadonlyMap<string, string> {
  return new Map(source.names.filter((name) => /(^|\/)SegmentationObject\//.test(name)).map((name) => [name.replace(/SegmentationObject\//, 'SegmentationClass/'), name]));
}

async function classesOf(source: Source): Promise<MaskClasses> {
  const name = source.names.find((one) => /(^|\/)labelmap\.txt$/i.test(one)) ?? source.names.find((one) => /(^|\/)(classes|labels|label_colors|class_names)\.txt$/i.test(one));
  return name === undefined ? { byColour: new Map(), byNumber: [] } : readLabelmap(textOf(await source.read(name), name));
}

async function* readPicture(name: string, reading: MaskReading): AsyncGenerator<Imported> {
  const { source, target, report } = reading;
  const classes = await readNumbers(await source.read(name));
  if (classes === null) return report.note(notes.broken, name);
  const size = { width: classes.width, height: classes.height };
  const stem = stemOf(name);
  const item = target.findStem(stem.replace(MASKS, '$1JPEGImages/')) ?? target.findStem(stem.replace(MASKS, '$1images/')) ?? target.findItem(name.replace(MASKS, '$1'), size);
  if (item === null) return report.note(NOT_HERE, name);
  const page = new Page(item, size, reading);
  const objects = await instancesOf(name, classes, reading);
  if (objects === null) report.note(notes.whole, name);
  for (const region of regionsOf(objects ?? classes)) readRegion(region, { page, classes, objects }, reading);
  yield* page.imported();
}

async function instancesOf(name: string, classes: Numbers, { source, objects, report }: MaskReading): Promise<Numbers | null> {
  const file = objects.get(name);
  const found = file === undefined ? null : await readNumbers(await source.read(file));
  if (found === null || (found.width === classes.width && found.height === classes.height)) return found;
  report.note(notes.size, file ?? null);
  return null;
}

function readRegion(region: Region, { page, classes, objects }: { readonly page: Page; readonly classes: Numbers; readonly objects: Numbers | null }, reading: MaskReading): void {
  const { report, labels } = reading;
  // What is nothing among the things is nothing, whatever its class.
  if (objects !== null && isNothing(region.number, objects)) return;
  const number = classes.at[region.first] ?? 0;
  if (isVoid(number, classes)) return report.note(notes.ignored);
  const name = nameOf(number, classes, reading);
  if (name === null) return objects === null ? report.note(notes.background) : undefined;
  const mask = maskOfSpans(region);
  if (mask !== null) page.add({ shape: mask, label: labels.named(name) });
}

function isNothing(number: number, objects: Numbers): boolean {
  return number === 0 || isVoid(number, objects);
}

function isVoid(number: number, { areColours, colourOf }: Numbers): boolean {
  return areColours ? number === VOID : number === 255 || colourOf(number) === VOID;
}

/** Null for the background. */
function nameOf(number: number, numbers: Numbers, { classes, report }: MaskReading): string | null {
  const colour = numbers.areColours ? number : numbers.colourOf(number);
  const known = (colour === null ? undefined : classes.byColour.get(colour)) ?? (numbers.areColours ? undefined : classes.byNumber[number]);
  if (known !== undefined && known !== '') return /^(background|__background__|_background_)$/i.test(known) ? null : known;
  if (number === 0) return null;
  const name = numbers.areColours ? `colour #${number.toString(16).padStart(6, '0')}` : `class ${number}`;
  report.note(notes.unnamed, name);
  return name;
}
