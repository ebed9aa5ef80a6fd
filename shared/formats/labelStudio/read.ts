import { AppError } from '../../base/errors.ts';
import type { LabelRecord } from '../../model/records.ts';
import type { Source } from '../files/files.ts';
import { isPicture, extensionOf } from '../files/look.ts';
import { namesToRead } from '../files/namesToRead.ts';
import type { Imported, ImportTarget, Size, TargetItem, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { listOf, looseOf, sizeOf, textOf, type Loose } from '../loose.ts';
import { NOT_HERE, NO_SIZE, Page, type Reading } from '../page.ts';
import { readJson } from '../readJson.ts';
import { readNotes as notes } from './notes.ts';
import { readShapes } from './readShape.ts';
import { readVideo } from './readVideo.ts';

/** Reads Label Studio's JSON: a list of tasks, or one task a file. */
export async function* readLabelStudio(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  let found = 0;
  for (const name of namesToRead(source, 'json')) {
    const root = await readJson(source, name);
    const tasks = (listOf(root) ?? [root]).map(looseOf).filter((task) => task !== null && isTask(task));
    found += tasks.length;
    for (const [index, task] of tasks.entries()) {
      signal?.throwIfAborted();
      if (task !== null) yield* readTask(task, reading);
      onProgress(index + 1, tasks.length);
    }
  }
  if (found === 0) throw new AppError('label-studio/no-tasks', 'None of the JSON files has tasks of Label Studio with annotations. Export them as JSON, not as JSON-MIN.');
}

function isTask(task: Loose): boolean {
  return looseOf(task['data']) !== null && (listOf(task['annotations']) !== null || listOf(task['completions']) !== null || listOf(task['predictions']) !== null);
}

async function* readTask(task: Loose, reading: Reading): AsyncGenerator<Imported> {
  const { target, report, labels } = reading;
  const annotations = (listOf(task['annotations']) ?? listOf(task['completions']) ?? []).map(looseOf).filter((one) => one !== null);
  const kept = annotations.filter((one) => one['was_cancelled'] !== true && one['skipped'] !== true);
  if (kept.length < annotations.length) report.note(notes.skipped);
  if (kept.length > 1) report.note(notes.several);
  if ((listOf(task['predictions'])?.length ?? 0) > 0) report.note(notes.prediction);
  const results = kept.flatMap((one) => listOf(one['result']) ?? []).map(looseOf).filter((one) => one !== null);
  const given = results.map((one) => sizeOf(one['original_width'], one['original_height'])).find((size) => size !== null) ?? null;
  const names = namesOf(task);
  const item = itemOf(names, given, target);
  if (item === null) return report.note(names.length === 0 ? notes.task : NOT_HERE, names[0] ?? null);
  const size = given ?? (await target.sizeOf(item));
  if (size === null && results.length > 0) return report.note(NO_SIZE, item.name, results.length);
  if (given === null && results.length > 0) report.note(notes.size, item.name);
  const page = new Page(item, given, reading);
  const spans = size === null ? [] : readResults(results, { page, size, reading });
  yield* page.imported();
  const fresh = labels.takeNew();
  if (fresh.length > 0) yield { labels: fresh };
  if (spans.length > 0) yield { item, records: spans };
}

interface Reaching {
  readonly page: Page;
  readonly size: Size;
  readonly reading: Reading;
}

const ON_THING = new Set(['choices', 'number', 'rating', 'textarea', 'taxonomy', 'datetime']);

/** Results with one id are of one thing: its place, and what was said of it. */
function readResults(results: readonly Loose[], { page, size, reading }: Reaching): ReturnType<typeof readVideo> {
  const { report } = reading;
  const said = new Map<string, Record<string, unknown>>();
  for (const result of results) if (ON_THING.has(String(result['type']))) Object.assign(getOrMake(said, String(result['id'])), saidIn(result));
  const places = results.filter((result) => !ON_THING.has(String(result['type'])));
  const ids = new Set(places.map((result) => String(result['id'])));
  if (places.some((result) => said.has(String(result['id'])))) report.note(notes.perRegion);
  const tracks = places.flatMap((result) => {
    const { label, others } = labelOf(result, reading);
    const values = { ...said.get(String(result['id'])), ...(others === null ? {} : { labels: others }) };
    if (result['type'] === 'videorectangle') return readVideo(result, { label, size, values, reading });
    const shapes = readShapes(result, sizeOf(result['original_width'], result['original_height']) ?? size);
    if (typeof shapes === 'string') report.note(notes[shapes], shapes === 'unknown' ? String(result['type']) : page.item.name);
    else {
      if (shapes.say !== null) report.note(notes[shapes.say]);
      page.add({ shape: shapes.shape, label, values, note: noteOf(result) });
    }
    return [];
  });
  for (const result of results) if (result['type'] === 'choices' && !ids.has(String(result['id']))) readChoices(result, { page, reading });
  return tracks;
}

function getOrMake(map: Map<string, Record<string, unknown>>, key: string): Record<string, unknown> {
  const there = map.get(key) ?? {};
  map.set(key, there);
  return there;
}

/** One value under the name of its control. */
function saidIn(result: Loose): Readonly<Record<string, unknown>> {
  const value = looseOf(result['value']);
  const name = textOf(result['from_name']) ?? String(result['type']);
  const given = value?.[String(result['type']) === 'textarea' ? 'text' : String(result['type'])];
  const list = listOf(given);
  const plain = list === null ? given : list.flat().join(', ');
  return plain === undefined ? {} : { [name]: plain === 'true' ? true : plain === 'false' ? false : plain };
}

function readChoices(result: Loose, { page, reading }: { readonly page: Page; readonly reading: Reading }): void {
  for (const choice of listOf(looseOf(result['value'])?.['choices']) ?? []) {
    if (typeof choice !== 'string' || choice.trim() === '') continue;
    reading.report.note(notes.choice);
    page.add({ shape: { kind: 'tag' }, label: reading.labels.named(choice) });
  }
}

function labelOf(result: Loose, { labels, report }: Reading): { readonly label: LabelRecord | null; readonly others: string | null } {
  const value = looseOf(result['value']);
  const names = (listOf(value?.[String(result['type'])]) ?? listOf(value?.['labels']) ?? []).filter((name) => typeof name === 'string' && name.trim() !== '').map(String);
  if (names.length > 1) report.note(notes.several2);
  return { label: names[0] === undefined ? null : labels.named(names[0]), others: names.length > 1 ? names.slice(1).join(', ') : null };
}

function noteOf(result: Loose): string | null {
  const text = (listOf(looseOf(result['meta'])?.['text']) ?? []).filter((line) => typeof line === 'string').join('\n');
  return text === '' ? null : text;
}

/** Names that a task's picture may go by: its path as the data says it, and without the mark that uploads get in front. */
function namesOf(task: Loose): readonly string[] {
  const data = Object.values(looseOf(task['data']) ?? {}).filter((value) => typeof value === 'string').map(String);
  const media = data.filter((value) => isMedia(pathIn(value)));
  const [first] = media.length > 0 ? media : data.filter((value) => value.includes('/'));
  const path = first === undefined ? textOf(task['file_upload']) : pathIn(first);
  return path === null || path === '' ? [] : [path.replace(/(^|\/)[0-9a-f]{8}-(?=[^/]+$)/, '$1'), path];
}

const CLIPS = new Set(['mp4', 'mov', 'webm', 'mkv', 'avi', 'm4v']);

function isMedia(path: string): boolean {
  return isPicture(path) || CLIPS.has(extensionOf(path));
}

/** The path in an address: of a local file, an upload, a bucket or a page. */
function pathIn(address: string): string {
  const local = /[?&]d=([^&]+)/.exec(address)?.[1];
  const path = local ?? address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '').replace(/[?#].*$/, '').replace(/^\/?data\/upload\/(\d+\/)?/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** With the mark first: where the project has such a file, it is that one. */
function itemOf(names: readonly string[], size: Size | null, target: ImportTarget): TargetItem | null {
  const [plain, marked] = names;
  if (plain === undefined || marked === undefined) return null;
  return target.findItem(plain, size) ?? (marked === plain ? null : target.findItem(marked, size));
}
