import type { ReadDocument } from '#shared/model/document.ts';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import type { LabelRecord, Track } from '#shared/model/records.ts';
import { answers } from '#shared/query/evaluate.ts';
import { parseQuery } from '#shared/query/parse.ts';
import type { Vocabulary } from '#shared/query/syntax.ts';
import { trackSubject, type Watching } from '#shared/query/trackSubject.ts';
import type { Session } from '../session/sessionStore.ts';

const NONE: readonly string[] = [];
const known = new WeakMap<readonly LabelRecord[], { readonly relations: readonly string[]; readonly words: Vocabulary }>();

/** What a project's labels, and the names of relations it offers, bring into the language of questions. The same object for the same two. */
export function vocabularyOf(labels: readonly LabelRecord[], relations: readonly string[] = NONE): Vocabulary {
  const before = known.get(labels);
  if (before?.relations === relations) return before.words;
  const words = { labels: labels.map(({ name }) => name), relations, attributes: labels.flatMap(({ attributes }) => attributes) };
  known.set(labels, { relations, words });
  return words;
}

/** Tracks with an open conflict on themselves or on a keyframe of theirs. */
export function disputedTracks(document: ReadDocument): ReadonlySet<TrackId> {
  const objects = new Set(document.all('conflict').filter(({ state }) => state === 'open').map(({ object }) => object));
  if (objects.size === 0) return new Set();
  return new Set(document.tracks().filter(({ id }) => objects.has(id) || objects.has(keyframeIdOf(id, 0)) || document.keyframesOf(id).some((key) => objects.has(key.id))).map(({ id }) => id));
}

export interface Asked {
  readonly document: ReadDocument;
  readonly labels: readonly LabelRecord[];
  /** Frames of the clip; 1 of a still picture. */
  readonly frames: number;
  readonly picture: Watching['picture'];
  readonly session: Pick<Session, 'frame' | 'hidden' | 'selection'>;
}

/** Tells of a track whether it is what was asked for. A question that cannot be read asks for everything. */
export function matcherOf(question: string, { document, labels, session, frames, picture }: Asked): (track: Track) => boolean {
  const { query } = parseQuery(question, vocabularyOf(labels));
  if (query === null || (query.is === 'all' && query.parts.length === 0)) return () => true;
  const watching = { frame: session.frame, frames, picture, hidden: session.hidden, selected: session.selection, inConflict: disputedTracks(document) };
  return (track) => answers(query, trackSubject(document, track, watching));
}
