import type { Point } from '../../geometry/point.ts';
import type { Rect } from '../../geometry/rect.ts';
import { andThen, backwards, moved, scaleOf, STILL, turnOf, type Similarity } from '../../geometry/similarity.ts';
import { inLuma, valueAt, type Level, type Luma, type Pyramid } from './luma.ts';

/** What a thing looked like: brightness at places of it, and how that changes when it is moved, turned or scaled. */
export interface Template {
  /** Picture places on the frame it was taken from, about `centre`. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly centre: Point;
  /** Which of its fields each place is in. */
  readonly fields: Uint8Array;
  /** Normalised: mean 0, spread 1. */
  readonly values: Float64Array;
  /** Four columns for each place: scale and turn (for a pixel at the rim), right, down. */
  readonly slopes: Float64Array;
  /** Picture pixels from the centre to the rim. */
  readonly rim: number;
}

/** How alike a place looks: `alike` is 1 for the same and near 0.5 for what has nothing to do with it; `covered` the share of fields that look quite otherwise while others look the same, 0 to 1. */
export interface Likeness {
  readonly alike: number;
  readonly covered: number;
}

export interface Match extends Likeness {
  readonly similarity: Similarity;
}

/** A side of the template has at most so many places. */
const MOST_SIDE = 56;
const MOST_TURNS = 14;
/** Places of a template that are compared in a search. */
const SEARCHED = 160;
/** The share of a template that may lie outside what is shown. */
const MOST_OUTSIDE = 0.6;
/** Grey levels: what has less spread has nothing to hold on to. */
const PLAIN = 3;
/** Differences of normalised brightness above this count less and less: what covers a part must not pull. */
const OUTLYING = 0.5;
/** The mean squared difference of two normalised pictures that have nothing to do with each other; one place cannot say more. */
const UNRELATED = 2;
/** A template is looked at in five by five fields, each of which looks the same, or quite otherwise. */
const FIELDS = 5;
const SAME = 0.4;
const OTHER = 0.75;

/** Takes what is seen within bounds (picture pixels) where `within` says so; null for what is plain. */
export function templateOf({ luma, levels }: Pyramid, { minX, minY, maxX, maxY }: Rect, within: (at: Point) => boolean): Template | null {
  const [level] = levels;
  if (level === undefined) return null;
  const gap = Math.max(luma.step, Math.max(maxX - minX, maxY - minY) / MOST_SIDE);
  const centre: Point = [(minX + maxX) / 2, (minY + maxY) / 2];
  const places: Point[] = [];
  for (let y = minY + gap / 2; y < maxY; y += gap) for (let x = minX + gap / 2; x < maxX; x += gap) if (within([x, y]) && isSeen(luma, [x, y])) places.push([x, y]);
  if (places.length < 12) return null;
  const raw = Float64Array.from(places, (place) => at(level, luma, place));
  const { mean, spread } = momentsOf(raw);
  if (spread < PLAIN) return null;
  const rim = Math.max(...places.map(([x, y]) => Math.hypot(x - centre[0], y - centre[1])), 1);
  const field = (value: number, [from, to]: readonly [number, number]): number => Math.min(FIELDS - 1, Math.floor(((value - from) / Math.max(1e-9, to - from)) * FIELDS));
  const template: Template = {
    xs: Float64Array.from(places, ([x]) => x - centre[0]), ys: Float64Array.from(places, ([, y]) => y - centre[1]), centre, rim,
    fields: Uint8Array.from(places, ([x, y]) => field(y, [minY, maxY]) * FIELDS + field(x, [minX, maxX])),
    values: raw.map((value) => (value - mean) / spread), slopes: slopesOf({ luma, level }, places, { centre, rim, spread }),
  };
  return inverseOf(productsOf(template.slopes, null)) === null ? null : template;
}

/** The place nearest a guess where the template fits best (Baker and Matthews' inverse composition, brightness and contrast taken out). Null when it leaves the part or never settles. */
export function alignTemplate(template: Template, picture: Pyramid, guess: Similarity): Match | null {
  const { luma } = picture;
  let similarity = guess;
  let weights: Float64Array | null = null;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const seen = seenBy(template, picture, { similarity, weights });
    if (seen === null) return null;
    weights = weightsOf(template, seen);
    const step = stepOf(template, seen, weights);
    if (step === null) return null;
    similarity = andThen(backwards(atCentre(template.centre, step)), similarity);
    if (Math.hypot(step.dx, step.dy) < 0.005 * luma.step && Math.hypot(step.a - 1, step.b) * template.rim < 0.005 * luma.step) break;
  }
  const scale = scaleOf(similarity) / scaleOf(guess);
  if (!(scale > 0.8 && scale < 1.25) || Math.abs(turnOf(similarity) - turnOf(guess)) % 360 > 20) return null;
  const like = likeness(template, picture, similarity);
  return like === null ? null : { similarity, ...like };
}

