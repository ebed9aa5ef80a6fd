import { must } from '../base/must.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { Keyframe, Track } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { relationsAs } from './relateTracks.ts';
import { removalOps } from './shapeRules.ts';
import { endOp, keyframeWith, spanOps } from './timeRules.ts';

export interface MergeTracksArgs {
  readonly tracks: readonly TrackId[];
  /** Between the end of one and the beginning of the next: `fill` lets the thing move across, `leave` keeps it out of sight there. */
  readonly gap: 'fill' | 'leave';
}

interface Part {
  readonly track: Track;
  readonly keys: readonly Keyframe[];
  readonly first: number;
  readonly last: number;
}

/** Several things become one that lasts as long as all of them: the earliest keeps its name, label and attributes, and is to others what any of them was. None may be keyed while another is. */
export const mergeTracks = edit<MergeTracksArgs>('track.merge', (document, { tracks, gap }) => {
  const parts = [...new Set(tracks)].flatMap((id) => partOf(document, id) ?? []).sort((a, b) => a.first - b.first);
  const [kept, ...others] = parts;
  if (kept === undefined || others.length === 0) return refused('edit/needs-two-tracks');
  if (others.some(({ track }) => track.kind !== kept.track.kind)) return refused('edit/other-kind');
  if (parts.some((part, at) => at > 0 && part.first <= (parts[at - 1]?.last ?? -1))) return refused('edit/meet-in-time');
  const gone = new Set(others.map(({ track }) => track.id));
  const relations = new Set(others.flatMap(({ track }) => document.relationsOf(track.id)));
  return [
    ...spanOps(document, kept.track.id),
    ...parts.flatMap((part, at) => joinOps({ part, next: parts[at + 1] })),
    ...removalOps(document, [...gone]),
    ...relationsAs(document, [...relations], (end) => (gone.has(end) ? kept.track.id : end)),
  ];

  function joinOps({ part, next }: { readonly part: Part; readonly next: Part | undefined }): readonly Op[] {
    const id = must(kept, 'checked above').track.id;
    const own = part.track.id === id;
    // What only ended the part gives way to what the gap is to be.
    const stays = part.keys.filter((key) => next === undefined || key.frame <= part.last);
    const drops = own ? part.keys.filter((key) => !stays.includes(key)).map((key): Op => ({ op: 'remove', id: key.id })) : [];
    const copies = own ? [] : stays.map((key): Op => ({ op: 'put', record: keyframeWith({ track: id, frame: key.frame }, key) }));
    const end = part.keys.find((key) => key.frame > part.last)?.frame ?? part.last + 1;
    return [...drops, ...copies, ...(next !== undefined && gap === 'leave' && end < next.first ? [endAt(id, end)] : [])];
  }

  function endAt(track: TrackId, frame: number): Op {
    const op = endOp(document, { track, frame });
    // The old ending was taken out above, so it is put anew.
    return op.op === 'patch' ? { op: 'put', record: { ...must(document.keyframeAt(track, frame), 'it was patched'), shape: null } } : op;
  }
});

function partOf(document: ReadDocument, id: TrackId): Part | null {
  const track = document.track(id);
  const keys = document.keyframesOf(id);
  const seen = keys.filter(({ shape }) => shape !== null);
  const [first, last] = [seen[0], seen.at(-1)];
  return track === undefined || first === undefined || last === undefined ? null : { track, keys: keys.filter((key) => key.frame >= first.frame), first: first.frame, last: last.frame };
}
