import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Uuid } from '../base/id.ts';
import { cameraIdOf, cameraPathIdOf, findingIdOf, frameIdOf, keyframeIdOf, relationIdOf, type TaskId, type TrackId } from '../model/ids.ts';
import { documentRecord, type DocumentRecord } from '../model/records.ts';
import { changedUnits, fieldsOfUnits, fitsId, frameOf, isFixed, isUnit, recordOf, unitsOf, unitsOfFields } from './units.ts';

const uuid = fc.uuid() as unknown as fc.Arbitrary<Uuid>;
const attributes = fc.dictionary(fc.stringMatching(/^[a-z0-9_]{1,10}$/).map((key) => `a:${key}`), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 4 });
const shape = fc.option(fc.record({ kind: fc.constant('box'), x: fc.integer({ min: -1e7, max: 1e7 }), y: fc.integer({ min: -1e7, max: 1e7 }), width: fc.nat(2e7), height: fc.nat(2e7), angle: fc.constant(0) }));
const track = fc.tuple(fc.record({ id: uuid, type: fc.constant('track'), kind: fc.constantFrom('box', 'polygon'), label: fc.option(uuid), extent: fc.constantFrom('still', 'span'), z: fc.integer(), note: fc.option(fc.string()), locked: fc.boolean(), pinned: fc.boolean(), difficult: fc.boolean(), group: fc.option(fc.integer({ min: 1, max: 99 })) }), attributes);
const keyframe = fc.tuple(fc.record({ track: uuid, frame: fc.nat(9999), type: fc.constant('keyframe'), shape, occluded: fc.boolean(), truncated: fc.boolean() }), attributes)
  .map(([record, extra]) => [{ ...record, id: keyframeIdOf(record.track as TrackId, record.frame) }, extra] as const);
const task = fc.record({ id: uuid, type: fc.constant('task'), task: uuid, item: uuid, progress: fc.constantFrom('todo', 'done'), hold: fc.constant(null), effort: fc.constant(null) });
const label = fc.record({ id: uuid, type: fc.constant('label'), name: fc.string({ minLength: 1, maxLength: 80 }), color: fc.constant('#ff0000'), kinds: fc.constant([]), attributes: fc.constant([]), skeleton: fc.constantFrom(null, { joints: [{ name: 'nose', x: 0.5, y: 0.5 }], edges: [] }), order: fc.integer() });
const frame = fc.record({ task: uuid, frame: fc.nat(9999), type: fc.constant('frame'), proof: fc.record({ pts: fc.option(fc.integer()), timebase: fc.constant([1, 90_000]), sha256: fc.constant('a'.repeat(64)) }) })
  .map((record) => ({ ...record, id: frameIdOf(record.task as TaskId, record.frame) }));
const stretch = fc.record({ id: uuid, type: fc.constant('stretch'), is: fc.constantFrom('chapter', 'deleted'), title: fc.string({ maxLength: 200 }), from: fc.nat(999), to: fc.nat(999) });
const relation = fc.record({ type: fc.constant('relation'), from: uuid, to: uuid, name: fc.string({ minLength: 1, maxLength: 80 }), mutual: fc.boolean() }).map((record) => ({ ...record, id: relationIdOf({ ...record, from: record.from as TrackId, to: record.to as TrackId }) }));
const finding = fc.record({ type: fc.constant('finding'), task: uuid, check: fc.constantFrom('review.mark', 'track.jump'), version: fc.constant(1), key: fc.string({ maxLength: 40 }), severity: fc.constantFrom('warn', 'look'), anchor: fc.record({ item: uuid, frame: fc.nat(999), tracks: fc.array(uuid, { maxLength: 2 }), region: fc.constant(null) }), text: fc.string({ maxLength: 80 }), numbers: fc.constant({}), author: fc.string({ maxLength: 20 }), at: fc.nat(), verdict: fc.option(fc.record({ said: fc.constantFrom('fixed', 'fine'), by: fc.constant('me'), at: fc.nat() })) })
  .map((record) => ({ ...record, id: findingIdOf(record.task as TaskId, record) }));
const camera = fc.record({ type: fc.constant('camera'), task: uuid, by: fc.constant({ name: 'test', version: '1' }), frames: fc.integer({ min: 1, max: 999 }), width: fc.integer({ min: 1, max: 999 }), height: fc.integer({ min: 1, max: 999 }), proof: fc.constant({ pts: 0, timebase: [1, 25], sha256: 'a'.repeat(64) }), steady: fc.boolean(), probes: fc.constantFrom([], [1, -2, 3, 4]) })
  .map((record) => ({ ...record, id: cameraIdOf(record.task as TaskId) }));
