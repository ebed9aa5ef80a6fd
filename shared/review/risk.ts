import { distance } from '../geometry/point.ts';
import { intersect, type Rect } from '../geometry/rect.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Keyframe, Track } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { middleOf } from '../model/middleOf.ts';
import type { RiskName } from './reviewMap.ts';

/** A frame that is worth a look, and why. */
export interface Moment {
  readonly why: RiskName;
  readonly frame: number;
  readonly tracks: readonly TrackId[];
  /** How much of it there is, for people: sizes, seconds or a share, as `why` says; 0 where there is nothing to measure. */
  readonly amount: number;
  /** What goes first when not everything fits. */
  readonly weight: number;
}

export interface RiskInput {
  readonly document: ReadDocument;
  /** Frames of the clip, and frames a second. */
  readonly frames: number;
  readonly rate: number;
  /** Only these things; null: all. */
  readonly tracks: ReadonlySet<TrackId> | null;
}

/** A jump is a change of speed by half of the thing's size from one frame to the next, and six times as unusual as the thing's other changes. */
const JUMP = 0.5;
const UNUSUAL = 6;
/** Seconds without a keyframe, and how far a thing must get meanwhile, in its own sizes, before the stretch is called thin. */
const THIN_SECONDS = 1.5;
const THIN_MOVE = 0.75;
/** Two things of one label that share so much of the smaller one may have changed their names. */
const MEETING = 0.5;
/** Meetings are looked for so many times a second. */
const LOOKS = 8;

/** Frames on which labels of things may be wrong, by what the labels themselves say. By frame. */
export function riskyMoments(input: RiskInput): readonly Moment[] {
  const tracks = input.document.tracks().filter(({ id, extent }) => extent === 'span' && input.tracks?.has(id) !== false);
  const single = tracks.flatMap((track) => {
    const keys = input.document.keyframesOf(track.id);
    return [...jumps(track, keys), ...thinStretches(track, { keys, rate: input.rate }), ...changes(track, keys)];
  });
  return [...single, ...meetings(tracks, input), ...conflicts(input)].sort((a, b) => a.frame - b.frame || b.weight - a.weight);
}

/** Motion between two keyframes, in pixels a frame. */
interface Step {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}

function jumps(track: Track, keys: readonly Keyframe[]): readonly Moment[] {
  const found: { frame: number; by: number }[] = [];
  let before: Step | null = null;
  for (let at = 1; at < keys.length; at += 1) {
    const step = stepTo(keys[at - 1], keys[at]);
    if (before !== null && step !== null) found.push({ frame: before.frame, by: Math.hypot(step.x - before.x, step.y - before.y) / sizeOf(keys[at - 1]?.shape ?? null) });
    before = step;
  }
  const usual = median(found.map(({ by }) => by));
  const spread = Math.max(1e-6, median(found.map(({ by }) => Math.abs(by - usual))));
  const jumping = found.filter(({ by }) => by > JUMP && (found.length < 5 || (0.6745 * (by - usual)) / spread > UNUSUAL));
  return jumping.map(({ frame, by }) => ({ why: 'jump', frame, tracks: [track.id], amount: by, weight: 4 + by }));
}

function stepTo(from: Keyframe | undefined, to: Keyframe | undefined): Step | null {
  if (from === undefined || to === undefined || from.shape === null || to.shape === null) return null;
  const [a, b] = [middleOf(from.shape), middleOf(to.shape)];
  const frames = to.frame - from.frame;
  return { frame: to.frame, x: (b[0] - a[0]) / frames, y: (b[1] - a[1]) / frames };
}

/** Longest where nobody looked for a while and much happened meanwhile: the middle is farthest from what is known. */
function thinStretches(track: Track, { keys, rate }: { readonly keys: readonly Keyframe[]; readonly rate: number }): readonly Moment[] {
  return keys.flatMap((key, at): readonly Moment[] => {
    const next = keys[at + 1];
    if (key.shape === null || next === undefined || next.shape === null) return [];
    const seconds = (next.frame - key.frame) / rate;
    const moved = distance(middleOf(key.shape), middleOf(next.shape)) / Math.min(sizeOf(key.shape), sizeOf(next.shape));
    const swelled = Math.abs(Math.log(sizeOf(next.shape) / sizeOf(key.shape)));
    const much = Math.max(moved, swelled * 2);
    if (seconds < THIN_SECONDS || much < THIN_MOVE) return [];
    return [{ why: 'thin', frame: Math.round((key.frame + next.frame) / 2), tracks: [track.id], amount: seconds, weight: 1 + Math.min(2, much * seconds * 0.1) }];
  });
}

