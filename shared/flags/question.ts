import { kindOf } from '../model/kinds/registry.ts';
import type { Flag, Keyframe, Track } from '../model/records.ts';

/** What a flag asks about, as far as it helps to find others that ask the same. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly tags: readonly string[];
  /** The class in doubt; null when the flag points at no labelled thing. */
  readonly label: string | null;
  /** Width and height in image pixels; null when it points at no place. */
  readonly size: readonly [width: number, height: number] | null;
  /** Perceptual hash of the clean crop, 16 hex digits; null when there is none. */
  readonly look: string | null;
}

/** The question of a flag. What it is about is read from the records frozen in it, never from what they became. */
export function questionOf(flag: Flag): Question {
  const track = flag.frozen.find((record): record is Track => record.type === 'track') ?? null;
  return { id: flag.id, text: flag.text, tags: flag.tags, label: track?.label ?? null, size: sizeOf(flag, track), look: flag.look };
}

/** The thing itself where there is one; the region around it says more about the panel than about the thing. */
function sizeOf({ frozen, anchor }: Flag, track: Track | null): Question['size'] {
  const key = track === null ? undefined : frozen.find((record): record is Keyframe => record.type === 'keyframe' && record.track === track.id && record.shape !== null);
  const bounds = key?.shape === undefined || key.shape === null ? null : kindOf(key.shape).bounds(key.shape);
  if (bounds !== null) return [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  return anchor.region === null ? null : [anchor.region[2], anchor.region[3]];
}
