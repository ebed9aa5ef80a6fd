import { createStore } from 'zustand/vanilla';

/** How the picture's own values become what is seen. The file is never changed. */
export interface Adjust {
  /** -100 to 100. */
  readonly brightness: number;
  /** -100 to 100. */
  readonly contrast: number;
  /** Above 1 lightens the dark parts. */
  readonly gamma: number;
  readonly channel: Channel;
  /** Darkest and brightest value, as shares of all a picture of its depth can hold; null leaves it to the picture. */
  readonly window: { readonly low: number; readonly high: number } | null;
  readonly invert: boolean;
  /** Contrast evened out place by place (CLAHE). */
  readonly even: boolean;
}

export const CHANNELS = ['all', 'red', 'green', 'blue'] as const;
export type Channel = (typeof CHANNELS)[number];
export const SMOOTHINGS = ['auto', 'smooth', 'pixels'] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];
export const CROSSES = ['drawing', 'always', 'never'] as const;
export type Cross = (typeof CROSSES)[number];

/** What colours tell apart: labels, single things, groups, or the values of the attribute with a key. */
export type ColorBy = 'label' | 'instance' | 'group' | `attribute:${string}`;

/** How what was annotated is painted. Shares from 0 to 1; the outline in CSS pixels. */
export interface Overlay {
  readonly opacity: number;
  readonly fill: number;
  readonly outline: number;
  readonly colorBy: ColorBy;
}

/** How one project is looked at. Kept for each on this computer, and part of no document. */
export interface Seeing {
  readonly adjust: Adjust;
  readonly smoothing: Smoothing;
  readonly cross: Cross;
  readonly map: boolean;
  readonly overlay: Overlay;
}

export const PLAIN_ADJUST: Adjust = { brightness: 0, contrast: 0, gamma: 1, channel: 'all', window: null, invert: false, even: false };
export const PLAIN_OVERLAY: Overlay = { opacity: 1, fill: 0.16, outline: 2, colorBy: 'label' };
export const PLAIN_SEEING: Seeing = { adjust: PLAIN_ADJUST, smoothing: 'auto', cross: 'drawing', map: false, overlay: PLAIN_OVERLAY };

export const seeingStore = createStore<Seeing>(() => PLAIN_SEEING);

export type SeeingStore = typeof seeingStore;

/** The picture is not shown as it is. */
export function isAdjusted(adjust: Adjust): boolean {
  return adjust.brightness !== 0 || adjust.contrast !== 0 || adjust.gamma !== 1 || adjust.channel !== 'all' || adjust.window !== null || adjust.invert || adjust.even;
}