const cameraPath = fc.record({ type: fc.constant('cameraPath'), task: uuid, from: fc.nat(999), steps: fc.array(fc.integer(), { minLength: 5, maxLength: 5 }) }).map((record) => ({ ...record, id: cameraPathIdOf(record.task as TaskId, record.from) }));
const anyRecord = fc.oneof(track.map(([record, extra]) => ({ ...record, ...extra })), keyframe.map(([record, extra]) => ({ ...record, ...extra })), task, label, frame, stretch, relation, camera, cameraPath, finding) as unknown as fc.Arbitrary<DocumentRecord>;

describe('units', () => {
  it('lead back to the record they were made of', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const units = unitsOf(record);
      expect(recordOf(record.type, record.id, units)).toEqual(record);
      expect(unitsOf(recordOf(record.type, record.id, units))).toEqual(units);
      expect(Object.keys(units).every((unit) => isUnit(record.type, unit))).toBe(true);
      expect(documentRecord.safeParse(recordOf(record.type, record.id, units)).success).toBe(true);
    }));
  });

  it('of a change are the units that differ', () => {
    fc.assert(fc.property(track, attributes, ([record, extra], other) => {
      const [before, after] = [{ ...record, ...extra }, { ...record, ...other }] as unknown as [DocumentRecord, DocumentRecord];
      const changed = changedUnits(unitsOf(before), unitsOf(after));
      expect(recordOf('track', before.id, { ...unitsOf(before), ...changed })).toEqual(after);
    }));
  });

  it('of fields lead back to the fields', () => {
    const set = { label: null, 'a:colour': 'red', z: 4 };
    expect(unitsOfFields('track', set)).toEqual({ cls: null, 'attr.colour': 'red', z: 4 });
    expect(fieldsOfUnits('track', unitsOfFields('track', set))).toEqual(set);
  });

  it('of an unset attribute are none', () => {
    const record = recordOf('track', 'id' as Uuid, { 'meta.kind': 'box', 'attr.colour': null });
    expect('a:colour' in record).toBe(false);
  });

  it('of a mark that is not set are none, and one that was taken back is not set', () => {
    const record = recordOf('track', 'id' as Uuid, { 'meta.kind': 'box' });
    expect(record).toMatchObject({ locked: false, pinned: false, difficult: false });
    expect(unitsOf(record)).not.toHaveProperty('meta.locked');
    expect(recordOf('track', 'id' as Uuid, { 'meta.kind': 'box', ...changedUnits({ 'meta.locked': true }, {}) })).toMatchObject({ locked: false });
  });

  it('of a keyframe name their place, which fits only its own id', () => {
    const at = keyframeIdOf('5b1d2f7e-0000-4000-8000-000000000001' as TrackId, 7);
    const units = { link: { track: '5b1d2f7e-0000-4000-8000-000000000001', frame: 7 } };
    expect([frameOf('keyframe', units), fitsId('keyframe', at, units), fitsId('keyframe', at, { link: { track: 'x', frame: 7 } })]).toEqual([7, true, false]);
  });

  it('of a finding fit only the id made of its task, check and key', () => {
    const units = { task: '5b1d2f7e-0000-4000-8000-000000000001', check: 'review.mark', key: 'a' };
    const id = findingIdOf(units.task as TaskId, units);
    expect([units, { ...units, key: 'b' }, { ...units, check: 'track.jump' }].map((one) => fitsId('finding', id, one))).toEqual([true, false, false]);
  });

  it('of a relation fit only the id made of its ends and its name', () => {
    const units = { from: '5b1d2f7e-0000-4000-8000-000000000001', to: '5b1d2f7e-0000-4000-8000-000000000002', name: 'rides' };
    const id = relationIdOf({ from: units.from as TrackId, to: units.to as TrackId, name: units.name });
    expect([units, { ...units, name: 'drives' }, { ...units, from: units.to, to: units.from }].map((one) => fitsId('relation', id, one))).toEqual([true, false, false]);
    expect(['from', 'to', 'name', 'mutual'].filter((unit) => isFixed('relation', unit))).toEqual(['from', 'to', 'name']);
  });

  it('that nobody defined are not units', () => {
    expect(['__proto__', 'attr.', 'attr.Ü', 'foo', '*'].filter((unit) => isUnit('track', unit) || isUnit('flag', unit))).toEqual([]);
  });
});
