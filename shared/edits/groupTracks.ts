import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { edit, refused } from './edit.ts';

/**
 * Puts things into one group, under the smallest number that no group of the task has. What was in another group leaves
 * it; things that are one whole group already are left as they are.
 */
export const groupTracks = edit<{ readonly tracks: readonly TrackId[] }>('track.group', (document, { tracks }) => {
  const there = tracks.flatMap((id) => document.track(id) ?? []);
  if (there.length < 2) return refused('edit/group-needs-two');
  const [first] = there;
  const own = first?.group ?? null;
  if (own !== null && there.every(({ group }) => group === own) && tracksOfGroups(document, [own]).length === there.length) return [];
  const group = smallestFree(new Set(document.tracks().map((track) => track.group)));
  return there.map(({ id }) => ({ op: 'patch', id, set: { group } }));
});

/** Takes things out of their groups. */
export const ungroupTracks = edit<{ readonly tracks: readonly TrackId[] }>('track.ungroup', (document, { tracks }) => {
  const grouped = tracks.flatMap((id) => document.track(id) ?? []).filter(({ group }) => group !== null);
  return grouped.length === 0 ? refused('edit/not-grouped') : grouped.map(({ id }) => ({ op: 'patch', id, set: { group: null } }));
});

/** Everything that is in one of these groups. */
export function tracksOfGroups(document: ReadDocument, groups: readonly number[]): readonly TrackId[] {
  const asked = new Set(groups);
  return document.tracks().filter(({ group }) => group !== null && asked.has(group)).map(({ id }) => id);
}

/** Numbers for copies: what was together stays together, and apart from what is there. */
export function newGroups(document: ReadDocument): { of(old: number | null): number | null } {
  const taken = new Set(document.tracks().map(({ group }) => group));
  const given = new Map<number, number>();
  return {
    of(old) {
      if (old === null) return null;
      const known = given.get(old) ?? smallestFree(taken);
      given.set(old, known);
      taken.add(known);
      return known;
    },
  };
}

function smallestFree(taken: ReadonlySet<number | null>): number {
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}
