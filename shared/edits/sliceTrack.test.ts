import { expect, it } from 'vitest';
import { seeded } from '../base/seeded.ts';
import { uuidMaker } from '../base/id.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { applyTo } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { createTrack } from './createTrack.ts';
import { isRefusal, type EditContext } from './edit.ts';
import { sliceTrack } from './sliceTrack.ts';

const newId = uuidMaker({ now: () => 1, ticks: () => 1 }, seeded(9).bytes);
const context: EditContext = { newId, now: 1, actor: 'ann' };

function world(shape: Shape): { readonly document: BookDocument; readonly track: TrackId; readonly cut: (x: number) => string | null } {
  const document = new BookDocument(new Map());
  const track = newId() as TrackId;
  const run = (ops: ReturnType<typeof sliceTrack.run>): string | null => {
    if (isRefusal(ops)) return ops.refused;
    document.refresh(applyTo(document.book, ops).touched);
    return null;
  };
  run(createTrack.run(document, { id: track, frame: 0, shape, label: null, extent: 'still', attributes: {} }, context));
  return { document, track, cut: (x) => run(sliceTrack.run(document, { track, frame: 0, line: [[x, -1], [x, 99]], id: newId() as TrackId }, context)) };
}

it('cuts a polygon with a hole: the largest part keeps its name, all parts together its area, and the cut is the same on both sides', () => {
  const { document, track, cut } = world({ kind: 'polygon', rings: [[0, 0, 30, 0, 30, 10, 0, 10], [10, 4, 10, 6, 12, 6, 12, 4]] });
  expect(cut(11)).toBeNull();
  const shapes = document.tracks().map(({ id }) => shapeAt(document, id, 0));
  expect(shapes).toHaveLength(2);
  expect(shapes.reduce((sum, shape) => sum + (shape === null ? 0 : kindOf(shape).area(shape)), 0)).toBeCloseTo(296);
  const own = shapeAt(document, track, 0);
  expect(own === null ? 0 : kindOf(own).area(own)).toBeCloseTo(188);
});

it('cuts into as many parts as there are, and a line where it is crossed', () => {
  const comb = world({ kind: 'polygon', rings: [[0, 0, 8, 0, 8, 2, 2, 2, 2, 4, 8, 4, 8, 6, 2, 6, 2, 8, 8, 8, 8, 10, 0, 10]] });
  expect(comb.cut(5)).toBeNull();
  expect(comb.document.tracks()).toHaveLength(4);
  const path = world({ kind: 'polyline', points: [0, 0, 10, 0, 10, 5, 0, 5] });
  expect(path.cut(4)).toBeNull();
  expect(path.document.tracks()).toHaveLength(3);
  expect(shapeAt(path.document, path.track, 0)).toEqual({ kind: 'polyline', points: [4, 0, 10, 0, 10, 5, 4, 5] });
});

it('refuses what has no parts, and a line beside it', () => {
  expect(world({ kind: 'box', x: 0, y: 0, width: 9, height: 9, angle: 0 }).cut(5)).toBe('edit/cannot-be-cut');
  expect(world({ kind: 'polyline', points: [0, 0, 3, 0] }).cut(5)).toBe('edit/cut-misses');
});
