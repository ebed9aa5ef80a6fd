import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxCentre } from '../../geometry/box.ts';
import { distance, minus, type Point } from '../../geometry/point.ts';
import { must } from '../../base/must.ts';
import { box } from './box.ts';
import { ellipse } from './ellipse.ts';
import { points } from './points.ts';
import { polygon } from './polygon.ts';
import { polyline } from './polyline.ts';
import { kindOf, kinds } from './registry.ts';
import { shape as shapeSchema, type BoxShape, type EllipseShape, type PointsShape, type PolygonShape, type PolylineShape, type Shape } from './shape.ts';

const plain = { even: false, centred: false };
const number = fc.double({ min: -4000, max: 4000, noNaN: true });
const size = fc.double({ min: 1, max: 900, noNaN: true });
const aBox = fc.record({ kind: fc.constant('box' as const), x: number, y: number, width: size, height: size, angle: fc.double({ min: -180, max: 180, noNaN: true }) });
const aPolygon: fc.Arbitrary<PolygonShape> = fc.tuple(number, number, fc.array(size, { minLength: 3, maxLength: 30 })).map(([x, y, radii]) => ({
  kind: 'polygon', rings: [radii.flatMap((radius, index) => [x + radius * Math.cos((index / radii.length) * 6.283), y + radius * Math.sin((index / radii.length) * 6.283)])],
}));
const path = (least: number): fc.Arbitrary<number[]> => fc.array(fc.tuple(number, number), { minLength: least, maxLength: 30 }).map((all) => all.flat());
const aLine: fc.Arbitrary<PolylineShape> = path(2).map((points) => ({ kind: 'polyline', points }));
const somePoints: fc.Arbitrary<PointsShape> = path(1).map((points) => ({ kind: 'points', points }));
const anEllipse: fc.Arbitrary<EllipseShape> = fc.record({ kind: fc.constant('ellipse' as const), x: number, y: number, rx: size, ry: size, angle: fc.double({ min: -180, max: 180, noNaN: true }) });
const aShape: fc.Arbitrary<Shape> = fc.oneof(aBox, aPolygon, aLine, somePoints, anEllipse, fc.constant({ kind: 'tag' as const }));

describe('every kind', () => {
  test('has a line in the registry under its own name', () => {
    for (const [name, kind] of Object.entries(kinds)) expect(kind.name).toBe(name);
  });
  test('translates there and back', () => {
    fc.assert(fc.property(aShape, number, number, (shape, dx, dy) => {
      const kind = kindOf(shape);
      const bounds = kind.bounds(kind.translate(kind.translate(shape, [dx, dy]), [-dx, -dy]));
      expect(bounds?.minX ?? 0).toBeCloseTo(kind.bounds(shape)?.minX ?? 0, 5);
      expect(bounds?.maxY ?? 0).toBeCloseTo(kind.bounds(shape)?.maxY ?? 0, 5);
    }));
  });
  test('moving any handle gives a shape the schema takes', () => {
    fc.assert(fc.property(aShape, fc.nat(50), number, number, fc.boolean(), fc.boolean(), (shape, pick, x, y, even, centred) => {
      const kind = kindOf(shape);
      const all = kind.handles(shape);
      const handle = all[pick % Math.max(1, all.length)];
      if (handle === undefined) return;
      expect(shapeSchema.safeParse(kind.moveHandle(shape, handle.id, { to: [x, y], keys: { even, centred } })).success).toBe(true);
    }));
  });
  test('lies at its keyframes at both ends of the way between', () => {
    fc.assert(fc.property(aBox, aBox, (a, b) => {
      expect(box.between(a, b, 0).x).toBeCloseTo(a.x, 5);
      expect(box.between(a, b, 1).width).toBeCloseTo(b.width, 5);
    }));
    fc.assert(fc.property(aPolygon, (a) => {
      const half = polygon.between(a, polygon.translate(a, [10, 0]), 0.5);
      expect((half.rings[0]?.[0] ?? 0) - (a.rings[0]?.[0] ?? 0)).toBeCloseTo(5, 5);
    }));
  });
});

