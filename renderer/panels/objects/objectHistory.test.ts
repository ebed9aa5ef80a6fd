import { expect, it } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Op } from '#shared/model/ops.ts';
import type { Step } from '../../document/history.ts';
import { historyOf } from './objectHistory.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(4).bytes);
const [one, two] = [newId() as TrackId, newId() as TrackId];
const step = (label: string, at: number, ids: readonly TrackId[], undone = false): Step => {
  const ops = ids.map((id): Op => ({ op: 'patch', id, set: { note: label } }));
  return { undone, transactions: [{ id: newId(), label, via: 'ui', undoes: null, at, parts: [{ stream: 't:x', ops, inverse: [] }] }] };
};

it('tells what was done to one object, newest first, and what it shared with others', () => {
  const steps = [step('track.setNote', 1, [one]), step('track.setLabel', 2, [one, two]), step('track.move', 3, [two]), step('track.setOrder', 4, [one], true)];
  expect(historyOf(steps, new Set([one]), () => true).map(({ label, at, undone, others }) => [label, at, undone, others])).toEqual([['track.setOrder', 4, true, 0], ['track.setLabel', 2, false, 1], ['track.setNote', 1, false, 0]]);
  expect(historyOf([], new Set([one]), () => true)).toEqual([]);
  // The record of a proposal is no other object.
  expect(historyOf(steps, new Set([one]), (id) => id !== two).map(({ others }) => others)).toEqual([0, 0, 0]);
});
