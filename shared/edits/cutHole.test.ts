import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { isRingWithin } from '../geometry/ringWithin.ts';
import { polygonArea, polygonContains } from '../geometry/polygon.ts';
import { BookDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { applyTo } from '../model/ops.ts';
import { isRefusal, type Edit } from './edit.ts';
import { edits } from './index.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(7).bytes);
const track = newId() as TrackId;
const square = [0, 0, 100, 0, 100, 100, 0, 100];
const small = (x: number, y: number): number[] => [x, y, x + 10, y, x + 10, y + 10, x, y + 10];

function deskWith(shape: Shape): { cut: (ring: readonly number[]) => string | number; shape: () => Shape | null } {
  const document = new BookDocument(new Map());
  const run = <Args>(edit: Edit<Args>, args: Args): string | number => {
    const ops = edit.run(document, args, { newId, now: 0, actor: 'ann' });
    if (isRefusal(ops)) return ops.refused;
    document.refresh(applyTo(document.book, ops).touched);
    return ops.length;
  };
  run(edits.createTrack, { shape, frame: 0, label: null, extent: 'still', id: track, attributes: {} });
  return { cut: (ring) => run(edits.cutHole, { track, frame: 0, rings: [ring] }), shape: () => shapeAt(document, track, 0) };
}

test('a hole is cut, and another beside it', () => {
  const desk = deskWith({ kind: 'polygon', rings: [square] });
  expect(desk.cut(small(20, 20))).toBe(1);
  expect(desk.cut(small(60, 60))).toBe(1);
  expect(desk.shape()).toEqual({ kind: 'polygon', rings: [square, small(20, 20), small(60, 60)] });
});

test.each([
  ['outside', small(200, 200)], ['over the edge', small(95, 50)], ['around everything', [-1, -1, 101, -1, 101, 101, -1, 101]],
  ['in a hole', [23, 23, 27, 23, 25, 27]], ['over a hole', small(25, 25)], ['around a hole', [15, 15, 40, 15, 40, 40, 15, 40]],
])('a hole %s is refused', (_, ring) => {
  const desk = deskWith({ kind: 'polygon', rings: [square, small(20, 20)] });
  expect(desk.cut(ring)).toBe('edit/hole-outside');
});

test('a hole of nothing, of NaN, and in what is no polygon are refused', () => {
  const desk = deskWith({ kind: 'polygon', rings: [square] });
  expect(desk.cut([5, 5, 6, 6, 7, 7])).toBe('edit/no-area');
  expect(desk.cut([5, 5, 6, NaN, 7, 7])).toBe('edit/not-a-number');
  expect(deskWith({ kind: 'box', x: 0, y: 0, width: 50, height: 50, angle: 0 }).cut(small(5, 5))).toBe('edit/choose-polygon');
});

test('what lies within takes away exactly its own area', () => {
  const corner = fc.integer({ min: -10, max: 110 });
  fc.assert(fc.property(fc.array(fc.tuple(corner, corner), { minLength: 3, maxLength: 3 }), corner, corner, (points, x, y) => {
    const ring = points.flat();
    if (!isRingWithin(ring, [square])) return;
    expect(polygonArea([square, ring])).toBeCloseTo(10_000 - Math.abs(polygonArea([ring])));
    if (polygonContains([ring], [x + 0.5, y + 0.5])) expect(polygonContains([square, ring], [x + 0.5, y + 0.5])).toBe(false);
  }), { numRuns: 2000 });
});
