import { expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { mask } from '../model/kinds/mask.ts';
import { maskOfSpans } from '../model/kinds/maskRuns.ts';
import type { MaskShape } from '../model/kinds/shape.ts';
import { applyTo, type Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import type { Refusal } from './edit.ts';
import { edits } from './index.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(3).bytes);
const context = { newId, now: 0, actor: 'ann' };
const block = (x: number, y: number, width: number, height: number): MaskShape => must(maskOfSpans({ left: x, columns: Array.from({ length: width }, () => [y, y + height]) }), 'a block has pixels');

class World {
  readonly document = new BookDocument(new Map());

  run(ops: readonly Op[] | Refusal): readonly Op[] {
    if ('refused' in ops) throw new Error(ops.refused);
    const { inverse, touched } = applyTo(this.document.book, ops);
    this.document.refresh(touched);
    return inverse;
  }

  paint(shape: MaskShape | null, { track = newId() as TrackId, overlap = 'allow' as 'allow' | 'take' | 'yield' } = {}): TrackId {
    this.run(edits.paintMask.run(this.document, { track, frame: 0, shape, label: null, overlap }, context));
    return track;
  }

  area(track: TrackId): number | null {
    const shape = shapeAt(this.document, track, 0);
    return shape?.kind === 'mask' ? mask.area(shape) : null;
  }
}

test('erasing the last pixel removes the thing, and undo brings it back whole', () => {
  const world = new World();
  const track = world.paint(block(0, 0, 4, 4));
  const before = [...world.document.book.values()];
  const inverse = world.run(edits.paintMask.run(world.document, { track, frame: 0, shape: null, label: null, overlap: 'allow' }, context));
  expect(world.document.book.size).toBe(0);
  world.run(inverse);
  expect([...world.document.book.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(before.sort((a, b) => (a.id < b.id ? -1 : 1)));
});

test('taking pixels, a mask that is wholly taken goes in the same change', () => {
  const world = new World();
  const [half, whole] = [world.paint(block(0, 0, 10, 10)), world.paint(block(6, 2, 2, 2))];
  const own = world.paint(block(5, 0, 10, 10), { overlap: 'take' });
  expect([world.area(half), world.area(whole), world.area(own)]).toEqual([50, null, 100]);
});

test('yielding leaves neighbours as they are; nothing left is refused', () => {
  const world = new World();
  const other = world.paint(block(0, 0, 10, 10));
  const own = world.paint(block(5, 0, 10, 10), { overlap: 'yield' });
  expect([world.area(other), world.area(own)]).toEqual([100, 50]);
  expect(edits.paintMask.run(world.document, { track: newId() as TrackId, frame: 0, shape: block(1, 1, 3, 3), label: null, overlap: 'yield' }, context)).toEqual({ refused: 'edit/nothing-left' });
});

test('nothing is taken of what is locked', () => {
  const world = new World();
  const other = world.paint(block(0, 0, 10, 10));
  world.run([{ op: 'patch', id: other, set: { locked: true } }]);
  const own = world.paint(block(5, 0, 10, 10), { overlap: 'take' });
  expect([world.area(other), world.area(own)]).toEqual([100, 50]);
});

test('joined masks are one; a cut gives back two with the pixels of one', () => {
  const world = new World();
  const [one, two] = [world.paint(block(0, 0, 6, 4)), world.paint(block(4, 0, 4, 4))];
  world.run(edits.joinMasks.run(world.document, { tracks: [one, two], frame: 0 }, context));
  expect([world.area(one), world.area(two)]).toEqual([32, null]);
  const id = newId() as TrackId;
  world.run(edits.sliceTrack.run(world.document, { track: one, frame: 0, line: [[3, -5], [3, 50]], id }, context));
  expect([world.area(one), world.area(id)]).toEqual([20, 12]);
  expect(edits.sliceTrack.run(world.document, { track: one, frame: 0, line: [[30, 0], [30, 5]], id: newId() as TrackId }, context)).toEqual({ refused: 'edit/cut-misses' });
  expect(edits.joinMasks.run(world.document, { tracks: [one], frame: 0 }, context)).toEqual({ refused: 'edit/needs-two-masks' });
});

test('a mask becomes a polygon and the same mask again', () => {
  const world = new World();
  const shape = must(maskOfSpans({ left: 2, columns: [[1, 5], [1, 2, 4, 5], [1, 5]] }), 'a ring of pixels');
  const track = world.paint(shape);
  const picture = { width: 20, height: 20 };
  world.run(edits.convertTracks.run(world.document, { tracks: [track], to: 'polygon', picture }, context));
  expect(world.document.track(track)?.kind).toBe('polygon');
  expect(shapeAt(world.document, track, 0)).toMatchObject({ kind: 'polygon', rings: [expect.any(Array), expect.any(Array)] });
  world.run(edits.convertTracks.run(world.document, { tracks: [track], to: 'mask', picture }, context));
  expect(shapeAt(world.document, track, 0)).toEqual(shape);
  expect(edits.convertTracks.run(world.document, { tracks: [track], to: 'mask', picture }, context)).toEqual({ refused: 'edit/nothing-to-convert' });
});

test('a mask whose runs do not add up is refused', () => {
  const world = new World();
  expect(edits.paintMask.run(world.document, { track: newId() as TrackId, frame: 0, shape: { ...block(0, 0, 4, 4), width: 5 }, label: null, overlap: 'allow' }, context)).toEqual({ refused: 'edit/broken-mask' });
});
