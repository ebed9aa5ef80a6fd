import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxBetween, boxBounds, boxCentre, boxContains, boxCorners, boxEdgeDistance } from './box.ts';
import { distance, distanceToSegment, turn, type Point } from './point.ts';
import { polygonArea, polygonContains, polygonEdgeDistance, ringContains, ringsBounds, signedArea, spliceRing, vertexOf } from './polygon.ts';
import { encloses, grow, holds, intersect, overlaps, rectOf, union } from './rect.ts';

const number = fc.double({ min: -5000, max: 5000, noNaN: true });
const point = fc.tuple(number, number);
const turnedBox = fc.record({ x: number, y: number, width: fc.double({ min: 0.1, max: 900, noNaN: true }), height: fc.double({ min: 0.1, max: 900, noNaN: true }), angle: fc.double({ min: -720, max: 720, noNaN: true }) });

describe('points', () => {
  test('turning keeps distances and turning back is the identity', () => {
    fc.assert(fc.property(point, point, fc.double({ min: -360, max: 360, noNaN: true }), (at, centre, degrees) => {
      const turned = turn(at, centre, degrees);
      expect(distance(turned, centre)).toBeCloseTo(distance(at, centre), 6);
      expect(distance(turn(turned, centre, -degrees), at)).toBeLessThan(1e-6);
    }));
  });
  test('a quarter turn goes clockwise on the screen', () => expect(turn([1, 0], [0, 0], 90)[1]).toBeCloseTo(1));
  test('distance to a segment ends at its ends', () => {
    expect(distanceToSegment([0, 5], [0, 0], [10, 0])).toBe(5);
    expect(distanceToSegment([-3, 4], [0, 0], [10, 0])).toBe(5);
    expect(distanceToSegment([3, 4], [0, 0], [0, 0])).toBe(5);
  });
});

describe('boxes', () => {
  test('bounds enclose the corners, corners lie on the edge, the centre is inside', () => {
    fc.assert(fc.property(turnedBox, (box) => {
      const bounds = grow(boxBounds(box), 1e-6);
      for (const corner of boxCorners(box)) {
        expect(holds(bounds, corner)).toBe(true);
        expect(boxEdgeDistance(box, corner)).toBeLessThan(1e-6);
      }
      expect(boxContains(box, boxCentre(box))).toBe(true);
    }));
  });
  test('a box is found again from two opposite corners and its angle', () => {
    fc.assert(fc.property(turnedBox, (box) => {
      const [a, , c] = boxCorners(box);
      const found = boxBetween(a, c, box.angle);
      for (const key of ['x', 'y', 'width', 'height'] as const) expect(found[key]).toBeCloseTo(box[key], 4);
    }));
  });
});

const star = fc.tuple(point, fc.array(fc.double({ min: 5, max: 400, noNaN: true }), { minLength: 3, maxLength: 24 })).map(([[cx, cy], radii]) => ({
  centre: [cx, cy] as Point,
  ring: radii.flatMap((radius, index) => [cx + radius * Math.cos((index / radii.length) * 2 * Math.PI), cy + radius * Math.sin((index / radii.length) * 2 * Math.PI)]),
}));

describe('polygons', () => {
  test('area does not depend on place or first vertex; its sign follows the direction', () => {
    fc.assert(fc.property(star, ({ ring }) => {
      const rolled = [...ring.slice(2), ...ring.slice(0, 2)];
      const backwards = Array.from({ length: ring.length / 2 }, (_, index) => vertexOf(ring, -1 - index)).flat();
      expect(signedArea(rolled)).toBeCloseTo(signedArea(ring), 3);
      expect(signedArea(backwards)).toBeCloseTo(-signedArea(ring), 3);
      expect(polygonArea([ring])).toBeGreaterThan(0);
    }));
  });
  test('inside means inside the bounds, and a point far away is outside', () => {
    fc.assert(fc.property(star, point, ({ ring }, at) => {
      const bounds = ringsBounds([ring]);
      if (bounds !== null && ringContains(ring, at)) expect(holds(bounds, at)).toBe(true);
      expect(ringContains(ring, [1e6, 1e6])).toBe(false);
    }));
  });
  test('a hole is outside and takes its area', () => {
    const rings = [[0, 0, 10, 0, 10, 10, 0, 10], [4, 4, 6, 4, 6, 6, 4, 6]];
    expect(polygonArea(rings)).toBe(96);
    expect(polygonContains(rings, [5, 5])).toBe(false);
    expect(polygonContains(rings, [2, 5])).toBe(true);
    expect(polygonEdgeDistance(rings, [5, 5])).toBe(1);
  });
  test('splicing in and out again changes nothing', () => {
    fc.assert(fc.property(star, fc.nat(20), point, ({ ring }, index, at) => {
      const where = index % (ring.length / 2);
      expect(spliceRing(spliceRing(ring, { index: where, count: 0 }, [at]), { index: where, count: 1 }, [])).toEqual(ring);
    }));
  });
});

test('rectangles: union encloses both, the intersection is in both', () => {
  fc.assert(fc.property(point, point, point, point, (a, b, c, d) => {
    const [first, second] = [rectOf(a, b), rectOf(c, d)];
    const both = intersect(first, second);
    expect(encloses(union(first, second), first)).toBe(true);
    expect(both !== null).toBe(overlaps(first, second));
    if (both !== null) expect(encloses(first, both) && encloses(second, both)).toBe(true);
  }));
});
