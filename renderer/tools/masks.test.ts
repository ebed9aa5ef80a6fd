import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Point } from '#shared/geometry/point.ts';
import { areaOfSpans, NO_PIXELS } from '#shared/geometry/spans.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { mask } from '#shared/model/kinds/mask.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { MaskShape, Shape } from '#shared/model/kinds/shape.ts';
import type { Brush } from '../session/brush.ts';
import type { ToolId } from '../session/sessionStore.ts';
import { MaskPad } from './maskPad.ts';
import { createToolRunner } from './toolRunner.ts';
import { FIRST_TOPOLOGY } from '../session/topology.ts';
import type { Effect, Look, ToolEvent } from './tool.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(4).bytes);
const own = newId() as TrackId;
const square: Brush = { size: 2, tip: 'square', overlap: 'allow' };
const clip = { minX: 0, minY: 0, maxX: 60, maxY: 40 };
const block = (x: number, y: number, width: number, height: number): MaskShape => must(maskOfSpans({ left: x, columns: Array.from({ length: width }, () => [y, y + height]) }), 'pixels');

/** A frame around nothing. */
const ring: MaskShape = must(maskOfSpans({ left: 10, columns: [[10, 20], ...Array.from({ length: 8 }, () => [10, 11, 19, 20]), [10, 20]] }), 'pixels');

function play(id: ToolId, events: readonly ToolEvent[], { shape = null, brush = square }: { readonly shape?: Shape | null; readonly brush?: Brush } = {}): readonly Effect[] {
  const effects: Effect[] = [];
  const look: Look = {
    document: new BookDocument(new Map()), frame: 0, extent: 'still', label: null, selection: new Set(shape === null ? [] : [own]), newId, brush, picture: { width: 60, height: 40 },
    shapeOf: (track) => (track === own ? shape : null), topology: FIRST_TOPOLOGY, near: () => [], within: () => [], maskAt: () => null,
  };
  const runner = createToolRunner(id, { look: () => look, perform: (effect) => void effects.push(effect), changed: () => undefined });
  for (const event of events) runner.handle(event);
  return effects;
}

const pointer = (type: 'press' | 'move' | 'release', at: Point, centred = false): ToolEvent => ({ type, at, screen: at, scale: 1, target: { on: 'nothing' }, snap: null, keys: { even: false, centred, add: false } });
const stroke = (from: Point, to: Point, centred = false): ToolEvent[] => [pointer('press', from, centred), pointer('move', to, centred), pointer('release', to, centred)];
const painted = (effects: readonly Effect[]): { readonly track: TrackId; readonly shape: MaskShape | null } => {
  const call = effects.find((effect) => effect.do === 'edit')?.call;
  if (call?.edit !== 'paintMask') throw new Error('no stroke was made a change');
  return call.args;
};

test('one press of a tip of one pixel is one pixel; a stroke is what the tip passes over', () => {
  expect(painted(play('draw.brush', stroke([5.2, 7.9], [5.2, 7.9]), { brush: { ...square, size: 1, tip: 'circle' } })).shape).toEqual(block(5, 7, 1, 1));
  expect(painted(play('draw.brush', stroke([10, 10], [20, 10]))).shape).toEqual(block(9, 9, 12, 2));
});

test('strokes go on in the selected mask, and with Alt the brush erases', () => {
  const more = painted(play('draw.brush', stroke([14, 10], [24, 10]), { shape: block(9, 9, 12, 2) }));
  expect(more).toMatchObject({ track: own, shape: block(9, 9, 16, 2) });
  expect(painted(play('draw.brush', stroke([9, 10], [21, 10], true), { shape: block(9, 9, 12, 2) })).shape).toBeNull();
  expect(painted(play('draw.eraser', stroke([9, 10], [14, 10]), { shape: block(9, 9, 12, 2) })).shape).toEqual(block(15, 9, 6, 2));
});

test('nothing is done by a stroke that changes nothing, is given up, or has no mask to erase from', () => {
  expect(play('draw.brush', stroke([12, 10], [14, 10]), { shape: block(9, 9, 12, 2) })).toEqual([]);
  expect(play('draw.brush', [pointer('press', [5, 5]), { type: 'back' }, pointer('release', [9, 9])])).toEqual([]);
  expect(play('draw.eraser', stroke([5, 5], [9, 9]))).toEqual([{ do: 'refuse', code: 'edit/choose-mask' }]);
});

test('fill fills what is enclosed, and says when nothing is', () => {
  expect(painted(play('draw.maskFill', [pointer('press', [15, 15])], { shape: ring })).shape).toEqual(block(10, 10, 10, 10));
  expect(play('draw.maskFill', [pointer('press', [30, 30])], { shape: ring })).toEqual([{ do: 'refuse', code: 'edit/not-enclosed' }]);
});

test('outlines are added to a mask and taken out of it, inside the picture', () => {
  const outline = [[15, -5], [25, -5], [25, 15], [15, 15]].map(([x = 0, y = 0]) => pointer('press', [x, y]));
  const add = painted(play('draw.maskAdd', [...outline, { type: 'confirm' }], { shape: block(10, 5, 10, 10) }));
  expect(add.shape === null ? 0 : mask.area(add.shape)).toBe(100 + 10 * 15 - 5 * 10);
  const taken = painted(play('draw.maskSubtract', [...outline, { type: 'confirm' }], { shape: block(10, 5, 10, 10) }));
  expect(taken.shape).toEqual(block(10, 5, 5, 10));
});

test('a pad holds what a naive bitmap holds, however it grows', () => {
  const place = fc.tuple(fc.double({ min: -10, max: 70, noNaN: true }), fc.double({ min: -10, max: 50, noNaN: true }));
  const step = fc.record({ from: place, to: place, size: fc.integer({ min: 1, max: 9 }), round: fc.boolean(), value: fc.constantFrom<0 | 1>(0, 1) });
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
    const pad = new MaskPad(NO_PIXELS, clip);
    const bitmap = new Set<number>();
    for (const { from, to, size, round, value } of steps) {
      pad.stroke([from, to], { size, tip: round ? 'circle' : 'square', overlap: 'allow' }, value);
      stampNaively(bitmap, { from, to, size, round, value });
    }
    const found = pad.spans();
    expect(areaOfSpans(found)).toBe(bitmap.size);
    for (const at of bitmap) {
      const column = found.columns[Math.floor(at / 100) - found.left] ?? [];
      expect(column.filter((row) => row <= at % 100).length % 2).toBe(1);
    }
  }));
});

/** Every pixel asked one by one, at every place the tip is set down. */
function stampNaively(bitmap: Set<number>, { from, to, size, round, value }: { from: Point; to: Point; size: number; round: boolean; value: 0 | 1 }): void {
  const snap = (v: number): number => (size % 2 === 1 ? Math.floor(v) + 0.5 : Math.round(v));
  const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / Math.max(1, size / 16)));
  for (let step = 0; step <= count; step += 1) {
    // The share of the way first, as the pad has it: the other order rounds to another pixel on a border.
    const share = step / count;
    const [x, y] = [snap(from[0] + (to[0] - from[0]) * share), snap(from[1] + (to[1] - from[1]) * share)];
    for (let column = 0; column < 60; column += 1) {
      for (let row = 0; row < 40; row += 1) {
        const [dx, dy] = [Math.abs(column + 0.5 - x), Math.abs(row + 0.5 - y)];
        if (round ? dx * dx + dy * dy > (size / 2) ** 2 : Math.max(dx, dy) > size / 2) continue;
        if (value === 1) bitmap.add(column * 100 + row);
        else bitmap.delete(column * 100 + row);
      }
    }
  }
}