/** Null where too little of it is seen. */
export function likeness(template: Template, picture: Pyramid, similarity: Similarity): Likeness | null {
  const plain = seenBy(template, picture, { similarity, weights: null });
  if (plain === null) return null;
  const fair = seenBy(template, picture, { similarity, weights: weightsOf(template, plain) }) ?? plain;
  let [sum, count] = [0, 0];
  for (let index = 0; index < fair.length; index += 1) {
    const apart = (fair[index] ?? 0) - (template.values[index] ?? 0);
    if (!Number.isFinite(apart)) continue;
    [sum, count] = [sum + Math.min(UNRELATED, apart * apart), count + 1];
  }
  return { alike: 1 - sum / count / UNRELATED, covered: coveredShare(template, fair) };
}

/**
 * The most alike place within `radius` pixels of the picture around a guess, by comparing at every few pixels of the
 * half-sized part: for jumps that are too far to be followed. Null where nothing is seen.
 */
export function searchTemplate(template: Template, { luma, levels }: Pyramid, { guess, radius }: { readonly guess: Similarity; readonly radius: number }): Similarity | null {
  const level = levels[1] ?? levels[0];
  if (level === undefined) return null;
  const scale = levels[1] === undefined ? 1 : 2;
  const { xs, ys, values, centre } = template;
  const every = Math.max(1, Math.floor(xs.length / SEARCHED));
  const places: [number, number, number][] = [];
  for (let index = 0; index < xs.length; index += every) {
    const [x, y] = inLuma(luma, moved(guess, [centre[0] + (xs[index] ?? 0), centre[1] + (ys[index] ?? 0)]));
    places.push([(x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5, values[index] ?? 0]);
  }
  const reach = Math.floor(radius / luma.step / scale);
  let best: { readonly alike: number; readonly dx: number; readonly dy: number } | null = null;
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const alike = correlation({ level, places }, dx, dy);
      if (alike !== null && alike > (best?.alike ?? 0)) best = { alike, dx, dy };
    }
  }
  return best === null ? null : andThen(guess, { ...STILL, dx: best.dx * scale * luma.step, dy: best.dy * scale * luma.step });
}

/** Of the template with what is seen at places moved by whole pixels; null where more than a part of it lies outside. */
function correlation({ level: { width, height, values }, places }: { readonly level: Level; readonly places: readonly (readonly [number, number, number])[] }, dx: number, dy: number): number | null {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let wanted = 0;
  let wantedSquares = 0;
  let product = 0;
  for (const [x, y, value] of places) {
    const column = Math.round(x) + dx;
    const row = Math.round(y) + dy;
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const seen = values[row * width + column] ?? 0;
    count += 1;
    sum += seen;
    squares += seen * seen;
    wanted += value;
    wantedSquares += value * value;
    product += seen * value;
  }
  if (count < places.length * (1 - MOST_OUTSIDE)) return null;
  const spread = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2) * Math.max(0, wantedSquares / count - (wanted / count) ** 2));
  return spread < 1e-6 ? null : (product / count - (sum / count) * (wanted / count)) / spread;
}

function coveredShare({ values, fields }: Template, seen: Float64Array): number {
  const [sums, counts] = [new Float64Array(FIELDS * FIELDS), new Float64Array(FIELDS * FIELDS)];
  for (let index = 0; index < seen.length; index += 1) {
    const [field, apart] = [fields[index] ?? 0, Math.abs((seen[index] ?? 0) - (values[index] ?? 0))];
    if (!Number.isFinite(apart)) continue;
    sums[field] = (sums[field] ?? 0) + apart;
    counts[field] = (counts[field] ?? 0) + 1;
  }
  const means = Array.from(sums, (sum, field) => sum / Math.max(1, counts[field] ?? 0)).filter((_mean, field) => (counts[field] ?? 0) > 3);
  const same = means.filter((mean) => mean < SAME).length;
  return same < means.length * 0.3 ? 0 : means.filter((mean) => mean > OTHER).length / Math.max(1, means.length);
}

function weightsOf({ values }: Template, seen: Float64Array): Float64Array {
  return seen.map((value, index) => (Number.isFinite(value) ? 1 / (1 + ((value - (values[index] ?? 0)) / OUTLYING) ** 2) ** 2 : 0));
}

function at(level: Level, luma: Luma, place: Point): number {
  const [x, y] = inLuma(luma, place);
  return valueAt(level, x, y);
}

function isSeen(luma: Luma, place: Point): boolean {
  const [x, y] = inLuma(luma, place);
  return x >= 0 && y >= 0 && x <= luma.width - 1 && y <= luma.height - 1;
}

/** Normalised brightness at the template's places, as those that count see it; not a number where it is not on the part of the picture. Null when that is so of a good part. */
function seenBy({ xs, ys, centre, values }: Template, { luma, levels: [level] }: Pyramid, { similarity, weights }: { readonly similarity: Similarity; readonly weights: Float64Array | null }): Float64Array | null {
  if (level === undefined) return null;
  const seen = new Float64Array(xs.length);
  let outside = 0;
  for (let index = 0; index < xs.length; index += 1) {
    const place = moved(similarity, [centre[0] + (xs[index] ?? 0), centre[1] + (ys[index] ?? 0)]);
    const isThere = isSeen(luma, place);
    if (!isThere) outside += 1;
    seen[index] = isThere ? at(level, luma, place) : NaN;
  }
  if (outside > xs.length * MOST_OUTSIDE) return null;
  const now = momentsOf(seen, weights);
  const then = momentsOf(values, weights);
  return now.spread < 0.5 || then.spread < 0.05 ? null : seen.map((value) => ((value - now.mean) / now.spread) * then.spread + then.mean);
}

