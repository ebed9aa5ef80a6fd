import type { ReadDocument } from './document.ts';
import type { TrackId } from './ids.ts';
import type { Keyframe } from './records.ts';

/** The nearest keyframe of some things before a frame, or after it; null when there is none. */
export function nearestKeyframe(document: ReadDocument, tracks: readonly TrackId[], { frame, direction }: Way): number | null {
  return nearest(tracks.flatMap((track) => document.keyframesOf(track)).map((key) => key.frame), { frame, direction });
}

/** The nearest frame on which something appears, goes out of sight or is said to be otherwise; of these things, or of all. */
export function nearestChange(document: ReadDocument, tracks: readonly TrackId[], { frame, direction }: Way): number | null {
  const all = tracks.length > 0 ? tracks : document.tracks().map(({ id }) => id);
  return nearest(all.flatMap((track) => changesOf(document.keyframesOf(track))), { frame, direction });
}

export interface Way {
  readonly frame: number;
  readonly direction: 1 | -1;
}

const known = new WeakMap<readonly Keyframe[], readonly number[]>();

/** Frames on which a thing appears, leaves, or changes in more than its place. Remembered as long as its keyframes are the same list. */
export function changesOf(keys: readonly Keyframe[]): readonly number[] {
  const before = known.get(keys);
  if (before !== undefined) return before;
  const found = keys.flatMap((key, at) => (isChange(keys[at - 1], key) ? [key.frame] : []));
  known.set(keys, found);
  return found;
}

function isChange(before: Keyframe | undefined, key: Keyframe): boolean {
  if (before === undefined || (before.shape === null) !== (key.shape === null)) return true;
  return before.occluded !== key.occluded || before.truncated !== key.truncated || setsAttribute(key);
}

/** Whether a keyframe says anything about attributes. */
export function setsAttribute(key: Keyframe): boolean {
  return Object.keys(key).some((field) => field.startsWith('a:'));
}

function nearest(frames: readonly number[], { frame, direction }: Way): number | null {
  let found: number | null = null;
  for (const one of frames) if ((one - frame) * direction > 0 && (found === null || Math.abs(one - frame) < Math.abs(found - frame))) found = one;
  return found;
}
