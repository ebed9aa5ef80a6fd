/** What a clip is doing. The frame of the session is always the one that is seen; `to` is where it is going. */
export type Motion = { readonly is: 'resting' } | { readonly is: 'seeking'; readonly to: number } | { readonly is: 'playing' };

export const RESTING: Motion = { is: 'resting' };

/** Times as fast as it was recorded. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** Frames from one to another, both among them. */
export interface Frames {
  readonly from: number;
  readonly to: number;
}

/** How one moves through a clip. */
export interface Travel {
  readonly motion: Motion;
  readonly speed: Speed;
  /** Frames of a long step. */
  readonly stride: number;
  /** Frames chosen on the timeline. */
  readonly range: Frames | null;
  /** Frames a thing is followed over by the tracker. */
  readonly reach: number;
  /** The view goes with what is chosen. */
  readonly follow: boolean;
}

export const FIRST_TRAVEL: Travel = { motion: RESTING, speed: 1, stride: 10, reach: 100, range: null, follow: false };

/** The next speed up or down; the last one stays. */
export function otherSpeed(speed: Speed, by: 1 | -1): Speed {
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(speed) + by))] ?? 1;
}