/** The small move that explains the difference best; null where it cannot be told. */
function stepOf({ values, slopes, rim }: Template, seen: Float64Array, weights: Float64Array): Similarity | null {
  const inverse = inverseOf(productsOf(slopes, weights));
  if (inverse === null) return null;
  const sums = [0, 0, 0, 0];
  for (let index = 0; index < seen.length; index += 1) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    const error = ((seen[index] ?? 0) - (values[index] ?? 0)) * weight;
    for (let column = 0; column < 4; column += 1) sums[column] = (sums[column] ?? 0) + (slopes[index * 4 + column] ?? 0) * error;
  }
  const [scale = 0, turn = 0, dx = 0, dy = 0] = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].reduce((sum, column) => sum + (inverse[row * 4 + column] ?? 0) * (sums[column] ?? 0), 0));
  return { a: 1 + scale / rim, b: turn / rim, dx, dy };
}

/** A small move given about a centre, as one about the corner of the picture. */
function atCentre([x, y]: Point, { a, b, dx, dy }: Similarity): Similarity {
  return andThen(andThen({ ...STILL, dx: -x, dy: -y }, { a, b, dx, dy }), { ...STILL, dx: x, dy: y });
}

function slopesOf({ luma, level }: { readonly luma: Luma; readonly level: Level }, places: readonly Point[], { centre, rim, spread }: { readonly centre: Point; readonly rim: number; readonly spread: number }): Float64Array {
  const slopes = new Float64Array(places.length * 4);
  for (const [index, place] of places.entries()) {
    const [x, y] = inLuma(luma, place);
    // Grey levels per pixel of the picture.
    const gx = (valueAt(level, x + 1, y) - valueAt(level, x - 1, y)) / (2 * luma.step * spread);
    const gy = (valueAt(level, x, y + 1) - valueAt(level, x, y - 1)) / (2 * luma.step * spread);
    const [cx, cy] = [place[0] - centre[0], place[1] - centre[1]];
    slopes.set([(gx * cx + gy * cy) / rim, (gy * cx - gx * cy) / rim, gx, gy], index * 4);
  }
  return slopes;
}

function momentsOf(values: Float64Array, weights: Float64Array | null = null): { readonly mean: number; readonly spread: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    if (weight === 0 || !Number.isFinite(value)) continue;
    count += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  const mean = sum / Math.max(1e-9, count);
  return { mean, spread: Math.sqrt(Math.max(0, squares / Math.max(1e-9, count) - mean * mean)) };
}

/** Sums of products of the four columns, row by row. */
function productsOf(slopes: Float64Array, weights: Float64Array | null): number[] {
  const sums = Array.from({ length: 16 }, () => 0);
  for (let at = 0, index = 0; at < slopes.length; at += 4, index += 1) {
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    for (let row = 0; row < 4; row += 1) {
      const one = weight * (slopes[at + row] ?? 0);
      for (let column = row; column < 4; column += 1) sums[row * 4 + column] = (sums[row * 4 + column] ?? 0) + one * (slopes[at + column] ?? 0);
    }
  }
  for (let row = 1; row < 4; row += 1) for (let column = 0; column < row; column += 1) sums[row * 4 + column] = sums[column * 4 + row] ?? 0;
  return sums;
}

/** Of four by four numbers; null where they do not tell four things apart. */
function inverseOf(numbers: readonly number[]): number[] | null {
  const rows = [0, 1, 2, 3].map((row) => [...numbers.slice(row * 4, row * 4 + 4), ...[0, 1, 2, 3].map((column) => (row === column ? 1 : 0))]);
  const size = rows.reduce((most, row, at) => Math.max(most, row[at] ?? 0), 0);
  for (let pivot = 0; pivot < 4; pivot += 1) {
    const best = [0, 1, 2, 3].filter((row) => row >= pivot).sort((one, other) => Math.abs(rows[other]?.[pivot] ?? 0) - Math.abs(rows[one]?.[pivot] ?? 0))[0] ?? pivot;
    const [upper, chosen] = [rows[pivot] ?? [], rows[best] ?? []];
    [rows[pivot], rows[best]] = [chosen, upper];
    const head = chosen[pivot] ?? 0;
    if (Math.abs(head) < size * 1e-5) return null;
    rows[pivot] = chosen.map((value) => value / head);
    for (const [at, row] of rows.entries()) if (at !== pivot) rows[at] = row.map((value, column) => value - (row[pivot] ?? 0) * (rows[pivot]?.[column] ?? 0));
  }
  return rows.flatMap((row) => row.slice(4));
}
