import type { ReadDocument } from '../model/document.ts';
import type { TaskId, TrackId } from '../model/ids.ts';
import type { DocumentRecord, RecordType } from '../model/records.ts';
import { lifeOf } from '../model/trackLife.ts';
import { planMoments, planRuns, type FrameRun, type PlannedSpan } from './planReview.ts';
import { riskyMoments, type Moment } from './risk.ts';

/** What goes into a review clip. */
export const REVIEW_CONTENTS = ['risky', 'flagged', 'chosen', 'range', 'whole'] as const;
export type ReviewContent = (typeof REVIEW_CONTENTS)[number];

export interface ComposeInput {
  readonly document: ReadDocument;
  readonly task: TaskId;
  /** Frames of the clip, and frames a second. */
  readonly frames: number;
  readonly rate: number;
  readonly content: ReviewContent;
  readonly chosen: ReadonlySet<TrackId>;
  readonly range: FrameRun | null;
  /** Only the chosen things are drawn and looked at. */
  readonly onlyChosen: boolean;
  readonly mostSeconds: number;
}

/** One thing of a review clip: its number is by when it is seen first, so that it stays the same from clip to clip of one state. */
export interface NumberedTrack {
  readonly number: number;
  readonly track: TrackId;
  readonly label: string;
  readonly color: string;
}

const NO_LABEL = '#9aa3b2';
/** Records that say where things are; whatever else is in a document is no business of a review clip. */
const DRAWN: ReadonlySet<RecordType> = new Set(['track', 'keyframe', 'camera', 'cameraPath']);

/** The parts of the clip, each with the reasons for it. Frames that were left out of the clip are left out of it. */
export function partsOf({ document, task, frames, rate, content, chosen, range, onlyChosen, mostSeconds }: ComposeInput): readonly PlannedSpan[] {
  const deleted = document.all('stretch').filter(({ is }) => is === 'deleted');
  const tracks = onlyChosen ? chosen : null;
  const said = [...flagged(document, task), ...found(document, task)].filter((moment) => tracks === null || moment.tracks.length === 0 || moment.tracks.some((track) => tracks.has(track)));
  const moments = [...riskyMoments({ document, frames, rate, tracks }), ...said];
  switch (content) {
    case 'risky':
      return planMoments({ moments, frames, rate, deleted, mostSeconds });
    case 'flagged':
      return planMoments({ moments: said, frames, rate, deleted, mostSeconds: Infinity });
    case 'chosen':
      return planRuns([...chosen].flatMap((track) => seenRun(document, track, frames)), { moments: moments.filter((moment) => moment.tracks.some((track) => chosen.has(track))), frames, deleted });
    case 'range':
      return planRuns(range === null ? [] : [range], { moments, frames, deleted });
    case 'whole':
      return planRuns([{ from: 0, to: frames - 1 }], { moments, frames, deleted });
  }
}

/** The things that are drawn, by when they are seen first. */
export function numberedTracks({ document, chosen, onlyChosen }: Pick<ComposeInput, 'document' | 'chosen' | 'onlyChosen'>): readonly NumberedTrack[] {
  const first = (id: TrackId): number => document.keyframesOf(id)[0]?.frame ?? Infinity;
  const all = document.tracks().filter(({ id }) => document.keyframesOf(id).length > 0).toSorted((a, b) => first(a.id) - first(b.id) || (a.id < b.id ? -1 : 1));
  return all.flatMap((track, at) => {
    if (onlyChosen && !chosen.has(track.id)) return [];
    const label = track.label === null ? undefined : document.get(track.label);
    const known = label?.type === 'label' ? label : null;
    return [{ number: at + 1, track: track.id, label: known?.name ?? '', color: known?.color ?? NO_LABEL }];
  });
}

/** What says where they are. */
export function recordsDrawn(document: ReadDocument, tracks: ReadonlySet<TrackId>): readonly DocumentRecord[] {
  return [...DRAWN].flatMap((type) => document.all(type)).filter((record) => (record.type === 'track' ? tracks.has(record.id) : record.type === 'keyframe' ? tracks.has(record.track) : true));
}

function seenRun(document: ReadDocument, track: TrackId, frames: number): readonly FrameRun[] {
  const record = document.track(track);
  const life = record === undefined ? null : lifeOf(document.keyframesOf(track), record.extent, frames);
  return life === null ? [] : [{ from: life.first, to: life.last }];
}

function flagged(document: ReadDocument, task: TaskId): readonly Moment[] {
  return document.flags().filter((flag) => flag.task === task).map(({ anchor }) => ({ why: 'flag', frame: anchor.frame, tracks: anchor.tracks as TrackId[], amount: 0, weight: 6 }));
}

function found(document: ReadDocument, task: TaskId): readonly Moment[] {
  return document.all('finding').filter((finding) => finding.task === task && finding.verdict === null).map(({ anchor }) => ({ why: 'finding', frame: anchor.frame, tracks: anchor.tracks as TrackId[], amount: 0, weight: 6 }));
}
