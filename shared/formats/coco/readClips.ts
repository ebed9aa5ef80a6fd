import { frameIdOf, keyframeIdOf, taskIdOf, type ItemId, type TrackId } from '../../model/ids.ts';
import type { DocumentRecord, FrameRecord, Keyframe, Track } from '../../model/records.ts';
import type { Imported, TargetItem } from '../format.ts';
import { looseOf } from '../loose.ts';
import type { CocoFrame, CocoImage } from './readIndex.ts';

/** What was read of one frame: each thing as if the frame were a picture, and which of them belong to this frame alone. */
interface FrameRead {
  readonly records: readonly DocumentRecord[];
  /** By the ids the file gives them. */
  readonly still: ReadonlySet<string>;
}

interface ClipRead {
  readonly item: TargetItem;
  readonly frames: Map<number, FrameRead>;
  readonly proofs: Map<number, FrameRecord>;
}

/** Ids of things that the file marks as belonging to their frame alone. */
export function stillIn({ annotations }: CocoImage): ReadonlySet<string> {
  return new Set(annotations.flatMap((annotation) => {
    const ours = looseOf(annotation['sightline']);
    return ours?.['still'] === true && typeof ours['id'] === 'string' ? [ours['id']] : [];
  }));
}

/** Frames of clips on their way back: what has one name on several frames is one thing that goes through time. */
export class ClipsRead {
  readonly #clips = new Map<string, ClipRead>();

  /** A labelled frame, with or without things on it: where nothing is, something may have ended. */
  saw(item: TargetItem, { frame, proof }: CocoFrame): void {
    const clip = this.#clips.get(item.id) ?? { item, frames: new Map<number, FrameRead>(), proofs: new Map<number, FrameRecord>() };
    this.#clips.set(item.id, clip);
    const task = taskIdOf(item.id as ItemId);
    if (!clip.frames.has(frame)) clip.frames.set(frame, { records: [], still: new Set() });
    if (proof !== null) clip.proofs.set(frame, { id: frameIdOf(task, frame), type: 'frame', task, frame, proof });
  }

  add(item: TargetItem, frame: number, read: FrameRead): void {
    this.#clips.get(item.id)?.frames.set(frame, read);
  }

  *all(): Generator<Imported> {
    for (const { item, frames, proofs } of this.#clips.values()) {
      const records = [...throughTime(frames), ...proofs.values()];
      if (records.some(({ type }) => type === 'track')) yield { item, records };
    }
  }
}

/** Each thing with a keyframe on every labelled frame it was seen on, and an end on the first one on which it was not. */
function throughTime(frames: ReadonlyMap<number, FrameRead>): readonly DocumentRecord[] {
  const labelled = [...frames.keys()].sort((a, b) => a - b);
  const things = new Map<TrackId, { readonly track: Track; readonly keys: Map<number, Keyframe> }>();
  for (const frame of labelled) {
    const { records = [], still = new Set<string>() } = frames.get(frame) ?? {};
    for (const track of records.filter((record) => record.type === 'track')) {
      const key = records.find((record) => record.type === 'keyframe' && record.track === track.id);
      if (key?.type !== 'keyframe') continue;
      const thing = things.get(track.id) ?? { track: { ...track, extent: still.has(track.id) ? 'still' : 'span' }, keys: new Map<number, Keyframe>() };
      things.set(track.id, thing);
      thing.keys.set(frame, { ...key, id: keyframeIdOf(track.id, frame), frame });
    }
  }
  return [...things.values()].flatMap(({ track, keys }) => [track, ...keys.values(), ...(track.extent === 'span' ? ends(track, keys, labelled) : [])]);
}

function ends(track: Track, keys: ReadonlyMap<number, Keyframe>, labelled: readonly number[]): readonly Keyframe[] {
  return labelled.flatMap((frame, at): readonly Keyframe[] => {
    const before = labelled[at - 1];
    if (keys.has(frame) || before === undefined || !keys.has(before)) return [];
    return [{ id: keyframeIdOf(track.id, frame), type: 'keyframe', track: track.id, frame, shape: null, occluded: false, truncated: false }];
  });
}
