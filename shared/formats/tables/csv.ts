import { AppError } from '../../base/errors.ts';
import type { Shape } from '../../model/kinds/shape.ts';
import { csvRow, csvRows } from '../files/csvRows.ts';
import type { Sink, Source } from '../files/files.ts';
import { appendText } from '../files/jsonList.ts';
import type { Look } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import { numberOf, numbersOf } from '../files/xmlElements.ts';
import { NO_GUESS, type Format, type Guess, type Imported, type ImportTarget, type WriteInput, type Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { sizeOf } from '../loose.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import { attributesOf, boxAround, Classes, noteLosses, stillPictures, type Still, type StillPicture } from '../stills.ts';
import { typedValues } from '../typedValues.ts';
import { notes } from './notes.ts';

/** A table with a box in each row, as many tools and people write it; see the README beside. */
export const csv: Format = { id: 'csv', title: 'CSV (boxes in a table)', fileName: 'boxes.csv', writes: 'file', sniff, read, write };

/** Names that columns go by, in small letters. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  picture: ['filename', 'file_name', 'image', 'image_path', 'path', 'img', 'image_name', 'file'], kind: ['class', 'label', 'category', 'name', 'class_name', 'label_name'],
  left: ['xmin', 'x_min', 'x1', 'left', 'bbox_x', 'x'], top: ['ymin', 'y_min', 'y1', 'top', 'bbox_y', 'y'], right: ['xmax', 'x_max', 'x2', 'right'], foot: ['ymax', 'y_max', 'y2', 'bottom'],
  width: ['box_width', 'bbox_width', 'w'], height: ['box_height', 'bbox_height', 'h'], pictureWidth: ['width', 'image_width'], pictureHeight: ['height', 'image_height'],
};

type Columns = ReadonlyMap<string, number>;

/** Where each column is; null when this is no line of column names. */
function columnsOf(row: readonly string[]): Columns | null {
  const small = row.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const found = new Map<string, number>();
  for (const [column, names] of Object.entries(NAMES)) {
    const at = small.findIndex((name) => names.includes(name));
    if (at >= 0) found.set(column, at);
  }
  // Without a right edge, “width” is the box's own.
  if (!found.has('right') && !found.has('width') && found.has('pictureWidth')) {
    found.set('width', found.get('pictureWidth') ?? -1).set('height', found.get('pictureHeight') ?? -1);
    found.delete('pictureWidth');
    found.delete('pictureHeight');
  }
  const isBox = found.has('left') && found.has('top') && (found.has('right') ? found.has('foot') : found.has('width') && found.has('height'));
  return found.has('picture') && isBox ? found : null;
}

/** Without names: picture, left, top, right, foot, class, as some trainers want it. */
const PLAIN: Columns = new Map([['picture', 0], ['left', 1], ['top', 2], ['right', 3], ['foot', 4], ['kind', 5]]);
const TABLE: Guess = { likelihood: 0.9, code: 'csv/columns', sentence: 'A table has columns for a picture and a box.' };
const NO_NAMES: Guess = { likelihood: 0.5, code: 'csv/plain', sentence: 'A table without column names has a picture, four numbers and a class in each row.' };

async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('csv', 'tsv').slice(0, 4)) {
    const head = (await look.head(name)).split(/\r\n|\n|\r/).slice(0, 2).join('\n');
    for await (const row of csvRows(textSource(head), 'head')) {
      if (row.includes('ImageID')) return NO_GUESS;
      return columnsOf(row) !== null ? TABLE : isPlain(row) ? NO_NAMES : NO_GUESS;
    }
  }
  return NO_GUESS;
}

function textSource(text: string): Source {
  const bytes = new TextEncoder().encode(text);
  return { names: ['head'], size: () => bytes.length, read: () => Promise.resolve(bytes), stream: async function* () { yield await Promise.resolve(bytes); } };
}

function isPlain(row: readonly string[]): boolean {
  return row.length === 6 && (numbersOf(row.slice(1, 5)) !== null || row.slice(1).every((field) => field === '')) && numberOf(row[0]) === null;
}

