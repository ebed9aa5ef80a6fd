import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedId, type Uuid } from '../base/id.ts';
import { must } from '../base/must.ts';
import { keyframeIdOf, type TrackId } from '../model/ids.ts';
import { merge, type MergeContext, type Merged } from './merge.ts';
import { OP_VERSION, type ObjectRow, type SyncOp } from './op.ts';
import { LIFE } from './units.ts';

const id = (name: string): Uuid => derivedId('00000000-0000-4000-8000-000000000000' as Uuid, name);
const TRACK = id('track');
const KEY = keyframeIdOf(TRACK as TrackId, 3);
const ANNA: MergeContext = { seq: 10, actor: 'anna', rank: 'person', now: 5 };
const box = (x: number): SyncOp['set'] & object => ({ kind: 'box', x, y: 0, width: 100, height: 100, angle: 0 });

function op(part: Partial<SyncOp>): SyncOp {
  return { v: OP_VERSION, id: id('op'), dev: id('dev'), dseq: 1, stream: `t:${id('task')}`, kind: 'set', obj: TRACK, type: 'track', lease: 1, schema: 0, at: 0, via: 'ui', ...part };
}

/** `z` and `note` were written by ben at 4 and 6; `seq` 6. */
function row(part: Partial<ObjectRow> = {}): ObjectRow {
  return { id: TRACK, type: 'track', frame: null, seq: 6, deleted: false, units: { z: [1, 4, id('ben z'), 'ben', false], note: ['old', 6, id('ben note'), 'ben', false] }, ...part };
}

function outcome({ status, code, seq, conflicts, next }: Merged): object {
  return { status, code, seq, conflicts: conflicts.map(({ reason, unit, state }) => `${reason} ${unit} ${state}`), z: next?.units['z']?.[0], deleted: next?.deleted };
}

const nothing = { code: null, seq: null, conflicts: [], z: undefined, deleted: undefined };
const wrote = { status: 'applied', code: null, seq: 10, conflicts: [], deleted: false };
const machineRow = row({ units: { z: [1, 4, id('bot'), 'bot', true] } });
const deletedRow = row({ deleted: true, units: { ...row().units, [LIFE]: [true, 6, id('ben del'), 'ben', false] } });
const shapeRow = (x: number): ObjectRow => row({ id: KEY, type: 'keyframe', units: { geom: [box(x), 4, id('ben geom'), 'ben', false] } });
const onKey = { obj: KEY, type: 'keyframe' as const };

type Row = readonly [name: string, current: ObjectRow | null, incoming: SyncOp, expected: object, context?: MergeContext];

const TABLE: readonly Row[] = [
  ['put, absent', null, op({ kind: 'put', set: { z: 7 } }), { ...wrote, z: 7 }],
  ['put, present, id of chance', row(), op({ kind: 'put', set: { z: 7 } }), { ...nothing, status: 'rejected', code: 'exists' }],
  ['put, present, derived id', shapeRow(0), op({ ...onKey, kind: 'put', set: { geom: box(500) } }), { ...nothing, status: 'conflict', conflicts: ['stale geom open'] }],
  ['put, made by a change it swallowed', row(), op({ kind: 'put', set: { z: 7 }, folds: [id('ben z')] }), { ...wrote, z: 7 }],
  ['set, untouched since', row(), op({ set: { z: 7 }, base: { z: 4 } }), { ...wrote, z: 7 }],
  ['set, after an own op', row(), op({ set: { z: 7 }, base: { z: 2 }, after: { z: [id('ben z')] } }), { ...wrote, z: 7 }],
  ['set, equal value', row(), op({ set: { z: 1 }, base: { z: 0 } }), { ...nothing, status: 'noop', seq: 6 }],
  ['set, some stale', row(), op({ set: { z: 7, note: 'new' }, base: { z: 4, note: 5 } }), { ...wrote, status: 'merged', z: 7, conflicts: ['stale note open'] }],
  ['set, all stale', row(), op({ set: { z: 7 }, base: { z: 3 } }), { ...nothing, status: 'conflict', conflicts: ['stale z open'] }],
  ['set, stale over a machine', machineRow, op({ set: { z: 7 }, base: { z: 0 } }), { ...wrote, z: 7, conflicts: ['over_machine z info'] }],
  ['set by a machine, stale over a machine', machineRow, op({ set: { z: 7 }, base: { z: 0 } }), { ...nothing, status: 'conflict', conflicts: ['stale z open'] }, { ...ANNA, rank: 'machine' }],
  ['set by the review round, stale', row(), op({ set: { z: 7 }, base: { z: 0 } }), { ...wrote, z: 7, conflicts: ['review z open'] }, { ...ANNA, rank: 'review' }],
  ['set, stale but nearly equal', shapeRow(0), op({ ...onKey, set: { geom: box(0.9) }, base: { geom: 0 } }), { ...nothing, status: 'merged', seq: 6, conflicts: ['near_equal geom info'] }],
  ['set on deleted', deletedRow, op({ set: { z: 7 }, base: { z: 4 } }), { ...nothing, status: 'conflict', conflicts: ['edit_of_deleted * open'] }],
  ['set, absent', null, op({ set: { z: 7 } }), { ...nothing, status: 'rejected', code: 'no_object' }],
  ['del, seen', row(), op({ kind: 'del', base: { [LIFE]: 6 } }), { ...wrote, z: 1, deleted: true }],
  ['del, newer than seen', row(), op({ kind: 'del', base: { [LIFE]: 5 } }), { ...nothing, status: 'conflict', conflicts: ['del_vs_edit * open'] }],
  ['del, newer by an own op', row(), op({ kind: 'del', base: { [LIFE]: 5 }, after: { [LIFE]: [id('ben note')] } }), { ...wrote, z: 1, deleted: true }],
  ['del of deleted', deletedRow, op({ kind: 'del', base: { [LIFE]: 1 } }), { ...nothing, status: 'noop', seq: 6 }],
  ['restore of what was seen deleted', deletedRow, op({ kind: 'restore', set: { z: 7 }, base: { [LIFE]: 6 } }), { ...wrote, z: 7 }],
  ['restore after the own delete', deletedRow, op({ kind: 'restore', set: {}, base: { [LIFE]: 6 }, after: { [LIFE]: [id('ben del')] } }), { ...wrote, z: 1 }],
  ['restore, deleted again unseen', deletedRow, op({ kind: 'restore', set: { z: 7 }, base: { [LIFE]: 5 } }), { ...nothing, status: 'conflict', conflicts: ['edit_of_deleted * open'] }],
  ['restore of what lives, unchanged', row(), op({ kind: 'restore', set: {}, base: { [LIFE]: 6 } }), { ...nothing, status: 'noop', seq: 6 }],
  ['act, precondition holds', row(), op({ kind: 'act', set: { z: 7 }, base: { z: 4 } }), { ...wrote, z: 7 }],
  ['act, precondition fails', row(), op({ kind: 'act', set: { z: 7 }, base: { z: 4, note: 5 } }), { ...nothing, status: 'rejected', code: 'task_locked' }],
  ['closing a conflict that was offered anew', row({ type: 'conflict', units: { state: ['open', 6, id('later'), 'ben', false] } }), op({ type: 'conflict', set: { state: 'mine' }, base: { state: 4 } }), { ...nothing, status: 'noop', seq: 6 }],
];