describe('box', () => {
  test('a dragged corner lands under the pointer and the opposite one stays, turned or not', () => {
    fc.assert(fc.property(aBox, number, number, (shape, x, y) => {
      const at = (from: BoxShape, id: string): Point => must(box.handles(from).find((handle) => handle.id === id), id).at;
      const still = at(shape, 'nw');
      const moved = box.moveHandle(shape, 'se', { to: [x, y], keys: plain });
      const ends = ['nw', 'ne', 'se', 'sw'].map((id) => at(moved, id));
      expect(Math.min(...ends.map((end) => distance(end, still)))).toBeLessThan(1e-6);
      expect(Math.min(...ends.map((end) => distance(end, [x, y])))).toBeLessThan(1e-6);
    }));
  });
  test('Shift keeps the proportions, Alt the centre', () => {
    const shape: BoxShape = { kind: 'box', x: 10, y: 10, width: 40, height: 20, angle: 30 };
    const even = box.moveHandle(shape, 'se', { to: [200, 90], keys: { even: true, centred: false } });
    expect(even.width / even.height).toBeCloseTo(2);
    const centred = box.moveHandle(shape, 'e', { to: [200, 90], keys: { even: false, centred: true } });
    expect(distance(boxCentre(centred), boxCentre(shape))).toBeLessThan(1e-9);
  });
  test('turns so that its top points at the pointer, in steps with Shift', () => {
    const shape: BoxShape = { kind: 'box', x: 0, y: 0, width: 20, height: 20, angle: 0 };
    expect(box.moveHandle(shape, 'turn', { to: [100, 10], keys: plain }).angle).toBeCloseTo(90);
    expect(box.moveHandle(shape, 'turn', { to: [100, 14], keys: { even: true, centred: false } }).angle).toBe(90);
  });
  test('is refused without area, with NaN and far outside', () => {
    const shape: BoxShape = { kind: 'box', x: 0, y: 0, width: 20, height: 0, angle: 0 };
    expect(box.problem(shape)).toBe('edit/no-area');
    expect(box.problem({ ...shape, height: Number.NaN })).toBe('edit/not-a-number');
    expect(box.problem({ ...shape, height: 5, x: 2e7 })).toBe('edit/outside-limits');
    expect(box.problem({ ...shape, height: 5 })).toBeNull();
  });
});

describe('polygon', () => {
  test('a middle handle becomes a vertex, which can be taken out again', () => {
    fc.assert(fc.property(aPolygon, fc.nat(40), number, number, (shape, pick, x, y) => {
      const index = pick % (must(shape.rings[0], 'a ring').length / 2);
      const more = polygon.moveHandle(shape, `m:0:${index}`, { to: [x, y], keys: plain });
      expect(must(polygon.handles(more).find((handle) => handle.id === `v:0:${index + 1}`), 'the new vertex').at).toEqual([x, y]);
      expect(polygon.withoutHandle(more, `v:0:${index + 1}`)).toEqual(shape);
    }));
  });
  test('a triangle keeps its three vertices; a hole that loses its third goes', () => {
    const outer = [0, 0, 10, 0, 10, 10];
    expect(polygon.withoutHandle({ kind: 'polygon', rings: [outer] }, 'v:0:1')).toBeNull();
    expect(polygon.withoutHandle({ kind: 'polygon', rings: [outer, [6, 2, 8, 2, 8, 4]] }, 'v:1:1')).toEqual({ kind: 'polygon', rings: [outer] });
  });
  test('Shift draws along one of eight directions', () => {
    const shape = must(polygon.fromPoints([[0, 0], [10, 0], [19, 11]], { even: true, centred: false }), 'a shape');
    const [dx, dy] = minus([shape.rings[0]?.[4] ?? 0, shape.rings[0]?.[5] ?? 0], [10, 0]);
    expect(Math.abs(dx)).toBeCloseTo(Math.abs(dy));
  });
  test('a line is no polygon', () => expect(polygon.problem({ kind: 'polygon', rings: [[0, 0, 5, 5, 10, 10]] })).toBe('edit/no-area'));
});

