import * as z from 'zod';
import { AppError } from '../base/errors.ts';
import { reviewMap, type ReviewMap } from './reviewMap.ts';

/** A file somebody brought, with its text. */
export interface MarkFile {
  readonly name: string;
  readonly text: string;
}

/** A mark as it was written, before anybody looked where it belongs. */
export interface Mark {
  /** Row or place in its file, from 1, for sentences. */
  readonly row: number;
  /** Time code in the review clip. */
  readonly time: string;
  /** Frame of the review clip, where it is said; it goes before the time code. */
  readonly frame: number | null;
  /** Number or id of the thing, or empty. */
  readonly object: string;
  readonly note: string;
  /** Tells it from other marks at the same time; empty where nothing does. */
  readonly id: string;
  /** Frame of the clip, as the player writes it beside the rest; null where a frame map has to tell. */
  readonly source: number | null;
}

/** The clip that marks are of, as the player writes it: they then need no frame map. */
export interface MarkedClip {
  readonly task: string;
  readonly item: { readonly id: string; readonly name: string };
  readonly frames: number;
}

export interface ReadMarks {
  readonly marks: readonly Mark[];
  /** Which review clip they were made in; null where the file does not say. */
  readonly review: string | null;
  readonly of: MarkedClip | null;
  readonly name: string;
}

/** What is in the files of one import: marks, and the frame map they go through. */
export interface Brought {
  readonly marks: readonly ReadMarks[];
  readonly map: ReviewMap | null;
}

const MOST_MARKS = 20_000;
const written = z.object({
  time: z.union([z.string(), z.number()]).optional(), frame: z.union([z.number(), z.string()]).nullish(), note: z.string().nullish(), comment: z.string().nullish(), text: z.string().nullish(),
  object: z.union([z.string(), z.number()]).nullish(), objects: z.array(z.union([z.string(), z.number()])).nullish(), id: z.union([z.string(), z.number()]).nullish(), source: z.number().int().min(0).nullish(),
});
const list = z.array(written);
const file = z.object({ review: z.string().nullish(), marks: list, task: z.string().optional(), item: z.object({ id: z.string(), name: z.string() }).optional(), clip: z.object({ frames: z.number() }).optional() });

/** Names people give to columns, in small letters. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  time: ['time', 'timecode', 'time code', 'time_code', 'tc', 'timestamp', 'start', 'seconds', 'review_time'],
  frame: ['frame', 'review_frame'],
  note: ['note', 'notes', 'comment', 'comments', 'text', 'description', 'marker', 'name'],
  object: ['object', 'objects', 'track', 'number'],
  id: ['id', 'uid', 'uuid'],
  review: ['review'],
};

/** Reads the files of one import. What is neither marks nor a frame map is refused by name. */
export function readBrought(files: readonly MarkFile[]): Brought {
  const marks: ReadMarks[] = [];
  let map: ReviewMap | null = null;
  for (const brought of files) {
    const json = jsonOf(brought);
    if (isMap(json)) map = readMap(json, brought.name);
    else marks.push(json === null ? readTable(brought) : readJson(json, brought.name));
  }
  if (marks.length === 0) throw new AppError('review/no-marks', 'None of these files holds marks. Choose the CSV or JSON with the marks, and the frame map (“….map.json”) if they were not made in the player.');
  return { marks, map };
}

function jsonOf({ name, text }: MarkFile): unknown {
  const plain = text.replace(/^\uFEFF/, '').trimStart();
  if (!plain.startsWith('{') && !plain.startsWith('[')) return null;
  try {
    return JSON.parse(plain);
  } catch (cause) {
    throw new AppError('review/broken', `“${name}” begins like JSON but is damaged. Save it again from where it came.`, { params: { name }, cause });
  }
}

function isMap(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === 'sightline-review';
}

function readMap(json: unknown, name: string): ReviewMap {
  const read = reviewMap.safeParse(json);
  if (read.success) return read.data;
  throw new AppError('review/broken', `“${name}” is a frame map, but damaged or of a newer version. Make the review clip again.`, { params: { name } });
}

function readJson(json: unknown, name: string): ReadMarks {
  const read = Array.isArray(json) ? list.transform((marks): z.infer<typeof file> => ({ marks })).safeParse(json) : file.safeParse(json);
  if (!read.success) throw new AppError('review/not-marks', `“${name}” holds no marks: each needs a “time” (or “frame”) and a “note”.`, { params: { name } });
  checkCount(read.data.marks.length, name);
  const marks = read.data.marks.map(({ time, frame, note, comment, text, object, objects, id, source }, at): Mark => ({
    row: at + 1, time: String(time ?? ''), frame: frameOf(frame), note: (note ?? comment ?? text ?? '').trim(), object: String(object ?? objects?.[0] ?? ''), id: String(id ?? ''), source: source ?? null,
  }));
  const { review, task, item, clip } = read.data;
  return { marks, review: review ?? null, of: task === undefined || item === undefined || clip === undefined ? null : { task, item, frames: clip.frames }, name };
}

function readTable({ name, text }: MarkFile): ReadMarks {
  const [head, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''));
  const places = new Map(Object.entries(COLUMNS).map(([column, names]) => [column, (head ?? []).findIndex((cell) => names.includes(cell.trim().toLowerCase()))]));
  const at = (column: string): number => places.get(column) ?? -1;
  if (at('time') < 0 && at('frame') < 0) {
    throw new AppError('review/columns', `“${name}” needs a first row that names its columns, with “time” (or “frame”) and “note” among them. It has: ${(head ?? []).join(', ').slice(0, 120) || 'nothing'}.`, { params: { name, columns: (head ?? []).join(', ').slice(0, 120) } });
  }
  checkCount(rows.length, name);
  const marks = rows.flatMap((cells, row): readonly Mark[] => {
    const cell = (column: string): string => cells[at(column)]?.trim() ?? '';
    if (cells.every((one) => one.trim() === '')) return [];
    return [{ row: row + 2, time: cell('time'), frame: frameOf(cell('frame')), note: cell('note'), object: cell('object'), id: cell('id'), source: null }];
  });
  const review = rows.map((cells) => cells[at('review')]?.trim() ?? '').find((one) => one !== '') ?? null;
  return { marks, review, of: null, name };
}

function frameOf(value: string | number | null | undefined): number | null {
  const text = String(value ?? '').trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function checkCount(count: number, name: string): void {
  if (count > MOST_MARKS) throw new AppError('review/too-many', `“${name}” holds ${count} marks; ${MOST_MARKS} can be brought in at once.`, { params: { name, count, most: MOST_MARKS } });
}

/** Cells of a table whose columns are parted by commas, semicolons or tabs; in quotes anything may stand. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const comma = [';', '\t'].find((sign) => firstLine.split(sign).length > firstLine.split(',').length) ?? ',';
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted && sign === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (sign === '"' && (quoted || cell.trim() === '')) [quoted, cell] = [!quoted, quoted ? cell : ''];
    else if (!quoted && sign === comma) [row, cell] = [[...row, cell], ''];
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