/** Where a thing comes out from behind another, comes back, or is said to be otherwise than before. */
function changes(track: Track, keys: readonly Keyframe[]): readonly Moment[] {
  const values = new Map<string, unknown>();
  return keys.flatMap((key, at): readonly Moment[] => {
    const before = keys[at - 1];
    const switched = Object.entries(key).filter(([field, value]) => field.startsWith('a:') && value !== null && values.has(field) && values.get(field) !== value);
    for (const [field, value] of Object.entries(key)) if (field.startsWith('a:') && value !== null) values.set(field, value);
    const moment = (why: RiskName, weight: number): Moment => ({ why, frame: key.frame, tracks: [track.id], amount: 0, weight });
    if (before === undefined || key.shape === null) return [];
    return [
      ...(before.shape === null ? [moment('back', 3)] : before.occluded && !key.occluded ? [moment('uncovered', 2.5)] : []),
      ...(switched.length > 0 ? [moment('change', 2)] : []),
    ];
  });
}

/** Where two things of one label lie over each other most: afterwards either may carry the other's name. */
function meetings(tracks: readonly Track[], { document, frames, rate }: RiskInput): readonly Moment[] {
  const stride = Math.max(1, Math.round(rate / LOOKS));
  const open = new Map<string, Moment>();
  const found: Moment[] = [];
  for (let frame = 0; frame < frames; frame += stride) {
    const now = new Set<string>();
    for (const [a, b, share] of overlapping(tracks, document, frame)) {
      const pair = `${a} ${b}`;
      now.add(pair);
      const known = open.get(pair);
      if (known === undefined || share > known.amount) open.set(pair, { why: 'swap', frame, tracks: [a, b], amount: share, weight: 2 + share });
    }
    for (const [pair, moment] of open) {
      if (now.has(pair)) continue;
      found.push(moment);
      open.delete(pair);
    }
  }
  return [...found, ...open.values()];
}

interface Placed {
  readonly track: Track;
  readonly bounds: Rect;
}

function overlapping(tracks: readonly Track[], document: ReadDocument, frame: number): readonly (readonly [TrackId, TrackId, number])[] {
  const placed = tracks.flatMap((track): readonly Placed[] => {
    const shape = shapeAt(document, track.id, frame);
    const bounds = shape === null ? null : kindOf(shape).bounds(shape);
    return bounds === null ? [] : [{ track, bounds }];
  }).sort((a, b) => a.bounds.minX - b.bounds.minX);
  const pairs: (readonly [TrackId, TrackId, number])[] = [];
  for (let at = 0; at < placed.length; at += 1) {
    const one = placed[at];
    for (let other = at + 1; one !== undefined && other < placed.length; other += 1) {
      const two = placed[other];
      if (two === undefined || two.bounds.minX > one.bounds.maxX) break;
      const share = one.track.label === two.track.label ? sharedPart(one.bounds, two.bounds) : 0;
      const [a, b] = one.track.id < two.track.id ? [one, two] : [two, one];
      if (share >= MEETING) pairs.push([a.track.id, b.track.id, share]);
    }
  }
  return pairs;
}

function sharedPart(a: Rect, b: Rect): number {
  const both = intersect(a, b);
  const least = Math.min(areaOf(a), areaOf(b));
  return both === null || least === 0 ? 0 : areaOf(both) / least;
}

function areaOf({ minX, minY, maxX, maxY }: Rect): number {
  return (maxX - minX) * (maxY - minY);
}

/** Where two people said different things. */
function conflicts({ document, tracks }: RiskInput): readonly Moment[] {
  return document.all('conflict').flatMap(({ object, state }): readonly Moment[] => {
    const record = state === 'open' ? document.get(object) : undefined;
    const owner = record?.type === 'keyframe' ? record.track : record?.type === 'track' ? record.id : null;
    if (owner === null || tracks?.has(owner) === false) return [];
    const frame = record?.type === 'keyframe' ? record.frame : (document.keyframesOf(owner)[0]?.frame ?? 0);
    return [{ why: 'conflict', frame, tracks: [owner], amount: 0, weight: 5 }];
  });
}

/** The side of a square as large as a shape's bounds; at least a pixel. */
function sizeOf(shape: Shape | null): number {
  const bounds = shape === null ? null : kindOf(shape).bounds(shape);
  return bounds === null ? 1 : Math.max(1, Math.sqrt(areaOf(bounds)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
