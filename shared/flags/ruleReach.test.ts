import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { APPLIES_TO_NONE, type AppliesWhen } from '../model/guideline.ts';
import { keyframeIdOf, type ItemId, type LabelId, type TaskId, type TrackId } from '../model/ids.ts';
import type { Keyframe, TaskState, Track } from '../model/records.ts';
import { isMeant, ruleReach } from './ruleReach.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(5).bytes);
const [car, tree] = [newId() as LabelId, newId() as LabelId];

function thing(label: LabelId, side: number, more: Partial<Track> = {}): readonly [Track, Keyframe] {
  const id = newId() as TrackId;
  const track: Track = { id, type: 'track', kind: 'box', label, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null, ...more };
  return [track, { id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, shape: { kind: 'box', x: 0, y: 0, width: side * 2, height: side / 2, angle: 0 }, occluded: false, truncated: false }];
}

const when = (set: Partial<AppliesWhen>): AppliesWhen => ({ ...APPLIES_TO_NONE, ...set });
const meant = (set: Partial<AppliesWhen>, [track, key]: readonly [Track, Keyframe]): boolean => isMeant(when(set), track, [key]);

describe('to what a rule applies', () => {
  it('is nothing while it says nothing', () => {
    expect(meant({}, thing(car, 20))).toBe(false);
  });

  it('follows class, attributes and size together', () => {
    expect(meant({ labels: [car] }, thing(car, 20))).toBe(true);
    expect(meant({ labels: [car] }, thing(tree, 20))).toBe(false);
    expect(meant({ labels: [car], smallerThan: 21 }, thing(car, 20))).toBe(true);
    expect(meant({ labels: [car], smallerThan: 20 }, thing(car, 20))).toBe(false);
    expect(meant({ largerThan: 19 }, thing(car, 20))).toBe(true);
    expect(meant({ attributes: [{ key: 'parked', value: true }] }, thing(car, 20, { 'a:parked': true }))).toBe(true);
    expect(meant({ attributes: [{ key: 'parked', value: true }] }, thing(car, 20))).toBe(false);
  });

  it('counts only what is finished', () => {
    const task = (progress: TaskState['progress']): TaskState => ({ id: newId(), type: 'task', task: newId() as TaskId, item: newId() as ItemId, progress, hold: null, effort: null });
    const states = [task('done'), task('done'), task('active')];
    const tasks = states.map((state) => ({ task: state.task as string, records: [...thing(car, 20), ...thing(car, 30), ...thing(tree, 30)] }));
    expect(ruleReach(when({ labels: [car] }), [], { tasks, states })).toEqual({ people: 0, provisional: 0, tasks: 2, things: 4 });
    expect(ruleReach(APPLIES_TO_NONE, [], { tasks, states })).toMatchObject({ tasks: 0, things: 0 });
  });
});
