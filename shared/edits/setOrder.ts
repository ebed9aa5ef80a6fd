import type { TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { Track } from '../model/records.ts';
import { edit, refused } from './edit.ts';

export interface SetOrderArgs {
  readonly tracks: readonly TrackId[];
  readonly to: 'front' | 'back' | 'forward' | 'backward';
}

/** Changes what is painted over what. Only the things named change, so two people who order different things both keep theirs. */
export const setOrder = edit<SetOrderArgs>('track.setOrder', (document, { tracks, to }) => {
  const named = new Set(tracks);
  const all = document.tracks();
  const moved = all.filter((track) => named.has(track.id));
  if (moved.length === 0) return refused('edit/gone');
  const others = all.filter((track) => !named.has(track.id));
  if (others.length === 0) return [];
  const start = startFor({ all, others, moved }, to);
  if (start === null) return [];
  return moved.map((track, index): Op => ({ op: 'patch', id: track.id, set: { z: start.from + start.step * index } })).filter((op) => op.op === 'patch' && document.track(op.id as TrackId)?.z !== op.set['z']);
});

interface Layers {
  readonly all: readonly Track[];
  readonly others: readonly Track[];
  readonly moved: readonly Track[];
}

/** The first new `z` and the step to the next, strictly between two neighbours. */
function startFor({ all, others, moved }: Layers, to: SetOrderArgs['to']): { from: number; step: number } | null {
  const edge = to === 'forward' || to === 'front' ? moved.at(-1) : moved[0];
  const at = all.findIndex((track) => track === edge);
  const below = all.slice(0, at).filter((track) => !moved.includes(track)).length;
  const gap = { front: others.length, back: 0, forward: Math.min(others.length, below + 1), backward: Math.max(0, below - 1) }[to];
  if ((to === 'forward' || to === 'front') && below === others.length && moved.length === all.length - below) return null;
  const low = others[gap - 1]?.z ?? (others[gap]?.z ?? 0) - moved.length - 1;
  const high = others[gap]?.z ?? low + moved.length + 1;
  const step = (high - low) / (moved.length + 1);
  return { from: low + step, step };
}
