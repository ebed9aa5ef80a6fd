import type { TrackId } from '#shared/model/ids.ts';
import type { Loss } from '#shared/vision/motion/objectTracker.ts';

/** Why following a thing ended: where it was to end, at the thing's next keyframe, by the person, by its loss, or because a frame could not be read. */
export type TraceEnd = 'reached' | 'keyframe' | 'stopped' | 'failed' | Loss;

/** A thing is being followed. Frames; `to` lies before `from` on the way back. */
export interface TraceRun {
  readonly track: TrackId;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** What came of it. `frame` is the last one on which it was found, or for a loss the first on which it was not. */
export interface TraceResult {
  readonly track: TrackId;
  readonly frame: number;
  readonly why: TraceEnd;
  readonly keys: number;
}

export interface TraceState {
  readonly run: TraceRun | null;
  readonly result: TraceResult | null;
}

/** The camera is being measured; frames. */
export interface SurveyRun {
  readonly at: number;
  readonly frames: number;
}
