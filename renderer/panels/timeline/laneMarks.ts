import { setsAttribute } from '#shared/model/changes.ts';
import type { Keyframe, Track } from '#shared/model/records.ts';
import { lastKeyAt } from '#shared/model/shapeAt.ts';
import { stretchesOf, type Stretch } from '#shared/model/trackLife.ts';
import { xOf, type TimeScale } from './timeScale.ts';

/** From one place to another, in CSS pixels. */
export interface Bar {
  readonly from: number;
  readonly to: number;
}

/** One keyframe, or several too close to be told apart. */
export interface KeyMark {
  readonly x: number;
  readonly frame: number;
  readonly many: boolean;
  /** It goes out of sight here. */
  readonly outside: boolean;
  /** It says something about attributes. */
  readonly attribute: boolean;
}

/** What is drawn of one thing on its lane. */
export interface LaneMarks {
  readonly seen: readonly Bar[];
  readonly occluded: readonly Bar[];
  readonly gaps: readonly Bar[];
  readonly keys: readonly KeyMark[];
}

export interface LaneView {
  readonly scale: TimeScale;
  readonly width: number;
  /** Frames of the clip. */
  readonly frames: number;
}

/** Keyframes closer than this are one mark. */
const CLOSE = 5;
const stretches = new WeakMap<readonly Keyframe[], readonly Stretch[]>();

/** The marks of a lane that are in view. Costs what is in view, however long the clip is. */
export function laneMarks(keys: readonly Keyframe[], extent: Track['extent'], view: LaneView): LaneMarks {
  const all = stretches.get(keys) ?? stretchesOf(keys, extent);
  stretches.set(keys, all);
  const seen = all.flatMap(({ from, to }) => barOf(from, to ?? view.frames, view));
  const gaps = all.slice(1).flatMap(({ from }, at) => barOf(all[at]?.to ?? from, from, view));
  const first = Math.max(0, lastKeyAt(keys, Math.floor(view.scale.from)));
  const last = lastKeyAt(keys, Math.ceil(view.scale.from + view.width / view.scale.step));
  const inView = keys.slice(first, last + 1);
  return { seen, gaps, occluded: occludedBars(keys, { first, last }, view), keys: keyMarks(inView, view) };
}

function barOf(from: number, to: number, { scale, width }: LaneView): readonly Bar[] {
  const [start, end] = [xOf(scale, from), xOf(scale, to)];
  return end < 0 || start > width ? [] : [{ from: Math.max(-4, start), to: Math.min(width + 4, Math.max(end, start + 2)) }];
}

function occludedBars(keys: readonly Keyframe[], { first, last }: { readonly first: number; readonly last: number }, view: LaneView): readonly Bar[] {
  const bars: Bar[] = [];
  for (let at = first; at <= last; at += 1) {
    const [key, next] = [keys[at], keys[at + 1]];
    if (key?.occluded !== true || key.shape === null) continue;
    const [bar] = barOf(key.frame, next?.frame ?? view.frames, view);
    const before = bars.at(-1);
    if (bar === undefined) continue;
    if (before !== undefined && bar.from <= before.to + 1) bars[bars.length - 1] = { from: before.from, to: bar.to };
    else bars.push(bar);
  }
  return bars;
}

function keyMarks(keys: readonly Keyframe[], { scale, width }: LaneView): readonly KeyMark[] {
  const marks: KeyMark[] = [];
  for (const key of keys) {
    const x = xOf(scale, key.frame) + scale.step / 2;
    if (x < -CLOSE || x > width + CLOSE) continue;
    const mark: KeyMark = { x, frame: key.frame, many: false, outside: key.shape === null, attribute: setsAttribute(key) };
    const before = marks.at(-1);
    if (before === undefined || x - before.x >= CLOSE) marks.push(mark);
    else marks[marks.length - 1] = { ...before, many: true, attribute: before.attribute || mark.attribute };
  }
  return marks;
}