async function* read(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  let rows = 0;
  for (const name of namesToRead(source, 'csv', 'tsv')) {
    let columns: Columns | null = null;
    let names: readonly string[] = [];
    let page: Page | null = null;
    let picture: string | null = null;
    for await (const row of csvRows(source, name)) {
      signal?.throwIfAborted();
      if (columns === null) {
        columns = columnsOf(row) ?? (isPlain(row) ? PLAIN : refuse(name));
        names = row;
        if (columns !== PLAIN) continue;
      }
      const field = (column: string): string => row[columns?.get(column) ?? -1] ?? '';
      if (field('picture') !== picture) {
        if (page !== null) yield* page.imported();
        picture = field('picture');
        page = pageFor(picture, { width: numberOf(field('pictureWidth')), height: numberOf(field('pictureHeight')) }, reading);
      }
      if (page !== null) readRow(row, page, { ...reading, columns, names: columns === PLAIN ? [] : names });
      onProgress(rows += 1, 0);
    }
    if (page !== null) yield* page.imported();
  }
}

function refuse(name: string): never {
  throw new AppError('csv/columns', `“${name}” has no columns for a picture and a box. Name them in its first row, for example: filename, class, xmin, ymin, xmax, ymax.`, { params: { name } });
}

function pageFor(name: string, { width, height }: { readonly width: number | null; readonly height: number | null }, reading: Reading): Page | null {
  const size = sizeOf(width, height);
  const item = name === '' ? null : reading.target.findItem(name, size);
  if (item === null) reading.report.note(name === '' ? notes.row : NOT_HERE, name);
  return item === null ? null : new Page(item, size, reading);
}

function readRow(row: readonly string[], page: Page, { columns, names, labels, report }: Reading & { readonly columns: Columns; readonly names: readonly string[] }): void {
  const field = (column: string): string => row[columns.get(column) ?? -1] ?? '';
  if (field('left') === '' && field('top') === '') return report.note(notes.empty, page.item.name);
  const shape = boxOf(field, columns.has('right'));
  if (shape === null) return report.note(notes.row, page.item.name);
  const used = new Set(columns.values());
  const more = names.flatMap((name, at) => (used.has(at) || (row[at] ?? '') === '' ? [] : [[name, row[at] ?? ''] as const]));
  if (more.length > 0) report.note(notes.column);
  const label = field('kind') === '' ? null : labels.named(field('kind'));
  const is = (mark: string): boolean => more.some(([name, value]) => name.toLowerCase() === mark && /^(1|true)$/i.test(value));
  const marks = { occluded: is('occluded'), truncated: is('truncated'), difficult: is('difficult') };
  page.add({ shape, label, ...marks, values: typedValues(more.filter(([name]) => !(name.toLowerCase() in marks)), label) });
}

function boxOf(field: (column: string) => string, byEdges: boolean): Shape | null {
  const found = numbersOf(byEdges ? [field('left'), field('top'), field('right'), field('foot')] : [field('left'), field('top'), field('width'), field('height')]);
  if (found === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = found;
  return byEdges ? { kind: 'box', x: Math.min(a, c), y: Math.min(b, d), width: Math.abs(c - a), height: Math.abs(d - b), angle: 0 } : { kind: 'box', x: a, y: b, width: Math.max(0, c), height: Math.max(0, d), angle: 0 };
}

async function write(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  const file = await sink.open('boxes.csv');
  const keys = [...new Set(input.labels.flatMap(({ attributes }) => attributes.map(({ key }) => key)))];
  await appendText(file, csvRow(['filename', 'width', 'height', 'class', 'xmin', 'ymin', 'xmax', 'ymax', 'occluded', 'truncated', 'difficult', ...keys]));
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) await appendText(file, picture.things.map((still) => rowFor(still, picture, { classes, keys, report })).join('') || csvRow([picture.name, picture.item.width, picture.item.height, '', '', '', '', '', '', '', '', ...keys.map(() => '')]));
    onProgress(done += 1, input.count);
  }
  await file.close();
}

function rowFor(still: Still, { name, item }: StillPicture, { classes, keys, report }: { readonly classes: Classes; readonly keys: readonly string[]; readonly report: Work['report'] }): string {
  const { track, keyframe } = still;
  const bounds = boxAround(still, name, report);
  if (bounds === null) return '';
  const values = new Map([...attributesOf(track), ...attributesOf(keyframe)]);
  noteLosses(still, [...values.keys()].every((key) => keys.includes(key)) ? ['attributes', 'occluded', 'truncated', 'difficult'] : ['occluded', 'truncated', 'difficult'], report);
  const place = [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY].map((value) => Number(value.toFixed(3)));
  const marks = [keyframe.occluded, keyframe.truncated, track.difficult].map((is) => (is ? 1 : 0));
  return csvRow([name, item.width, item.height, classes.nameOf(track, name), ...place, ...marks, ...keys.map((key) => String(values.get(key) ?? ''))]);
}
