import { keepBest, type Candidate } from './keepBest.ts';
import { notANumber, otherOutputs } from './modelFaults.ts';
import { toPicture, type PictureFit } from './pictureFit.ts';
import { sheetForm, type SheetForm } from './sheetForm.ts';
import type { DetectorSignature } from './signature.ts';

/** Something a detector found: a box in image pixels, which class by its number, how sure (0 to 1), and its mask's coefficients. */
export interface Detection {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly class: number;
  readonly score: number;
  readonly coefficients: readonly number[];
}

export interface Answer {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

export interface Asking {
  readonly fit: PictureFit;
  readonly picture: { readonly width: number; readonly height: number };
  /** What is less sure is left out. */
  readonly least: number;
  /** Of two boxes of one class that share more of their area (as intersection over union) the surer one stays. */
  readonly overlap: number;
}

/** More would not be looked through by anybody. */
const MOST = 300;

/** What a detector found on a picture, surest first. Throws `model/not-a-number` and `model/other-outputs`. */
export function readDetections(detector: DetectorSignature, answers: Readonly<Record<string, Answer>>, asking: Asking): Detection[] {
  const { output } = detector;
  const [found, isFinal] = output.form === 'sheet' ? fromSheet(detector, answers, asking) : fromPairs(detector, answers, asking);
  const kept = isFinal ? [...found].sort((a, b) => b.score - a.score) : keepBest(found, asking.overlap);
  return kept.slice(0, MOST).flatMap((candidate) => placed(candidate, asking) ?? []);
}

type Found = readonly [found: readonly Candidate[], isFinal: boolean];

function answerOf(answers: Readonly<Record<string, Answer>>, name: string): Answer {
  const answer = answers[name];
  if (answer === undefined) throw otherOutputs();
  return answer;
}

function fromSheet({ output, names }: DetectorSignature, answers: Readonly<Record<string, Answer>>, { least }: Asking): Found {
  if (output.form !== 'sheet') return [[], true];
  const sheet = answerOf(answers, output.sheet);
  const prototypes = output.prototypes === null ? null : answerOf(answers, output.prototypes.name);
  const form = sheetForm(sheet.dims, { names: names.length, masks: prototypes?.dims[1] ?? 0 });
  const at = (row: number, column: number): number => sheet.data[form.byRow ? row * form.columns + column : column * form.rows + row] ?? NaN;
  const found = Array.from({ length: form.rows }, (_, row) => candidateAt(form, (column) => at(row, column), least)).filter((one) => one !== null);
  return [found, form.kind === 'final'];
}

function candidateAt(form: SheetForm, at: (column: number) => number, least: number): Candidate | null {
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)];
  if (form.kind === 'final') return sound({ minX: a, minY: b, maxX: c, maxY: d, score: at(4), class: Math.round(at(5)), coefficients: form.masks === 0 ? [] : Array.from({ length: form.masks }, (_, index) => at(6 + index)) }, least);
  const first = form.kind === 'objectness' ? 5 : 4;
  const objectness = form.kind === 'objectness' ? at(4) : 1;
  let [best, score] = [0, -Infinity];
  for (let index = 0; index < form.classes; index += 1) {
    const own = at(first + index);
    if (Number.isNaN(own)) throw notANumber();
    if (own > score) [best, score] = [index, own];
  }
  const box = { minX: a - c / 2, minY: b - d / 2, maxX: a + c / 2, maxY: b + d / 2 };
  return sound({ ...box, score: score * objectness, class: best, coefficients: Array.from({ length: form.masks }, (_, index) => at(first + form.classes + index)) }, least);
}

/** Null for what is not sure enough. Sure and nowhere is nonsense, and said. */
function sound(candidate: Candidate, least: number): Candidate | null {
  const { score, minX, minY, maxX, maxY } = candidate;
  if (Number.isNaN(score)) throw notANumber();
  if (score < least) return null;
  if (![score, minX, minY, maxX, maxY, candidate.class].every(Number.isFinite)) throw notANumber();
  return candidate;
}

/** Boxes and scores apart: finished (`labels` say the class), or a row of logits for each box as DETR gives them. */
function fromPairs({ output, names, picture }: DetectorSignature, answers: Readonly<Record<string, Answer>>, { least }: Asking): Found {
  if (output.form !== 'pairs') return [[], true];
  const [boxes, scores] = [answerOf(answers, output.boxes), answerOf(answers, output.scores)];
  const labels = output.labels === null ? null : answerOf(answers, output.labels);
  const count = boxes.dims.at(-2) ?? 0;
  const classes = labels === null ? (scores.dims.at(-1) ?? 1) : 1;
  const scale = output.normalised ? [picture.width, picture.height] : [1, 1];
  const found = Array.from({ length: count }, (_, row) => {
    const [a = NaN, b = NaN, c = NaN, d = NaN] = boxes.data.subarray(row * 4, row * 4 + 4);
    const best = labels === null ? bestOf(scores.data.subarray(row * classes, (row + 1) * classes), names.length) : { class: labels.data[row] ?? NaN, score: scores.data[row] ?? NaN };
    const corners = output.normalised ? [a - c / 2, b - d / 2, a + c / 2, b + d / 2] : [a, b, c, d];
    const [minX = NaN, minY = NaN, maxX = NaN, maxY = NaN] = corners.map((value, at) => value * (scale[at % 2] ?? 1));
    return sound({ minX, minY, maxX, maxY, ...best, coefficients: [] }, least);
  });
  return [found.filter((one) => one !== null), true];
}

/** One more logit than there are names is DETR's “nothing”: then all of them share one certainty. */
function bestOf(logits: Float32Array, names: number): { readonly class: number; readonly score: number } {
  const shared = names > 0 && logits.length === names + 1;
  const candidates = shared ? logits.subarray(0, names) : logits;
  let [best, top] = [0, -Infinity];
  for (const [at, logit] of candidates.entries()) {
    if (Number.isNaN(logit)) throw notANumber();
    if (logit > top) [best, top] = [at, logit];
  }
  if (!shared) return { class: best, score: 1 / (1 + Math.exp(-top)) };
  const most = Math.max(...logits);
  return { class: best, score: Math.exp(top - most) / logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0) };
}

/** In image pixels, cut at the picture's edge; null for what lies outside it. */
function placed({ minX, minY, maxX, maxY, ...rest }: Candidate, { fit, picture }: Asking): Detection | null {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const [left, top] = toPicture(fit, minX, minY);
  const [right, bottom] = toPicture(fit, maxX, maxY);
  const [x, y] = [clamp(left, picture.width), clamp(top, picture.height)];
  const [width, height] = [clamp(right, picture.width) - x, clamp(bottom, picture.height) - y];
  return width > 0 && height > 0 ? { x, y, width, height, ...rest } : null;
}
