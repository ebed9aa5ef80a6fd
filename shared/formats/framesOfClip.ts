import { deletedStretches } from '../edits/stretches.ts';
import { labelledFrames, proofsOf } from '../edits/frames.ts';
import { keyframeWith, stateAt } from '../edits/timeRules.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Keyframe, Proof, Track } from '../model/records.ts';
import type { FormatDocument } from './format.ts';

/** One labelled frame of a clip, with everything that is seen on it, as if it were a picture. */
export interface ClipFrame {
  readonly frame: number;
  /** What the frame looked like when it was labelled; null when nobody has looked yet. */
  readonly proof: Proof | null;
  readonly records: readonly (Track | Keyframe)[];
  /** Things of this frame alone, which do not go through time. */
  readonly still: ReadonlySet<TrackId>;
}

export interface SplitClip {
  readonly frames: readonly ClipFrame[];
  /** Labelled frames that are left out because people left them out of the clip. */
  readonly deleted: number;
}

/**
 * The labelled frames of a clip for formats that know pictures only: on each of them every thing that is seen there,
 * those between two keyframes as well. Null when nothing on the item goes through time.
 */
export function framesOfClip({ records }: FormatDocument): SplitClip | null {
  if (!records.some((record) => record.type === 'track' && record.extent === 'span')) return null;
  const document = new BookDocument(new Map(records.map((record) => [record.id, record])));
  const gone = deletedStretches(document);
  const proofs = proofsOf(document);
  const all = labelledFrames(document);
  const kept = all.filter((frame) => !gone.some(({ from, to }) => frame >= from && frame <= to));
  const still = new Set(document.tracks().filter(({ extent }) => extent === 'still').map(({ id }) => id));
  const frames = kept.map((frame): ClipFrame => ({ frame, proof: proofs.get(frame)?.proof ?? null, records: document.tracks().flatMap((track) => stillOf(document, track, frame)), still }));
  return { frames, deleted: all.length - kept.length };
}

function stillOf(document: BookDocument, track: Track, frame: number): readonly (Track | Keyframe)[] {
  const state = stateAt(document, { track: track.id, frame });
  return state === null ? [] : [{ ...track, extent: 'still' }, keyframeWith({ track: track.id, frame: 0 }, state)];
}