describe('merge', () => {
  it.each(TABLE.map(([name, ...row]) => ({ name, row })))('$name', ({ row: [current, incoming, expected, context = ANNA] }) => {
    expect(outcome(merge(current, incoming, context))).toEqual({ z: undefined, ...expected });
  });

  it('keeps both values and both authors in a conflict', () => {
    const [conflict] = merge(row(), op({ set: { z: 7 }, base: { z: 3 } }), ANNA).conflicts;
    expect(conflict).toMatchObject({ object: TRACK, kept: 1, keptBy: 'ben', keptOp: id('ben z'), offered: 7, offeredBy: 'anna', offeredOp: id('op'), at: 5 });
  });

  it('gives one author one conflict per unit, whatever he offers', () => {
    const offers = [7, 8].map((z) => must(merge(row(), op({ id: id(`op ${z}`), set: { z }, base: { z: 3 } }), ANNA).conflicts[0], 'a conflict'));
    expect(offers[0]?.id).toBe(offers[1]?.id);
  });
});

const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant(box(1)), fc.dictionary(fc.string(), fc.integer()));
const unit = fc.constantFrom('z', 'note', 'cls', 'geom', 'attr.a', LIFE);
const opId = fc.constantFrom(...['a', 'b', 'c', 'd'].map(id));
const anyRow = fc.record({
  id: fc.constant(TRACK), type: fc.constantFrom('track' as const, 'keyframe' as const, 'conflict' as const), frame: fc.constant(null), seq: fc.integer({ min: 1, max: 9 }), deleted: fc.boolean(),
  units: fc.dictionary(unit, fc.tuple(value, fc.integer({ min: 1, max: 9 }), opId, fc.constantFrom('anna', 'ben'), fc.boolean())),
});
const anyOp = fc.record({
  kind: fc.constantFrom('put', 'set', 'del', 'restore', 'act'), id: opId, type: fc.constantFrom('track', 'keyframe', 'conflict'), set: fc.dictionary(unit.filter((one) => one !== LIFE), value),
  base: fc.dictionary(unit, fc.integer({ min: 0, max: 9 })), after: fc.dictionary(unit, fc.array(opId, { maxLength: 3 })), folds: fc.array(opId, { maxLength: 2 }),
}).map((part) => op(part as Partial<SyncOp>));
const anyContext = fc.record({ seq: fc.constant(10), actor: fc.constantFrom('anna', 'ben'), rank: fc.constantFrom('person' as const, 'machine' as const, 'review' as const), now: fc.integer() });
const anyCase = [fc.option(anyRow), anyOp, anyContext] as const;

const turned = <T extends object>(thing: T): T => Object.fromEntries(Object.entries(thing).reverse().map(([key, part]) => [key, typeof part === 'object' && part !== null && !Array.isArray(part) ? turned(part as object) : part])) as T;

describe('merge, for any row and op', () => {
  it('never throws, answers the same again, and does not change what it was given (I17)', () => {
    fc.assert(fc.property(...anyCase, (current, incoming, context) => {
      const before = structuredClone([current, incoming]);
      const first = merge(current, incoming, context);
      expect(merge(current, incoming, context)).toEqual(first);
      expect([current, incoming]).toEqual(before);
    }));
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(...anyCase, (current, incoming, context) => {
      expect(merge(current === null ? null : turned(current), turned(incoming), context)).toEqual(merge(current, incoming, context));
    }));
  });

  it('writes only at the new number, and says conflict only with a record of it', () => {
    fc.assert(fc.property(...anyCase, (current, incoming, context) => {
      const { next, status, seq, conflicts } = merge(current, incoming, context);
      if (next !== null) expect([next.seq, seq]).toEqual([10, 10]);
      if (status === 'conflict') expect([next, conflicts.length > 0]).toEqual([null, true]);
      for (const [name, now] of Object.entries(next?.units ?? {})) if (now[1] !== 10) expect(now).toEqual(current?.units[name]);
    }));
  });
});
