import type { Point } from '#shared/geometry/point.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Frames } from '../../session/motion.ts';
import { laneMarks } from './laneMarks.ts';
import { LANE, RULER, STRIP, type Lane } from './paintTimeline.ts';
import { frameAt, type TimeScale } from './timeScale.ts';

/** What is under the pointer on the timeline. */
export type TimeTarget =
  | { readonly on: 'ruler'; readonly frame: number }
  | { readonly on: 'chapters'; readonly frame: number }
  | { readonly on: 'key'; readonly frame: number; readonly track: TrackId; readonly key: number }
  | { readonly on: 'lane'; readonly frame: number; readonly track: TrackId }
  | { readonly on: 'nothing'; readonly frame: number };

export interface TimePlace {
  readonly scale: TimeScale;
  readonly width: number;
  readonly frames: number;
  readonly head: number;
  readonly scrolled: number;
  readonly lanes: readonly Lane[];
}

/** How far from a keyframe's middle it can be taken hold of, CSS pixels. */
const REACH = 7;

export function timeTarget([x, y]: Point, { scale, width, frames, head, scrolled, lanes }: TimePlace): TimeTarget {
  const frame = Math.min(frames - 1, Math.max(0, frameAt(scale, x)));
  if (y < RULER + STRIP) return { on: 'ruler', frame };
  if (y < head) return { on: 'chapters', frame };
  const lane = lanes[Math.floor((y - head + scrolled) / LANE)];
  if (lane === undefined) return { on: 'nothing', frame };
  const near = laneMarks(lane.keys, lane.track.extent, { scale, width, frames }).keys.filter((mark) => Math.abs(mark.x - x) <= REACH).sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0];
  return near === undefined ? { on: 'lane', frame, track: lane.track.id } : { on: 'key', frame, track: lane.track.id, key: near.frame };
}

/** What the hand is doing. */
export type Hand =
  | { readonly is: 'idle' }
  | { readonly is: 'scrubbing' }
  | { readonly is: 'ranging'; readonly from: number; readonly to: number }
  | { readonly is: 'moving'; readonly track: TrackId; readonly key: number; readonly from: number; readonly by: number };

export const IDLE: Hand = { is: 'idle' };

/** What the hand asks for. */
export type Wish =
  | { readonly do: 'seek'; readonly frame: number }
  | { readonly do: 'range'; readonly range: Frames | null }
  | { readonly do: 'select'; readonly track: TrackId; readonly add: boolean }
  /** Keyframe `key` of a thing, and with it all in hand, by some frames. */
  | { readonly do: 'shift'; readonly track: TrackId; readonly key: number; readonly by: number };

export interface HandStep {
  readonly hand: Hand;
  readonly wishes: readonly Wish[];
}

export function press(target: TimeTarget, { range, add }: { readonly range: boolean; readonly add: boolean }): HandStep {
  if (target.on === 'key' && !range) return { hand: { is: 'moving', track: target.track, key: target.key, from: target.frame, by: 0 }, wishes: [{ do: 'select', track: target.track, add }] };
  if (range) return { hand: { is: 'ranging', from: target.frame, to: target.frame }, wishes: [] };
  const choose: readonly Wish[] = target.on === 'lane' ? [{ do: 'select', track: target.track, add }] : [];
  return { hand: { is: 'scrubbing' }, wishes: [...choose, { do: 'range', range: null }, { do: 'seek', frame: target.frame }] };
}

export function move(hand: Hand, frame: number): HandStep {
  switch (hand.is) {
    case 'idle':
      return { hand, wishes: [] };
    case 'scrubbing':
      return { hand, wishes: [{ do: 'seek', frame }] };
    case 'ranging':
      return { hand: { ...hand, to: frame }, wishes: [{ do: 'range', range: ordered(hand.from, frame) }] };
    case 'moving':
      return { hand: { ...hand, by: frame - hand.from }, wishes: [] };
  }
}

export function release(hand: Hand): HandStep {
  if (hand.is !== 'moving') return { hand: IDLE, wishes: [] };
  if (hand.by === 0) return { hand: IDLE, wishes: [{ do: 'seek', frame: hand.key }] };
  return { hand: IDLE, wishes: [{ do: 'shift', track: hand.track, key: hand.key, by: hand.by }] };
}

function ordered(one: number, other: number): Frames {
  return { from: Math.min(one, other), to: Math.max(one, other) };
}
