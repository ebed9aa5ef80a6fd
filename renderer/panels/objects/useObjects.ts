import { useMemo } from 'react';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import { keyframeIdOf, type LabelId, type TrackId } from '#shared/model/ids.ts';
import type { LabelRecord, Track } from '#shared/model/records.ts';
import { regionOf } from '../../commands/object.commands.ts';
import { useBench, useSession, useWork } from '../benchContext.ts';

export interface ObjectsView {
  /** Topmost first. */
  readonly tracks: readonly Track[];
  readonly total: number;
  readonly conflicts: number;
  readonly labelOf: (id: LabelId | null) => LabelRecord | null;
  readonly isHidden: (id: TrackId) => boolean;
  readonly inConflict: (id: TrackId) => boolean;
  readonly hide: (id: TrackId) => void;
  readonly show: (id: TrackId) => void;
  readonly remove: (id: TrackId) => void;
}

/** What the object list shows, and what its rows can do. */
export function useObjects(document: ReadDocument | null, onlyConflicts: boolean): ObjectsView {
  const bench = useBench();
  const revision = useWork((work) => work.revision);
  const labels = useWork((work) => work.labels);
  const hidden = useSession((session) => session.hidden);
  const byId = useMemo(() => new Map(labels.map((label) => [label.id, label])), [labels]);
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  const disputed = useMemo(() => disputedTracks(now.document), [now]);
  const all = useMemo(() => [...(now.document?.tracks() ?? [])].reverse(), [now]);
  return {
    tracks: onlyConflicts ? all.filter(({ id }) => disputed.has(id)) : all,
    total: all.length,
    conflicts: disputed.size,
    labelOf: (id) => (id === null ? null : (byId.get(id) ?? null)),
    isHidden: (id) => hidden.has(id),
    inConflict: (id) => disputed.has(id),
    hide: (id) => bench.session.setState({ hidden: flipped(hidden, id) }),
    show: (id) => {
      const region = regionOf(bench, [id]);
      if (region !== null) bench.work.getState().stage?.show(region);
    },
    remove: (id) => void bench.deeds.commit(removeTracks, { tracks: [id] }),
  };
}

function flipped(set: ReadonlySet<TrackId>, id: TrackId): ReadonlySet<TrackId> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Tracks with an open conflict on themselves or on a keyframe of theirs. */
function disputedTracks(document: ReadDocument | null): ReadonlySet<TrackId> {
  const objects = new Set((document?.all('conflict') ?? []).filter(({ state }) => state === 'open').map(({ object }) => object));
  if (document === null || objects.size === 0) return new Set();
  return new Set(document.tracks().filter(({ id }) => objects.has(id) || objects.has(keyframeIdOf(id, 0)) || document.keyframesOf(id).some((key) => objects.has(key.id))).map(({ id }) => id));
}
