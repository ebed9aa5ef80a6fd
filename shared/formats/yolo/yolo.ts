import type { Proposer } from '../../model/records.ts';
import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readDataYaml } from './dataYaml.ts';
import { isParallelogram, parseLine, type Line, type Variant } from './lines.ts';
import { labelFiles, readYolo } from './read.ts';
import { writeYolo } from './write.ts';

/** Files do not tell which model wrote them. */
const MODEL: Proposer = { aid: 'prelabel', name: 'YOLO predictions', version: '', hash: null };

/** YOLO as Ultralytics writes it since version 5, and what CVAT, Roboflow and others make of it; see the README beside. */
export const yoloFormats: readonly Format[] = [
  yolo('detect', { title: 'YOLO detection (txt)', fileName: 'yolo-detect.zip' }),
  yolo('segment', { title: 'YOLO segmentation (txt)', fileName: 'yolo-segment.zip' }),
  yolo('obb', { title: 'YOLO turned boxes, OBB (txt)', fileName: 'yolo-obb.zip' }),
  yolo('pose', { title: 'YOLO pose (txt)', fileName: 'yolo-pose.zip' }),
  { id: 'yolo-predictions', title: 'YOLO predictions (txt with confidence)', fileName: '', writes: 'files', sniff: async (look) => guessPredictions(await seenIn(look)), read: readYolo('segment', MODEL), write: null },
];

function yolo(variant: Variant, names: { readonly title: string; readonly fileName: string }): Format {
  return { id: `yolo-${variant}`, ...names, writes: 'files', sniff: async (look) => guess(variant, await seenIn(look)), read: readYolo(variant), write: writeYolo(variant) };
}

/** Every line ends in a confidence: a box or an outline has an even number of places. */
function guessPredictions(found: Seen | null): Guess {
  if (found === null || found.hasJoints || !found.lines.every(({ values }) => values.length % 2 === 1 && (values.at(-1) ?? -1) >= 0 && (values.at(-1) ?? 2) <= 1)) return NO_GUESS;
  return why('confidence', 'Every line ends in a confidence: a model said this. It comes in as proposals.', found.hasNames ? 0.98 : 0.78);
}

interface Seen {
  readonly lines: readonly Line[];
  readonly hasNames: boolean;
  readonly hasJoints: boolean;
}

const seen = new WeakMap<Look, Promise<Seen | null>>();

/** What a few label files look like; remembered, since four formats ask. */
async function seenIn(look: Look): Promise<Seen | null> {
  const known = seen.get(look) ?? lookInto(look);
  seen.set(look, known);
  return known;
}

async function lookInto(look: Look): Promise<Seen | null> {
  const files = labelFiles(look.named('txt'));
  const step = Math.max(1, Math.floor(files.length / 40));
  const lines: Line[] = [];
  let others = 0;
  for (const name of files.filter((_, index) => index % step === 0).slice(0, 40)) {
    // The last line of a look may be cut.
    for (const text of (await look.head(name)).split(/\r\n|\n|\r/).slice(0, 200)) {
      if (text.trim() === '') continue;
      const line = /[,;]/.test(text) ? null : parseLine(text);
      if (line === null || line.values.length < 4) others += 1;
      else lines.push(line);
    }
  }
  if (lines.length === 0 || others > lines.length) return null;
  const yamls = await Promise.all(look.named('yaml', 'yml').slice(0, 5).map(async (name) => readDataYaml(await look.head(name))));
  const hasNames = yamls.some(({ names }) => names.size > 0) || look.named('names').length > 0 || look.named('txt').some((name) => /(^|\/)classes\.txt$/i.test(name));
  return { lines, hasNames, hasJoints: yamls.some(({ joints }) => joints !== null) };
}

const why = (code: string, sentence: string, likelihood: number): Guess => ({ likelihood, code: `yolo/${code}`, sentence });

function guess(variant: Variant, found: Seen | null): Guess {
  if (found === null) return NO_GUESS;
  const { lines, hasNames, hasJoints } = found;
  const sure = hasNames ? 0.95 : 0.75;
  const lengths = lines.map(({ values }) => values.length);
  if (hasJoints) return variant === 'pose' ? why('joints', 'data.yaml describes joints, and lines have a box and joints.', 1) : NO_GUESS;
  if (lengths.every((length) => length <= 5)) return variant === 'detect' ? why('boxes', 'Every line is a class and a box.', sure) : NO_GUESS;
  if (lengths.every((length) => length > 5 && (length - 4) % 3 === 0) && areSeen(lines)) return variant === 'pose' ? why('seen', 'Every line is a class, a box and joints with how they are seen.', sure) : NO_GUESS;
  const eights = lines.filter(({ values }) => values.length === 8 || values.length === 9);
  if (eights.length > 0 && lengths.every((length) => length <= 5 || length === 8 || length === 9)) return nine(variant, { turned: eights.every(({ values }) => isParallelogram(values)), sure });
  return variant === 'segment' ? why('points', 'Lines are a class and the points of an outline.', sure) : NO_GUESS;
}

/** A class and four corners: nothing in the file says whether they are a turned box or an outline of four points. */
function nine(variant: Variant, { turned, sure }: { readonly turned: boolean; readonly sure: number }): Guess {
  if (!turned) return variant === 'segment' ? why('four-points', 'Lines are a class and four points that are no rectangle: outlines.', sure) : variant === 'obb' ? why('four-odd', 'Lines are a class and four points, as turned boxes have, but they are no rectangles.', 0.3) : NO_GUESS;
  if (variant === 'obb') return why('four-corners', 'Lines are a class and four corners of a rectangle: they may be turned boxes.', sure);
  return variant === 'segment' ? why('four-corners-outline', 'Lines are a class and four points: they may be outlines, all with four corners.', sure - 0.1) : NO_GUESS;
}

function areSeen(lines: readonly Line[]): boolean {
  return lines.every(({ values }) => values.slice(4).every((value, at) => at % 3 !== 2 || value === 0 || value === 1 || value === 2));
}
