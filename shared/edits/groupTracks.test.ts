import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { applyTo } from '../model/ops.ts';
import { recordOf, unitsOf } from '../sync/units.ts';
import { createTrack } from './createTrack.ts';
import { isRefusal, type Edit, type EditContext } from './edit.ts';
import { groupTracks, tracksOfGroups, ungroupTracks } from './groupTracks.ts';

const newId = uuidMaker({ now: () => 1, ticks: () => 1 }, seeded(4).bytes);
const context: EditContext = { newId, now: 1, actor: 'ann' };
const document = new BookDocument(new Map());
const run = <Args>(edit: Edit<Args>, args: Args): string | number => {
  const ops = edit.run(document, args, context);
  if (isRefusal(ops)) return ops.refused;
  document.refresh(applyTo(document.book, ops).touched);
  return ops.length;
};
const made = Array.from({ length: 5 }, () => newId() as TrackId);
for (const id of made) run(createTrack, { id, frame: 0, shape: { kind: 'box', x: 0, y: 0, width: 5, height: 5, angle: 0 }, label: null, extent: 'still', attributes: {} });
const groups = (): (number | null)[] => made.map((id) => document.track(id)?.group ?? null);

describe('groups', () => {
  it('take the smallest free number, take things from other groups, and are not made twice', () => {
    expect(run(groupTracks, { tracks: made.slice(0, 2) })).toBe(2);
    expect(run(groupTracks, { tracks: made.slice(2, 4) })).toBe(2);
    expect(groups()).toEqual([1, 1, 2, 2, null]);
    expect(run(groupTracks, { tracks: made.slice(0, 2) })).toBe(0);
    expect(run(groupTracks, { tracks: made.slice(1, 3) })).toBe(2);
    expect(groups()).toEqual([1, 3, 3, 2, null]);
    expect(tracksOfGroups(document, [3])).toHaveLength(2);
    expect(run(ungroupTracks, { tracks: made })).toBe(4);
    expect(run(groupTracks, { tracks: made.slice(3) })).toBe(2);
    expect(groups()).toEqual([null, null, null, 1, 1]);
  });

  it('need two things, and something to take apart', () => {
    expect(run(groupTracks, { tracks: made.slice(0, 1) })).toBe('edit/group-needs-two');
    expect(run(ungroupTracks, { tracks: made.slice(0, 2) })).toBe('edit/not-grouped');
  });

  it('travel as a unit of their own, and cost nothing where there is none', () => {
    const [grouped, alone] = [document.track(made[3] as TrackId), document.track(made[0] as TrackId)];
    if (grouped === undefined || alone === undefined) throw new Error('both are there');
    expect(unitsOf(grouped)).toMatchObject({ 'meta.group': 1 });
    expect(unitsOf(alone)).not.toHaveProperty('meta.group');
    expect(recordOf('track', alone.id, unitsOf(alone))).toEqual(alone);
    expect(recordOf('track', grouped.id, unitsOf(grouped))).toEqual(grouped);
  });
});
