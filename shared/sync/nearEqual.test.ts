import { describe, expect, it } from 'vitest';
import type { Json } from '../base/json.ts';
import { isNearlyEqual } from './nearEqual.ts';

const shapes: Readonly<Record<string, (by: number) => Json>> = {
  box: (by) => ({ kind: 'box', x: by, y: 0, width: 9, height: 9, angle: 20 }),
  polygon: (by) => ({ kind: 'polygon', rings: [[by, 0, 9, 0, 9, 9]] }),
  polyline: (by) => ({ kind: 'polyline', points: [by, 0, 9, 9] }),
  points: (by) => ({ kind: 'points', points: [by, 0, 9, 9] }),
  ellipse: (by) => ({ kind: 'ellipse', x: by, y: 4, rx: 9, ry: 5, angle: 10 }),
  skeleton: (by) => ({ kind: 'skeleton', joints: [{ name: 'a', x: by, y: 0, state: 'visible' }, { name: 'b', x: 9, y: 9, state: 'occluded' }], edges: [[0, 1]] }),
  cuboid2d: (by) => ({ kind: 'cuboid2d', x: by, y: 0, width: 9, height: 9, dx: 5, dy: -3, back: 0.8 }),
};

describe('two geometries are the same', () => {
  it.each(Object.entries(shapes))('when no corner of a %s is half a pixel away', (_, make) => {
    expect(isNearlyEqual(make(0), make(0.4))).toBe(true);
    expect(isNearlyEqual(make(0), make(0.6))).toBe(false);
  });

  it('never between two kinds', () => {
    for (const [name, make] of Object.entries(shapes)) for (const [other, another] of Object.entries(shapes)) expect(isNearlyEqual(make(0), another(0))).toBe(name === other);
  });

  it('not when a joint is seen by one and not by the other, nor with other edges', () => {
    const skeleton = { kind: 'skeleton', joints: [{ name: 'a', x: 0, y: 0, state: 'visible' }, { name: 'b', x: 9, y: 9, state: 'visible' }], edges: [[0, 1]] };
    expect(isNearlyEqual(skeleton, { ...skeleton, joints: skeleton.joints.map((joint) => ({ ...joint, state: 'occluded' })) })).toBe(false);
    expect(isNearlyEqual(skeleton, { ...skeleton, edges: [] })).toBe(false);
  });

  it('not when one has a point more', () => expect(isNearlyEqual({ kind: 'points', points: [1, 1] }, { kind: 'points', points: [1, 1, 1, 1] })).toBe(false));
});
