import { outlineOf, tidy } from '../outline.ts';
import type { Mask, Place } from '../patch.ts';
import { tensorOf, type TensorValue } from './inputTensor.ts';
import { notANumber, otherOutputs } from './modelFaults.ts';
import type { TensorInfo } from './onnxHead.ts';
import { toInput, type PictureFit } from './pictureFit.ts';
import type { DecoderSignature } from './signature.ts';

/** What was said to a click model: points that are inside or outside, and at most one box `[x0, y0, x1, y1]`, in image pixels. */
export interface ClickPrompt {
  readonly points: readonly { readonly x: number; readonly y: number; readonly inside: boolean }[];
  readonly box: readonly [number, number, number, number] | null;
}

/** What SAM calls its kinds of points; `PAD` stands where there is no box. */
const [OUTSIDE, INSIDE, CORNER, OTHER_CORNER, PAD] = [0, 1, 2, 3, -1];
/** Side of the masks a decoder takes back in. */
const BEFORE_SIDE = 256;
/** Masks coarser than this are smoothed up to it before they are cut at nought. */
const FINE_SIDE = 1024;

/** Everything a decoder takes beside the embedding, for what was said about a picture. */
export function promptTensors(prompt: ClickPrompt, fit: PictureFit, decoder: DecoderSignature): Record<string, TensorValue> {
  const placed = placedPoints(prompt, decoder);
  const coords = placed.flatMap(({ x, y, label }) => (label === PAD ? [0, 0] : toInput(fit, x, y)));
  const nested = decoder.points.sides.length === 4 || decoder.family === 'plain' ? [1, 1] : [1];
  const given: Record<string, TensorValue> = {
    [decoder.points.name]: tensorOf(decoder.points.type, [...nested, placed.length, 2], coords),
    [decoder.labels.name]: tensorOf(decoder.labels.type, [...nested, placed.length], placed.map(({ label }) => label)),
  };
  const give = (info: TensorInfo | null, dims: readonly number[], values: ArrayLike<number>): void => {
    if (info !== null) given[info.name] = tensorOf(info.type, dims, values);
  };
  give(decoder.before, [1, 1, ...beforeSides(decoder)], new Float32Array(beforeSides(decoder)[0] * beforeSides(decoder)[1]));
  give(decoder.hasBefore, [1], [0]);
  // Masks of the size that was looked at, not of the picture's: forty million numbers for each click are none too few.
  give(decoder.size, [2], [fit.drawnHeight, fit.drawnWidth]);
  return given;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

function placedPoints({ points, box }: ClickPrompt, { family }: DecoderSignature): readonly Placed[] {
  // Exports without boxes are told the middle of one.
  if (family === 'plain') return [...points.map(({ x, y, inside }) => ({ x, y, label: inside ? INSIDE : OUTSIDE })), ...(box === null ? [] : [{ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2, label: INSIDE }])];
  const corners = box === null ? [] : [{ x: box[0], y: box[1], label: CORNER }, { x: box[2], y: box[3], label: OTHER_CORNER }];
  const clicks = points.map(({ x, y, inside }) => ({ x, y, label: inside ? INSIDE : OUTSIDE }));
  if (family === 'sam' && box === null) return [...clicks, { x: 0, y: 0, label: PAD }];
  return family === 'sam' ? [...clicks, ...corners] : [...corners, ...clicks];
}

function beforeSides({ before }: DecoderSignature): readonly [number, number] {
  return [before?.sides[2] ?? BEFORE_SIDE, before?.sides[3] ?? BEFORE_SIDE];
}

export interface MaskSheet {
  /** `[..., count, height, width]` */
  readonly dims: readonly number[];
  readonly data: Float32Array;
  readonly scores: Float32Array | null;
}

/** One of a decoder's masks, by its place among them, and how sure it says it is. */
export interface Candidate {
  readonly at: number;
  readonly score: number | null;
}

/** The masks that hold anything, surest first. Throws `model/not-a-number` when the model computed nonsense. */
export function clickCandidates({ dims, data, scores }: MaskSheet): Candidate[] {
  const { count, size } = sheetOf({ dims, data });
  const found = Array.from({ length: count }, (_, at): Candidate => ({ at, score: scores?.[at] ?? null }));
  const filled = found.filter(({ at }) => isFilled(data.subarray(at * size, (at + 1) * size)));
  return filled.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}

/** Millions of numbers for each click: plain loops, here and below. */
function isFilled(logits: Float32Array): boolean {
  let filled = false;
  for (let at = 0; at < logits.length; at += 1) {
    const logit = logits[at] ?? 0;
    if (!Number.isFinite(logit)) throw notANumber();
    if (logit > 0) filled = true;
  }
  return filled;
}

function sheetOf({ dims, data }: Pick<MaskSheet, 'dims' | 'data'>): { readonly count: number; readonly width: number; readonly height: number; readonly size: number } {
  const [count = 1, height = 0, width = 0] = dims.slice(-3);
  if (dims.length < 3 || width * height * count !== data.length || data.length === 0) throw otherOutputs();
  return { count, width, height, size: width * height };
}

export interface Drawing {
  readonly fit: PictureFit;
  readonly picture: { readonly width: number; readonly height: number };
  readonly smoothing: number;
}

/** The outlines of one mask in image pixels, outer rings first. */
export function candidateRings(sheet: MaskSheet, at: number, { fit, picture, smoothing }: Drawing): number[][] {
  const { width, height, size } = sheetOf(sheet);
  const mask = maskOfLogits(sheet.data.subarray(at * size, (at + 1) * size), { width, height });
  const place = placeOf(mask, { width, height }, { fit, picture });
  return clipped(outlineOf(tidy(mask, smoothing), place, smoothing), picture);
}

/** Masks cover the drawn picture when they have its size, else the whole input with what fills it up. */
function placeOf(mask: Mask, raw: { readonly width: number; readonly height: number }, { fit, picture }: Pick<Drawing, 'fit' | 'picture'>): Place {
  const drawn = raw.width === fit.drawnWidth && raw.height === fit.drawnHeight;
  const stepX = drawn ? picture.width / mask.width : fit.width / mask.width / fit.scaleX;
  const stepY = drawn ? picture.height / mask.height : fit.height / mask.height / fit.scaleY;
  return { left: drawn ? 0 : -fit.left / fit.scaleX, top: drawn ? 0 : -fit.top / fit.scaleY, stepX, stepY, width: mask.width, height: mask.height };
}

/** Where a sheet of logits is above nought; coarse ones are interpolated first, as they were trained to be. */
export function maskOfLogits(logits: Float32Array, { width, height }: { readonly width: number; readonly height: number }): Mask {
  const factor = Math.max(1, Math.floor(FINE_SIDE / Math.max(width, height)));
  if (factor === 1) return { width, height, bits: above(logits) };
  const fine = { width: width * factor, height: height * factor };
  const across = weights(fine.width, width);
  const down = weights(fine.height, height);
  const bits = new Uint8Array(fine.width * fine.height);
  for (const [y, { low: rowLow, high: rowHigh, share: rowShare }] of down.entries()) {
    for (const [x, { low, high, share }] of across.entries()) {
      const upper = mix(logits[rowLow * width + low] ?? 0, logits[rowLow * width + high] ?? 0, share);
      const lower = mix(logits[rowHigh * width + low] ?? 0, logits[rowHigh * width + high] ?? 0, share);
      if (mix(upper, lower, rowShare) > 0) bits[y * fine.width + x] = 1;
    }
  }
  return { ...fine, bits };
}

function above(logits: Float32Array): Uint8Array {
  const bits = new Uint8Array(logits.length);
  for (let at = 0; at < logits.length; at += 1) if ((logits[at] ?? 0) > 0) bits[at] = 1;
  return bits;
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** For each fine pixel the two coarse ones around its middle, and how far it is from the first. */
function weights(fine: number, coarse: number): readonly { readonly low: number; readonly high: number; readonly share: number }[] {
  return Array.from({ length: fine }, (_, at) => {
    const place = Math.min(coarse - 1, Math.max(0, ((at + 0.5) * coarse) / fine - 0.5));
    const low = Math.floor(place);
    return { low, high: Math.min(coarse - 1, low + 1), share: place - low };
  });
}

/** What an input was filled up with is not part of the picture. */
function clipped(rings: readonly (readonly number[])[], { width, height }: { readonly width: number; readonly height: number }): number[][] {
  const inside = rings.map((ring) => ring.map((value, at) => Math.min(at % 2 === 0 ? width : height, Math.max(0, value))));
  return inside.filter((ring) => new Set(ring.filter((_, at) => at % 2 === 0)).size > 1 && new Set(ring.filter((_, at) => at % 2 === 1)).size > 1);
}
