import { AppError } from '../base/errors.ts';
import { grabCut, PERHAPS_IN, PERHAPS_OUT, SURE_IN, SURE_OUT } from './grabCut.ts';
import { maskOn, nearestPixel, pixelAt, shrink, type Mask, type Patch } from './patch.ts';
import { Sight } from './sight.ts';
import type { Mark, RegionAid, Tuning } from './visionContract.ts';
import { floodLike } from './wand.ts';

export interface RegionQuestion {
  readonly aid: RegionAid;
  readonly marks: readonly Mark[];
  readonly tuning: Tuning;
}

type Pause = () => Promise<void>;

/** CSS pixels of pulling that make the wand one step more tolerant. */
const PULL = 3;
/** Pixels on which colours are learnt and cut first; the rest is found along the border. */
const FIRST_CUT = 12_000;

/** Which pixels of a patch are meant by what was marked on it. */
export async function proposeRegion(sight: Sight, { aid, marks, tuning }: RegionQuestion, pause: Pause): Promise<Mask> {
  if (aid === 'grabcut') return cutOut(sight, marks, pause);
  const { width, height } = sight.patch;
  let bits = new Uint8Array(width * height);
  for (const mark of marks) {
    await pause();
    const part = aid === 'wand' ? wandPart(sight, mark, tuning) : cellsPart(sight, mark, tuning);
    bits = bits.map((before, pixel) => (part[pixel] === 1 ? (mark.take ? 1 : 0) : before));
  }
  return { width, height, bits };
}

function wandPart(sight: Sight, { points, reach }: Mark, { tolerance }: Tuning): Uint8Array {
  const [x = 0, y = 0] = points;
  const pixel = pixelAt(sight.patch, x, y);
  if (pixel === null) throw new AppError('aid/outside', 'That is outside the picture. Point at something in it.');
  return floodLike(sight.field(), { pixel, tolerance: Math.min(100, tolerance + reach / PULL) }).bits;
}

function cellsPart(sight: Sight, { points }: Mark, { cell }: Tuning): Uint8Array {
  const labels = sight.cells(cell);
  const wanted = new Set<number>();
  for (const pixel of pixelsAlong(sight.patch, points)) wanted.add(labels[pixel] ?? -1);
  return Uint8Array.from(labels, (label) => (wanted.has(label) ? 1 : 0));
}

/** Every pixel that a stroke crosses; none where it leaves the patch. */
function pixelsAlong(patch: Patch, points: readonly number[]): number[] {
  const found: number[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [toX = 0, toY = 0] = points.slice(at, at + 2);
    const [fromX = toX, fromY = toY] = at === 0 ? [] : points.slice(at - 2, at);
    const steps = Math.max(1, Math.ceil(Math.hypot((toX - fromX) / patch.stepX, (toY - fromY) / patch.stepY)));
    for (let step = 0; step <= steps; step += 1) {
      const pixel = pixelAt(patch, fromX + ((toX - fromX) * step) / steps, fromY + ((toY - fromY) * step) / steps);
      if (pixel !== null && pixel !== found.at(-1)) found.push(pixel);
    }
  }
  return found;
}

/** GrabCut in two sizes: colours and the rough form on few pixels, the border on all of the patch. */
async function cutOut(sight: Sight, marks: readonly Mark[], pause: Pause): Promise<Mask> {
  const { patch } = sight;
  const factor = Math.sqrt((patch.width * patch.height) / FIRST_CUT);
  const small = factor > 1.3 ? new Sight(shrink(patch, factor)) : sight;
  const rough = await grabCut(small.field(), knownOf(small.patch, marks), { rounds: 2, pause });
  if (small === sight) return rough;
  return grabCut(sight.field(), aroundBorder(knownOf(patch, marks), maskOn(patch, rough, small.patch), Math.ceil(factor * 2)), { rounds: 1, pause });
}

/** What the marks say: outside the box it is not, inside it may be, strokes are sure. */
function knownOf(patch: Patch, marks: readonly Mark[]): Uint8Array {
  const known = new Uint8Array(patch.width * patch.height).fill(SURE_OUT);
  for (const { by, take, points } of marks) {
    if (by === 'box') fillBox(known, patch, points);
    else for (const pixel of pixelsAlong(patch, points)) dab(known, patch, { pixel, value: take ? SURE_IN : SURE_OUT });
  }
  return known;
}

/** A box that leaves no ground around it gives up its outermost pixels: there is nothing else to learn the ground from. */
function fillBox(known: Uint8Array, patch: Patch, points: readonly number[]): void {
  const [ax = 0, ay = 0, bx = 0, by = 0] = points;
  const [first, last] = [nearestPixel(patch, Math.min(ax, bx), Math.min(ay, by)), nearestPixel(patch, Math.max(ax, bx) - 1e-6, Math.max(ay, by) - 1e-6)];
  const inset = (side: number, edge: number): number => (side === edge ? 1 : 0);
  const [left, right] = [(first % patch.width) + inset(first % patch.width, 0), (last % patch.width) - inset(last % patch.width, patch.width - 1)];
  const [top, foot] = [Math.floor(first / patch.width), Math.floor(last / patch.width)];
  for (let y = top + inset(top, 0); y <= foot - inset(foot, patch.height - 1); y += 1) {
    for (let x = left; x <= right; x += 1) known[y * patch.width + x] = PERHAPS_IN;
  }
}

/** A stroke is a little wider than a pixel. */
function dab(known: Uint8Array, { width, height }: Patch, { pixel, value }: { readonly pixel: number; readonly value: number }): void {
  const [column, row] = [pixel % width, Math.floor(pixel / width)];
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) known[y * width + x] = value;
  }
}

/** Only pixels near the rough border are in doubt any more. */
function aroundBorder(known: Uint8Array, rough: Mask, reach: number): Uint8Array {
  const { width, height, bits } = rough;
  return known.map((value, pixel) => {
    if (value === SURE_IN || value === SURE_OUT) return value;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const here = bits[pixel];
    const same = [-reach, reach].every((by) => {
      const [x, y] = [Math.min(width - 1, Math.max(0, column + by)), Math.min(height - 1, Math.max(0, row + by))];
      return bits[row * width + x] === here && bits[y * width + column] === here;
    });
    if (same) return here === 1 ? SURE_IN : SURE_OUT;
    return here === 1 ? PERHAPS_IN : PERHAPS_OUT;
  });
}
