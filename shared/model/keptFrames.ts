import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';
import type { CameraPath } from './camera.ts';
import type { Keyframe } from './records.ts';
import { shapeAmong } from './shapeAt.ts';

/** A shape on a frame. */
export type Placed = Pick<Keyframe, 'frame' | 'shape'> & { readonly shape: Shape };

/** Pixels by which a shape may be off, and the share of its size. */
const OFF = 1.5;
const OFF_SHARE = 0.03;

/**
 * Of a shape on many frames in a row, ascending, those that are needed so that all others lie between them: the first,
 * the last, and wherever what would be put between two is off the most and too much.
 */
export function keptFrames(way: readonly Placed[], steady: CameraPath | null): readonly Placed[] {
  const [first, last] = [way[0], way.at(-1)];
  if (first === undefined || last === undefined || way.length < 3) return way;
  const kept = new Set([0, way.length - 1]);
  const open: (readonly [number, number])[] = [[0, way.length - 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const worst = worstBetween(way, next, steady);
    if (worst === null) continue;
    kept.add(worst);
    open.push([next[0], worst], [worst, next[1]]);
  }
  return way.filter((_placed, at) => kept.has(at));
}

/** How far a shape may be off, pixels. */
export function tolerance(shape: Shape): number {
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? OFF : Math.max(OFF, OFF_SHARE * Math.sqrt((bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY)));
}

function worstBetween(way: readonly Placed[], [from, to]: readonly [number, number], steady: CameraPath | null): number | null {
  const [start, end] = [way[from], way[to]];
  if (start === undefined || end === undefined) return null;
  const keys = [keyOf(start), keyOf(end)];
  let [worst, most] = [-1, 1];
  for (let at = from + 1; at < to; at += 1) {
    const placed = way[at];
    const between = placed === undefined ? null : shapeAmong(keys, 'span', { frame: placed.frame, steady });
    if (placed === undefined || between === null) continue;
    const off = apart(placed.shape, between) / tolerance(placed.shape);
    if (off > most) [worst, most] = [at, off];
  }
  return worst === -1 ? null : worst;
}

/** Only frame and shape of a keyframe decide what lies between two. */
function keyOf({ frame, shape }: Placed): Keyframe {
  return { id: '' as Keyframe['id'], type: 'keyframe', track: '' as Keyframe['track'], frame, shape, occluded: false, truncated: false };
}

/** The farthest any point of two shapes is from its fellow; of shapes that are painted otherwise, of their bounds. */
export function apart(a: Shape, b: Shape): number {
  const [one, other] = [pointsOf(a), pointsOf(b)];
  if (one.length !== other.length || one.length === 0) return flatDistance(boundsPoints(a), boundsPoints(b));
  return flatDistance(one, other);
}

function pointsOf(shape: Shape): readonly number[] {
  return kindOf(shape).strokes(shape).flatMap(({ coords }) => coords);
}

function boundsPoints(shape: Shape): readonly number[] {
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? [] : [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY];
}

function flatDistance(a: readonly number[], b: readonly number[]): number {
  let most = 0;
  for (let at = 0; at + 1 < Math.min(a.length, b.length); at += 2) most = Math.max(most, Math.hypot((a[at] ?? 0) - (b[at] ?? 0), (a[at + 1] ?? 0) - (b[at + 1] ?? 0)));
  return most;
}
