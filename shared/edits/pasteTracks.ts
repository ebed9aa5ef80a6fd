import type { Point } from '../geometry/point.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import type { Relation, Track } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { newGroups } from './groupTracks.ts';
import { labelOf } from './labelRules.ts';
import { relationsAs } from './relateTracks.ts';
import { newKeyframe, shapeRefusal, topZ } from './shapeRules.ts';

/** A copied thing: how it was on the frame it was copied from. */
export interface Copied {
  readonly track: Track;
  readonly shape: Shape;
  /** What it is to others that were copied with it. */
  readonly relations: readonly Relation[];
}

/** What `paste` takes: the given things as they are on a frame, in painting order. */
export function copyTracks(document: ReadDocument, tracks: ReadonlySet<TrackId>, frame: number): readonly Copied[] {
  return document.tracks().flatMap((track) => {
    const shape = tracks.has(track.id) ? shapeAt(document, track.id, frame) : null;
    return shape === null ? [] : [{ track, shape, relations: document.relationsOf(track.id).filter(({ from, to }) => from === track.id && tracks.has(to)) }];
  });
}

export interface PasteTracksArgs {
  readonly copies: readonly Copied[];
  readonly frame: number;
  readonly by: Point;
  /** The new ids, one per copy, chosen by who wants to select them; null lets the edit choose. */
  readonly ids: readonly TrackId[] | null;
  /** What the copies are; still unless it is said. */
  readonly extent?: 'still' | 'span';
}

/** Puts copies into the document, on top. A label the project does not have is left off. Duplicating is copy and paste. */
export const pasteTracks = edit<PasteTracksArgs>('track.paste', (document, { copies, frame, by, ids, extent = 'still' }, { newId }) => {
  if (copies.length === 0) return refused('edit/nothing-to-paste');
  const ops: Op[] = [];
  const top = topZ(document);
  const groups = newGroups(document);
  const became = new Map<TrackId, TrackId>();
  for (const [index, copy] of copies.entries()) {
    const shape = kindOf(copy.shape).translate(copy.shape, by);
    const no = shapeRefusal(shape);
    if (no !== null) return no;
    const id = ids?.[index] ?? (newId() as TrackId);
    if (document.get(id) !== undefined) return refused('edit/exists');
    const label = labelOf(document, copy.track.label) === undefined ? null : copy.track.label;
    became.set(copy.track.id, id);
    ops.push({ op: 'put', record: { ...copy.track, id, label, extent, z: top + index, locked: false, group: groups.of(copy.track.group) } }, { op: 'put', record: newKeyframe(id, frame, shape) });
  }
  return [...ops, ...relationsAs(document, copies.flatMap(({ relations }) => relations), (end) => became.get(end) ?? null)];
});
