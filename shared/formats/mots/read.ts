import { AppError } from '../../base/errors.ts';
import { keyframeIdOf, type TrackId } from '../../model/ids.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { MaskShape } from '../../model/kinds/shape.ts';
import type { DocumentRecord, Keyframe } from '../../model/records.ts';
import type { Source } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import type { Imported, ImportTarget, Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { readNumbers, regionsOf } from '../masks/regions.ts';
import { NOT_HERE, type Reading } from '../page.ts';
import { textOf } from '../readJson.ts';
import { stillTrack } from '../stillTrack.ts';
import { readNotes as notes } from './notes.ts';

/** `NAME/instances/000001.png`, or `instances/NAME/000001.png` as the challenge has them. */
export const MOTS_FILE = /(^|\/)instances\/(?:([^/]+)\/)?[^/]*?(\d+)\.png$/i;
const CLASSES = ['car', 'pedestrian'];
const IGNORED = 10_000;
/** A pixel's number is its class times this and the number of the thing. */
const STEP = 1000;

/** Reads sequences of masks, a track for each number. */
export async function* readMots(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  const clips = clipsOf(source.names);
  if (clips.size === 0) throw new AppError('mots/no-files', 'There are no PNG files in a folder “instances”. Choose the folder of the sequence, or the one above it.');
  let done = 0;
  const total = [...clips.values()].reduce((sum, files) => sum + files.length, 0);
  for (const [name, files] of clips) {
    const item = (name === '' ? null : target.findStem(name)) ?? target.onlyClip ?? target.findItem(name === '' ? 'clip' : name, null);
    const tracks = new Map<number, Map<number, MaskShape>>();
    if (item === null) report.note(NOT_HERE, name, files.length);
    const first = Math.min(1, ...files.map(({ frame }) => frame));
    for (const { file, frame } of item === null ? [] : files) {
      signal?.throwIfAborted();
      await gather(await source.read(file), { file, frame: frame - first }, { tracks, reading });
      onProgress(done += 1, total);
    }
    const names = await namesOf(source, name);
    for (const [number, masks] of tracks) {
      const records = recordsOf(number, masks, { ...reading, names });
      const fresh = reading.labels.takeNew();
      if (fresh.length > 0) yield { labels: fresh };
      if (item !== null) yield { item, records };
    }
  }
}

interface FrameFile {
  readonly file: string;
  readonly frame: number;
}

function clipsOf(names: readonly string[]): ReadonlyMap<string, readonly FrameFile[]> {
  const clips = new Map<string, FrameFile[]>();
  for (const file of names) {
    const found = MOTS_FILE.exec(file);
    if (found === null) continue;
    const before = file.slice(0, found.index).replace(/\/$/, '');
    const name = found[2] ?? before.slice(before.lastIndexOf('/') + 1);
    const there = clips.get(name) ?? [];
    there.push({ file, frame: Number(found[3]) });
    clips.set(name, there);
  }
  return clips;
}

async function namesOf(source: Source, clip: string): Promise<readonly string[]> {
  const file = source.names.find((name) => /(^|\/)labels\.txt$/i.test(name) && (clip === '' || name.includes(clip) || !name.includes('/') || stemOf(name).endsWith('instances/labels')));
  return file === undefined ? [] : textOf(await source.read(file), file).split(/\r\n|\n|\r/).map((line) => line.trim()).filter((line) => line !== '');
}

async function gather(bytes: Uint8Array, { file, frame }: FrameFile, { tracks, reading }: { readonly tracks: Map<number, Map<number, MaskShape>>; readonly reading: Reading }): Promise<void> {
  const numbers = await readNumbers(bytes);
  if (numbers === null || numbers.areColours) return reading.report.note(notes.broken, file);
  for (const region of regionsOf(numbers)) {
    if (region.number === IGNORED) reading.report.note(notes.ignored);
    if (region.number === 0 || region.number === IGNORED) continue;
    const mask = maskOfSpans(region);
    const track = tracks.get(region.number) ?? new Map<number, MaskShape>();
    if (mask !== null) tracks.set(region.number, track.set(frame, mask));
  }
}

function recordsOf(number: number, masks: ReadonlyMap<number, MaskShape>, { target, labels, report, names }: Reading & { readonly names: readonly string[] }): readonly DocumentRecord[] {
  const kind = Math.floor(number / STEP);
  const known = names[kind - 1] ?? (names.length === 0 ? CLASSES[kind - 1] : undefined);
  if (names[kind - 1] === undefined) report.note(notes.unnamed, `class ${kind}`);
  report.note(notes.track);
  const id = target.newId() as TrackId;
  const key = (frame: number, shape: MaskShape | null): Keyframe => ({ id: keyframeIdOf(id, frame), type: 'keyframe', track: id, frame, shape, occluded: false, truncated: false });
  const sorted = [...masks].sort(([a], [b]) => a - b);
  const keys = sorted.flatMap(([frame, mask]) => [key(frame, mask), ...(masks.has(frame + 1) ? [] : [key(frame + 1, null)])]);
  const first = sorted[0]?.[1] ?? null;
  if (first === null) return [];
  const [track] = stillTrack({ id, label: labels.named(known ?? `class ${kind}`).id, shape: first, z: number % STEP, note: null, occluded: false, onTrack: {}, onKeyframe: {} });
  return [{ ...track, extent: 'span' }, ...keys];
}
