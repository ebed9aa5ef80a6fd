import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { applyTo, type Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import type { Alignment } from './alignTracks.ts';
import { isRefusal } from './edit.ts';
import { edits, type ArgsOf, type EditName } from './index.ts';
import { lockRefusal } from './lockRules.ts';
import { hasMark } from './setMark.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(11).bytes);

class Desk {
  readonly document = new BookDocument(new Map());

  /** Number of ops, or the code of the refusal; what is locked is held as the editor holds it. */
  do<K extends EditName>(name: K, args: ArgsOf<K>): number | string {
    const ops = edits[name].run(this.document, args, { newId, now: 0, actor: 'ann' });
    const no = isRefusal(ops) ? ops : lockRefusal(this.document, ops);
    if (no !== null) return no.refused;
    this.apply(ops as readonly Op[]);
    return (ops as readonly Op[]).length;
  }

  apply(ops: readonly Op[]): void {
    this.document.refresh(applyTo(this.document.book, ops).touched);
  }

  box(x: number, y: number, width = 10, height = 10, extent: 'still' | 'span' = 'still'): TrackId {
    const id = newId() as TrackId;
    const shape: Shape = { kind: 'box', x, y, width, height, angle: 0 };
    expect(this.do('createTrack', { shape, frame: 0, label: null, extent, id, attributes: {} })).toBe(2);
    return id;
  }

  bounds(id: TrackId): { minX: number; minY: number; maxX: number; maxY: number } {
    const shape = shapeAt(this.document, id, 0);
    const bounds = shape === null ? null : kindOf(shape).bounds(shape);
    if (bounds === null) throw new Error('no bounds');
    return bounds;
  }
}

describe('marks', () => {
  test('are set on the thing or on its frame, once', () => {
    const desk = new Desk();
    const id = desk.box(0, 0);
    for (const mark of ['pinned', 'difficult', 'occluded', 'truncated', 'locked'] as const) {
      expect(desk.do('setMark', { tracks: [id], frame: 0, mark, on: true })).toBe(1);
      expect(hasMark(desk.document, id, { frame: 0, mark })).toBe(true);
    }
    expect(desk.do('setMark', { tracks: [id], frame: 0, mark: 'locked', on: true })).toBe(0);
    expect(desk.do('setMark', { tracks: [newId() as TrackId], frame: 0, mark: 'locked', on: true })).toBe('edit/gone');
  });

  test('of a frame hold until the next keyframe and make one where they change', () => {
    const desk = new Desk();
    const id = desk.box(0, 0, 10, 10, 'span');
    desk.do('setMark', { tracks: [id], frame: 4, mark: 'occluded', on: true });
    desk.do('setMark', { tracks: [id], frame: 8, mark: 'truncated', on: true });
    const at = (frame: number): readonly boolean[] => [hasMark(desk.document, id, { frame, mark: 'occluded' }), hasMark(desk.document, id, { frame, mark: 'truncated' })];
    expect([at(3), at(4), at(7), at(9)]).toEqual([[false, false], [true, false], [true, false], [true, true]]);
  });
});

describe('what is locked', () => {
  test('is changed by no edit but the one that unlocks it', () => {
    const desk = new Desk();
    const [id, other] = [desk.box(0, 0), desk.box(50, 0)];
    desk.do('setMark', { tracks: [id], frame: 0, mark: 'locked', on: true });
    const deeds: readonly (number | string)[] = [
      desk.do('moveTracks', { tracks: [id], frame: 0, by: [1, 1] }), desk.do('reshape', { track: id, frame: 0, shape: { kind: 'box', x: 1, y: 1, width: 3, height: 3, angle: 0 } }),
      desk.do('removeTracks', { tracks: [id, other] }), desk.do('setNote', { track: id, note: 'x' }), desk.do('setMark', { tracks: [id], frame: 0, mark: 'occluded', on: true }), desk.do('setOrder', { tracks: [id], to: 'front' }),
    ];
    expect(new Set(deeds)).toEqual(new Set(['edit/locked']));
    expect(desk.document.tracks()).toHaveLength(2);
    expect(desk.do('setMark', { tracks: [id], frame: 0, mark: 'locked', on: false })).toBe(1);
    expect(desk.do('moveTracks', { tracks: [id], frame: 0, by: [1, 1] })).toBe(1);
  });

  test('is not locked as a copy', () => {
    const desk = new Desk();
    const id = desk.box(0, 0);
    desk.do('setMark', { tracks: [id], frame: 0, mark: 'locked', on: true });
    const track = desk.document.track(id);
    if (track === undefined) throw new Error('gone');
    expect(desk.do('pasteTracks', { copies: [{ track, shape: { kind: 'box', x: 0, y: 0, width: 5, height: 5, angle: 0 }, relations: [] }], frame: 0, by: [3, 3], ids: null })).toBe(2);
    expect(desk.document.tracks().map(({ locked }) => locked)).toEqual([true, false]);
  });
});

test('what is pinned is not carried off, but can be reshaped', () => {
  const desk = new Desk();
  const [pinned, free] = [desk.box(0, 0), desk.box(50, 0)];
  desk.do('setMark', { tracks: [pinned], frame: 0, mark: 'pinned', on: true });
  expect(desk.do('moveTracks', { tracks: [pinned, free], frame: 0, by: [5, 0] })).toBe(1);
  expect([desk.bounds(pinned).minX, desk.bounds(free).minX]).toEqual([0, 55]);
  expect(desk.do('moveTracks', { tracks: [pinned], frame: 0, by: [5, 0] })).toBe('edit/pinned');
  expect(desk.do('reshape', { track: pinned, frame: 0, shape: { kind: 'box', x: 1, y: 1, width: 3, height: 3, angle: 0 } })).toBe(1);
});

describe('aligning', () => {
  const size = fc.integer({ min: 1, max: 80 });
  const place = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), size, size);
  const ends: Readonly<Record<string, (rect: { minX: number; minY: number; maxX: number; maxY: number }) => number>> = {
    left: ({ minX }) => minX, right: ({ maxX }) => maxX, middle: ({ minX, maxX }) => (minX + maxX) / 2, top: ({ minY }) => minY, bottom: ({ maxY }) => maxY, centre: ({ minY, maxY }) => (minY + maxY) / 2,
  };

  test('brings one line of all to the same place, changes no size and is done after once', () => {
    fc.assert(fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), fc.constantFrom(...Object.keys(ends)), (places, to) => {
      const desk = new Desk();
      const ids = places.map(([x, y, width, height]) => desk.box(x, y, width, height));
      desk.do('alignTracks', { tracks: ids, frame: 0, to: to as Alignment });
      const lines = ids.map((id) => ends[to]?.(desk.bounds(id)) ?? NaN);
      for (const line of lines) expect(line).toBeCloseTo(lines[0] ?? NaN, 6);
      expect(ids.map((id) => [desk.bounds(id).maxX - desk.bounds(id).minX, desk.bounds(id).maxY - desk.bounds(id).minY].map(Math.round))).toEqual(places.map(([, , width, height]) => [width, height]));
      expect(desk.do('alignTracks', { tracks: ids, frame: 0, to: to as Alignment })).toBe(0);
    }));
  });

  test('spreads with equal gaps and leaves the outermost where they are', () => {
    fc.assert(fc.property(fc.array(place, { minLength: 3, maxLength: 6 }), (places) => {
      const desk = new Desk();
      const ids = places.map(([x, y, width, height]) => desk.box(x, y, width, height));
      const middle = (id: TrackId): number => desk.bounds(id).minX + desk.bounds(id).maxX;
      const order = ids.toSorted((a, b) => middle(a) - middle(b));
      const ends = [desk.bounds(order[0] ?? newId() as TrackId).minX, desk.bounds(order.at(-1) ?? newId() as TrackId).maxX];
      desk.do('alignTracks', { tracks: ids, frame: 0, to: 'spreadX' });
      const sorted = order.map((id) => desk.bounds(id));
      expect(sorted[0]?.minX).toBeCloseTo(ends[0] ?? NaN, 5);
      expect(sorted.at(-1)?.maxX).toBeCloseTo(ends[1] ?? NaN, 5);
      const gaps = sorted.slice(1).map((rect, at) => rect.minX - (sorted[at]?.maxX ?? 0));
      for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? NaN, 5);
    }));
    expect(new Desk().do('alignTracks', { tracks: [], frame: 0, to: 'left' })).toBe('edit/too-few-to-align');
  });
});
