import { AppError } from '../../base/errors.ts';
import { csvRow, csvRows } from '../files/csvRows.ts';
import type { Sink, Source } from '../files/files.ts';
import { appendText } from '../files/jsonList.ts';
import { stemOf, type Look } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import { numbersOf } from '../files/xmlElements.ts';
import { NO_GUESS, type Format, type Guess, type Imported, type ImportTarget, type Size, type WriteInput, type Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { NO_SIZE, NOT_HERE, Page, type Reading } from '../page.ts';
import { attributesOf, boxAround, Classes, noteLosses, stillPictures, type Still, type StillPicture } from '../stills.ts';
import { notes } from './notes.ts';

/** Boxes of Open Images: a table of shares of pictures named by their number; see the README beside. */
export const openImages: Format = { id: 'openimages', title: 'Open Images (CSV)', fileName: 'openimages.zip', writes: 'files', sniff, read, write };

const COLUMNS = ['ImageID', 'Source', 'LabelName', 'Confidence', 'XMin', 'XMax', 'YMin', 'YMax', 'IsOccluded', 'IsTruncated', 'IsGroupOf', 'IsDepiction', 'IsInside'] as const;
type Column = (typeof COLUMNS)[number];
const TABLE: Guess = { likelihood: 1, code: 'csv/open-images', sentence: 'A table has the columns of Open Images.' };

async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('csv').slice(0, 8)) if (/^\uFEFF?ImageID,.*XMin/.test(await look.head(name))) return TABLE;
  return NO_GUESS;
}

async function* read(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const names = namesToRead(source, 'csv');
  const reading: OpenReading = { target, report, labels: new ImportLabels(target, report), classes: await classesOf(source, names) };
  let [rows, tables] = [0, 0];
  for (const name of names) {
    let header: readonly string[] | null = null;
    let page: { readonly id: string; readonly page: Page; readonly size: Size } | null = null;
    let skipped: string | null = null;
    for await (const row of csvRows(source, name)) {
      signal?.throwIfAborted();
      if (header === null) {
        header = row;
        if (!row.includes('XMin')) break;
        tables += 1;
        continue;
      }
      const known: readonly string[] = header;
      const field = (column: Column): string => row[known.indexOf(column)] ?? '';
      const id = field('ImageID');
      if (page?.id !== id && skipped !== id) {
        if (page !== null) yield* page.page.imported();
        page = await pageFor(id, reading);
        skipped = page === null ? id : null;
      }
      if (page !== null) readRow(field, page, reading);
      onProgress(rows += 1, 0);
    }
    if (page !== null) yield* page.page.imported();
  }
  if (tables === 0) throw new AppError('openimages/no-table', 'None of the CSV files has the columns of Open Images’ boxes (ImageID, LabelName, XMin, …).');
}

interface OpenReading extends Reading {
  readonly classes: ReadonlyMap<string, string>;
}

/** `class-descriptions…csv`: the code of a class and its name. */
async function classesOf(source: Source, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const classes = new Map<string, string>();
  for (const name of names.filter((one) => /class-descriptions[^/]*\.csv$/i.test(one))) for await (const [code = '', word = ''] of csvRows(source, name)) if (word !== '') classes.set(code, word);
  return classes;
}

async function pageFor(id: string, reading: OpenReading): Promise<{ readonly id: string; readonly page: Page; readonly size: Size } | null> {
  const item = id === '' ? null : reading.target.findStem(id);
  const size = item === null ? null : await reading.target.sizeOf(item);
  if (item === null) reading.report.note(NOT_HERE, id);
  else if (size === null) reading.report.note(NO_SIZE, item.name);
  return item === null || size === null ? null : { id, page: new Page(item, null, reading), size };
}

function readRow(field: (column: Column) => string, { page, size }: { readonly page: Page; readonly size: Size }, { classes, labels, report }: OpenReading): void {
  const place = numbersOf([field('XMin'), field('XMax'), field('YMin'), field('YMax')]);
  if (place === null || place.some((value) => value < -1 || value > 2)) return report.note(notes.row, page.item.name);
  const [left = 0, right = 0, top = 0, foot = 0] = place.map((value, at) => value * (at < 2 ? size.width : size.height));
  const code = field('LabelName');
  if (!classes.has(code) && code.startsWith('/')) report.note(notes.unnamed, code);
  const confidence = Number(field('Confidence') || 1);
  if (confidence !== 1) report.note(notes.score);
  const marks = [['group_of', 'IsGroupOf'], ['depiction', 'IsDepiction'], ['inside', 'IsInside']] as const;
  const values = { ...Object.fromEntries(marks.filter(([, column]) => field(column) === '1').map(([key]) => [key, true])), ...(confidence === 1 ? {} : { score: confidence }) };
  if (Object.keys(values).length > 0) report.note(notes.depiction);
  page.add({
    shape: { kind: 'box', x: left, y: top, width: right - left, height: foot - top, angle: 0 }, label: code === '' ? null : labels.named(classes.get(code) ?? code),
    occluded: field('IsOccluded') === '1', truncated: field('IsTruncated') === '1', values,
  });
}

async function write(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  const file = await sink.open('annotations-bbox.csv');
  await appendText(file, csvRow(COLUMNS));
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) for (const still of picture.things) await appendText(file, rowFor(still, picture, { classes, report }));
    onProgress(done += 1, input.count);
  }
  await file.close();
  await sink.write('class-descriptions.csv', new TextEncoder().encode(classes.names.map((name) => csvRow([name, name])).join('')));
}

function rowFor(still: Still, { name, item }: StillPicture, { classes, report }: { readonly classes: Classes; readonly report: Work['report'] }): string {
  const { track, keyframe } = still;
  const bounds = boxAround(still, name, report);
  if (bounds === null) return '';
  const values = new Map(attributesOf(track));
  const keeps = [...values.keys(), ...attributesOf(keyframe).map(([key]) => key)].every((key) => ['group_of', 'depiction', 'inside'].includes(key));
  noteLosses(still, keeps ? ['attributes', 'occluded', 'truncated'] : ['occluded', 'truncated'], report);
  const place = [bounds.minX / item.width, bounds.maxX / item.width, bounds.minY / item.height, bounds.maxY / item.height].map((value) => Number(value.toFixed(8)));
  const marks = [keyframe.occluded, keyframe.truncated, values.get('group_of') === true, values.get('depiction') === true, values.get('inside') === true].map((is) => (is ? 1 : 0));
  return csvRow([stemOf(name), 'xclick', classes.nameOf(track, name), 1, ...place, ...marks]);
}
