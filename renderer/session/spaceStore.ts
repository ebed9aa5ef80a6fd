import { createStore } from 'zustand/vanilla';
import type { ColorBy } from '#shared/clouds/shades.ts';

/** What is to be known of the cloud on the stage, and how it is looked at. Dies with the window. */
export interface Space {
  readonly colorBy: ColorBy;
  /** What this cloud can be coloured by. */
  readonly colorings: readonly ColorBy[];
  /** CSS pixels across a point. */
  readonly pointSize: number;
  readonly points: number;
  /** Points without a place. */
  readonly masked: number;
  /** Of those that are painted now. */
  readonly painted: number;
  /** The one block in hand: its sides, and how many points lie in it; null without one. */
  readonly block: { readonly size: readonly [number, number, number]; readonly inside: number } | null;
}

export const spaceStore = createStore<Space>(() => ({ colorBy: 'height', colorings: [], pointSize: 2, points: 0, masked: 0, painted: 0, block: null }));

export type SpaceStore = typeof spaceStore;