describe('polyline', () => {
  test('a middle handle becomes a vertex, which can be taken out again; two vertices stay', () => {
    fc.assert(fc.property(aLine, fc.nat(40), number, number, (shape, pick, x, y) => {
      const index = pick % (shape.points.length / 2 - 1);
      const more = polyline.moveHandle(shape, `m:0:${index}`, { to: [x, y], keys: plain });
      expect(more.points.slice(index * 2 + 2, index * 2 + 4)).toEqual([x, y]);
      expect(polyline.withoutHandle(more, `v:0:${index + 1}`)).toEqual(shape);
    }));
    expect(polyline.withoutHandle({ kind: 'polyline', points: [0, 0, 1, 1] }, 'v:0:0')).toBeNull();
  });
  test('lies at its keyframes at both ends of the way between, whatever their numbers of vertices', () => {
    fc.assert(fc.property(aLine, aLine, (a, b) => {
      for (const [t, end] of [[0, a], [1, b]] as const) {
        const { points: on } = polyline.between(a, b, t);
        expect(on.slice(0, 2).concat(on.slice(-2)).map((value) => Math.round(value * 1e4) + 0)).toEqual([...end.points.slice(0, 2), ...end.points.slice(-2)].map((value) => Math.round(value * 1e4) + 0));
        for (let at = 0; at < on.length; at += 2) expect(polyline.edgeDistance(end, [on[at] ?? 0, on[at + 1] ?? 0])).toBeLessThan(1e-3);
      }
    }));
  });
  test('is refused without length, with NaN and with too many vertices; 100,000 are fine and quick', () => {
    expect(polyline.problem({ kind: 'polyline', points: [5, 5, 5, 5] })).toBe('edit/no-length');
    expect(polyline.problem({ kind: 'polyline', points: [5, NaN, 5, 5] })).toBe('edit/not-a-number');
    expect(polyline.problem({ kind: 'polyline', points: [5, 5] })).toBe('edit/too-few-vertices');
    const long = Array.from({ length: 200_000 }, (_, at) => at % 997);
    expect(polyline.problem({ kind: 'polyline', points: long })).toBeNull();
    expect(polyline.handles({ kind: 'polyline', points: long })).toHaveLength(199_999);
    expect(polyline.between({ kind: 'polyline', points: long }, { kind: 'polyline', points: [0, 0, 9, 9, 5, 0] }, 0.5).points.length).toBeGreaterThan(200_000);
    expect(polyline.problem({ kind: 'polyline', points: [...long, ...long, 1, 1] })).toBe('edit/too-many-vertices');
  });
});

describe('points', () => {
  test('the last one stays', () => {
    expect(points.withoutHandle({ kind: 'points', points: [1, 2, 3, 4] }, 'v:0:0')).toEqual({ kind: 'points', points: [3, 4] });
    expect(points.withoutHandle({ kind: 'points', points: [1, 2] }, 'v:0:0')).toBeNull();
    expect(points.problem({ kind: 'points', points: [] })).toBe('edit/too-few-vertices');
  });
});

describe('ellipse', () => {
  test('its outline lies on its bounds and in itself, turned or not', () => {
    fc.assert(fc.property(anEllipse, (shape) => {
      const bounds = must(ellipse.bounds(shape), 'bounds');
      const coords = must(ellipse.strokes(shape)[0], 'an outline').coords;
      for (let at = 0; at < coords.length; at += 2) {
        const [x = 0, y = 0] = coords.slice(at, at + 2);
        expect(x > bounds.minX - 1e-6 && x < bounds.maxX + 1e-6 && y > bounds.minY - 1e-6 && y < bounds.maxY + 1e-6).toBe(true);
        expect(ellipse.contains(shape, [shape.x + (x - shape.x) * 0.999, shape.y + (y - shape.y) * 0.999])).toBe(true);
        expect(ellipse.contains(shape, [shape.x + (x - shape.x) * 1.001, shape.y + (y - shape.y) * 1.001])).toBe(false);
      }
    }));
  });
  test('is refused without a radius', () => expect(ellipse.problem({ kind: 'ellipse', x: 0, y: 0, rx: 0, ry: 5, angle: 0 })).toBe('edit/no-area'));
});
