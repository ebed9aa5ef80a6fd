import { distance } from '../geometry/point.ts';
import { kindOf } from './kinds/registry.ts';
import { middleOf } from './middleOf.ts';
import type { Shape } from './kinds/shape.ts';
import type { Keyframe, Track } from './records.ts';

/** Frames on which a thing is seen: from `from` up to, and without, `to`; null: to the end of the clip. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

/** The stretches in which a thing is seen, by its keyframes, ascending. */
export function stretchesOf(keys: readonly Keyframe[], extent: Track['extent']): readonly Stretch[] {
  if (extent === 'still') return keys.flatMap(({ frame, shape }) => (shape === null ? [] : [{ from: frame, to: frame + 1 }]));
  const found: Stretch[] = [];
  let from: number | null = null;
  for (const { frame, shape } of keys) {
    if (shape !== null) from ??= frame;
    else if (from !== null) {
      found.push({ from, to: frame });
      from = null;
    }
  }
  return from === null ? found : [...found, { from, to: null }];
}

/** What can be said about a thing's way through a clip. Frames are counted, distances are pixels. */
export interface Life {
  readonly first: number;
  /** The last frame on which it is seen. */
  readonly last: number;
  /** Frames from the first to the last, those in gaps among them. */
  readonly length: number;
  /** Frames on which it is seen. */
  readonly frames: number;
  /** The longest stretch between two in which it is not seen. */
  readonly gap: number;
  /** How far its middle moves from one frame to the next, at most, and before which frame. */
  readonly jump: Change;
  /** By which factor its area changes from one frame to the next, at most (1: not at all), and before which frame. */
  readonly swell: Change;
}

export interface Change {
  readonly by: number;
  readonly frame: number;
}

const known = new WeakMap<readonly Keyframe[], { readonly frames: number; readonly extent: Track['extent']; readonly life: Life | null }>();

/** The life of a thing in a clip of so many frames; null when it is never seen. Remembered as long as its keyframes stay the same list. */
export function lifeOf(keys: readonly Keyframe[], extent: Track['extent'], frames: number): Life | null {
  const before = known.get(keys);
  if (before !== undefined && before.frames === frames && before.extent === extent) return before.life;
  const life = computeLife(keys, extent, frames);
  known.set(keys, { frames, extent, life });
  return life;
}

function computeLife(keys: readonly Keyframe[], extent: Track['extent'], frames: number): Life | null {
  const stretches = stretchesOf(keys, extent).map(({ from, to }) => ({ from, to: to ?? Math.max(frames, (keys.at(-1)?.frame ?? 0) + 1) }));
  const [start, end] = [stretches[0], stretches.at(-1)];
  if (start === undefined || end === undefined) return null;
  const gaps = stretches.slice(1).map(({ from }, at) => from - (stretches[at]?.to ?? from));
  return {
    first: start.from, last: end.to - 1, length: end.to - start.from,
    frames: stretches.reduce((sum, { from, to }) => sum + to - from, 0),
    gap: Math.max(0, ...gaps),
    jump: largest(keys, (from, to, steps) => distance(middleOf(from), middleOf(to)) / steps, 0),
    swell: largest(keys, swellBetween, 1),
  };
}

/** The largest change a frame brings, and the keyframe it leads to. Keyframes apart share it among the frames between them. */
function largest(keys: readonly Keyframe[], measure: (from: Shape, to: Shape, steps: number) => number, least: number): Change {
  let found: Change = { by: least, frame: keys[0]?.frame ?? 0 };
  for (let at = 1; at < keys.length; at += 1) {
    const [from, to] = [keys[at - 1], keys[at]];
    if (from === undefined || to === undefined || from.shape === null || to.shape === null) continue;
    const by = measure(from.shape, to.shape, to.frame - from.frame);
    if (by > found.by) found = { by, frame: to.frame };
  }
  return found;
}

function swellBetween(from: Shape, to: Shape, steps: number): number {
  const [before, after] = [sizeOf(from), sizeOf(to)];
  if (before === 0 || after === 0) return 1;
  return Math.max(before / after, after / before) ** (1 / steps);
}

function sizeOf(shape: Shape): number {
  const bounds = kindOf(shape).bounds(shape);
  return kindOf(shape).area(shape) || (bounds === null ? 0 : Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY));
}
