import { keyframeIdOf, type LabelId, type TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Keyframe, Track } from '../model/records.ts';
import type { Values } from './importAttributes.ts';

export interface StillThing {
  readonly id: TrackId;
  readonly label: LabelId | null;
  readonly shape: Shape;
  readonly z: number;
  readonly note: string | null;
  readonly occluded: boolean;
  /** Not every format knows these. */
  readonly truncated?: boolean;
  readonly difficult?: boolean;
  readonly group?: number | null;
  readonly onTrack: Values;
  readonly onKeyframe: Values;
}

/** One labelled thing of a still picture: its track and its only keyframe. */
export function stillTrack(thing: StillThing): readonly [Track, Keyframe] {
  const { id, label, shape, z, note, occluded } = thing;
  return [
    { ...thing.onTrack, id, type: 'track', kind: shape.kind, label, extent: 'still', z, note, locked: false, pinned: false, difficult: thing.difficult ?? false, group: thing.group ?? null },
    { ...thing.onKeyframe, id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, shape, occluded, truncated: thing.truncated ?? false },
  ];
}
