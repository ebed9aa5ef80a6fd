import { AppError } from '../base/errors.ts';
import type { TaskId, TrackId } from '../model/ids.ts';
import type { Finding } from '../model/records.ts';
import type { Mark, MarkedClip, ReadMarks } from './readMarks.ts';
import { rateOfMap, type ReviewMap } from './reviewMap.ts';
import { frameOfCode } from './timeCode.ts';

/** The check that people are: what they marked in a review clip. */
export const REVIEW_MARK = 'review.mark';

/** A mark as a finding on a frame of the clip, and on the thing that is meant. */
export type PlacedMark = Omit<Finding, 'id' | 'type' | 'author' | 'at' | 'verdict'>;

/** Why a mark could not be placed; each goes with a sentence. */
export interface LostMark {
  readonly why: 'time' | 'beyond' | 'object' | 'empty';
  readonly name: string;
  readonly row: number;
  readonly said: string;
}

export interface PlacedMarks {
  readonly placed: readonly PlacedMark[];
  /** What was not placed, and what was placed without the thing it names. */
  readonly lost: readonly LostMark[];
}

export interface PlaceInput {
  readonly marks: readonly ReadMarks[];
  /** The frame map they go through; null when the player wrote them and they say themselves where they belong. */
  readonly map: ReviewMap | null;
  readonly task: TaskId;
  /** Frames of the clip as it is now. */
  readonly frames: number;
  /** Which things are there. */
  readonly has: (track: TrackId) => boolean;
}

/** Brings marks to frames and things of the clip. Marks of another clip, or of another review clip than the map, are refused as a whole. */
export function placeMarks({ marks, map, ...input }: PlaceInput): PlacedMarks {
  const placed: PlacedMark[] = [];
  const lost: LostMark[] = [];
  for (const read of marks) {
    const { review, name } = read;
    if (map !== null && review !== null && review !== map.review) throw new AppError('review/other-review', `“${name}” was made in another review clip than the frame map is of. Choose the map that lies beside that one.`, { params: { name } });
    const of = map === null ? read.of : { task: map.task, item: map.item, frames: map.clip.frames };
    if (of === null) throw new AppError('review/no-map', `“${name}” names times in a review clip. Choose its frame map (“….map.json”, beside the review clip) together with it.`, { params: { name } });
    checkClip(of, input);
    for (const mark of read.marks) {
      const place = map === null ? sourceOf(mark, of) : throughMap(mark, map);
      const { finding, why, said } = settle(mark, { place, of, input, review: review ?? map?.review ?? '' });
      if (finding !== null) placed.push(finding);
      if (why !== null) lost.push({ why, name, row: mark.row, said });
    }
  }
  return { placed, lost };
}

function checkClip({ task, item: { name }, frames }: MarkedClip, now: Pick<PlaceInput, 'task' | 'frames'>): void {
  if (task !== now.task) throw new AppError('review/other-clip', `These marks belong to “${name}”. Open that clip, then bring them in.`, { params: { name } });
  if (frames === now.frames) return;
  throw new AppError('review/other-version', `“${name}” had ${frames} frames when its review clip was made and has ${now.frames} now: the file was changed. Make the review clip again.`, { params: { name, before: frames, now: now.frames } });
}

/** Where a mark points to: a frame of the clip, the things that may be meant, and where they were drawn. */
interface MarkPlace {
  readonly frame: number;
  readonly tracks: readonly string[];
  readonly box: (track: string) => readonly [number, number, number, number] | null;
}

type Found = MarkPlace | LostMark['why'];

function sourceOf({ source, object }: Mark, { frames }: MarkedClip): Found {
  if (source === null) return 'time';
  return source >= frames ? 'beyond' : { frame: source, tracks: object === '' ? [] : [object], box: () => null };
}

function throughMap(mark: Mark, map: ReviewMap): Found {
  if (mark.frame === null && mark.time === '') return 'empty';
  const at = mark.frame ?? frameOfCode(mark.time, rateOfMap(map));
  if (at === null) return 'time';
  // A player that has come to the end stands on the time at which the last frame ends.
  const shown = map.frames[at === map.video.frames ? at - 1 : at];
  if (shown === undefined) return 'beyond';
  const objects = map.objects.filter(({ number, track }) => (mark.object === '' ? shown.drawn.some(([drawn]) => drawn === number) : String(number) === mark.object.replace(/^#/, '') || track === mark.object));
  const box = (track: string): readonly [number, number, number, number] | null => {
    const drawn = shown.drawn.find(([number]) => objects.some((object) => object.number === number && object.track === track));
    return drawn === undefined ? null : [drawn[1], drawn[2], drawn[3], drawn[4]];
  };
  // Without a name only what is alone on its frame is surely meant.
  return { frame: shown.frame, tracks: mark.object === '' && objects.length > 1 ? [] : objects.map(({ track }) => track), box };
}

interface Settling {
  readonly place: Found;
  readonly of: MarkedClip;
  readonly review: string;
  readonly input: Pick<PlaceInput, 'task' | 'has'>;
}

function settle(mark: Mark, { place, of, review, input: { task, has } }: Settling): { readonly finding: PlacedMark | null; readonly why: LostMark['why'] | null; readonly said: string } {
  if (typeof place === 'string') return { finding: null, why: place, said: mark.frame === null ? mark.time : String(mark.frame) };
  const tracks = place.tracks.filter((track) => has(track as TrackId));
  const box = tracks[0] === undefined ? null : place.box(tracks[0]);
  const finding: PlacedMark = {
    task, check: REVIEW_MARK, version: 1, key: `${review} ${mark.id === '' ? `${place.frame} ${tracks.join(' ')} ${mark.note.slice(0, 200)}` : mark.id.slice(0, 200)}`.slice(0, 400), severity: 'warn',
    anchor: { item: of.item.id, frame: place.frame, tracks, region: box === null ? null : [...box] }, text: mark.note.slice(0, 4000), numbers: {},
  };
  return { finding, why: mark.object !== '' && tracks.length === 0 ? 'object' : null, said: mark.object };
}
