import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance } from '#shared/geometry/point.ts';
import { relationIdOf, type TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Relation } from '#shared/model/records.ts';
import { arrowsOf } from './arrows.ts';

const [a, b, c] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000c'].map((id) => id as TrackId) as [TrackId, TrackId, TrackId];
const says = (from: TrackId, to: TrackId, name = 'rides', mutual = false): Relation => ({ id: relationIdOf({ from, to, name }), type: 'relation', from, to, name, mutual });
const box = (x: number, y: number, size: number): Shape => ({ kind: 'box', x, y, width: size, height: size, angle: 0 });
const shapes = new Map([[a, box(0, 0, 10)], [b, box(40, 0, 20)]]);
const shapeOf = (id: TrackId): Shape | null => shapes.get(id) ?? null;

test('an arrow goes from border to border and says all that is said in its direction', () => {
  expect(arrowsOf([says(a, b), says(a, b, 'owns'), says(a, c)], shapeOf)).toEqual([{ from: [10, expect.closeTo(5.56, 2)], to: [40, expect.closeTo(8.89, 2)], name: 'rides, owns', mutual: false, bends: false }]);
});

test('what is said in both directions are two that bend; said twice is one', () => {
  const arrows = arrowsOf([says(a, b), says(b, a), says(a, b)], shapeOf);
  expect(arrows.map(({ bends }) => bends)).toEqual([true, true]);
  expect(arrowsOf([says(b, a, 'beside', true)], shapeOf)).toMatchObject([{ mutual: true, bends: false }]);
});

test('wherever two things are, the arrow stays between their middles and is finite', () => {
  const side = fc.double({ min: -500, max: 500, noNaN: true });
  const size = fc.double({ min: 0.1, max: 300, noNaN: true });
  fc.assert(fc.property(side, side, size, side, side, size, (x, y, s, u, v, w) => {
    const [from, to] = [box(x, y, s), box(u, v, w)];
    const [arrow] = arrowsOf([says(a, b)], (id) => (id === a ? from : to));
    if (arrow === undefined) throw new Error('an arrow');
    const [start, end] = [[x + s / 2, y + s / 2], [u + w / 2, v + w / 2]] as const;
    for (const point of [arrow.from, arrow.to]) expect(distance(start, point) + distance(point, end)).toBeCloseTo(distance(start, end), 4);
    const bounds = kindOf(from).bounds(from);
    expect(bounds !== null && arrow.from[0] <= bounds.maxX + 1e-6 && arrow.from[0] >= bounds.minX - 1e-6).toBe(true);
  }), { seed: 9 });
});
