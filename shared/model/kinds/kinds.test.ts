import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxCentre } from '../../geometry/box.ts';
import { distance, minus, type Point } from '../../geometry/point.ts';
import { normal } from '../../geometry/quaternion.ts';
import { must } from '../../base/must.ts';
import { box } from './box.ts';
import { personTemplate } from '../personTemplate.ts';
import { cuboid2d, cuboidCorners } from './cuboid2d.ts';
import { ellipse } from './ellipse.ts';
import { points } from './points.ts';
import { polygon } from './polygon.ts';
import { polyline } from './polyline.ts';
import { kindOf, kinds } from './registry.ts';
import { differsFrom, skeleton, skeletonWithin } from './skeleton.ts';
import { shape as shapeSchema, type BoxShape, type Cuboid2dShape, type CuboidShape, type EllipseShape, type PointsShape, type PolygonShape, type PolylineShape, type SkeletonShape, type Shape } from './shape.ts';

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
const aSkeleton: fc.Arbitrary<SkeletonShape> = fc.array(fc.record({ x: number, y: number, state: fc.constantFrom('visible' as const, 'occluded' as const) }), { minLength: 1, maxLength: 20 }).map((joints) => ({
  kind: 'skeleton', joints: joints.map((joint, at) => ({ name: `j${at}`, ...joint })), edges: joints.slice(1).map((_, at) => [at, at + 1]),
}));
const aCuboid: fc.Arbitrary<Cuboid2dShape> = fc.record({ kind: fc.constant('cuboid2d' as const), x: number, y: number, width: size, height: size, dx: number, dy: number, back: fc.double({ min: 0.1, max: 3, noNaN: true }) });
const aBlock: fc.Arbitrary<CuboidShape> = fc.record({ kind: fc.constant('cuboid' as const), centre: fc.tuple(number, number, number), size: fc.tuple(size, size, size), turn: fc.tuple(number, number, number, number).map((turn): [number, number, number, number] => [...normal(turn)]) });
const aShape: fc.Arbitrary<Shape> = fc.oneof(aBlock, aBox, aPolygon, aLine, somePoints, anEllipse, aSkeleton, aCuboid, fc.constant({ kind: 'tag' as const }));

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

describe('skeleton', () => {
  const person = skeletonWithin(personTemplate, [100, 200], [0, 0]);
  test('fills the dragged box, whatever corner it began in', () => {
    expect(skeleton.bounds(person)).toEqual({ minX: 5, minY: 10, maxX: 95, maxY: 192 });
    expect(skeleton.problem(person)).toBeNull();
    expect(shapeSchema.safeParse(person).success).toBe(true);
  });
  test('a joint outside has neither handle nor edges; the last one in view stays', () => {
    const without = must(skeleton.withoutHandle(person, 'j:0'), 'a skeleton');
    expect(skeleton.handles(without)).toHaveLength(16);
    expect(skeleton.strokes(without).filter(({ form }) => form === 'line')).toHaveLength(personTemplate.edges.length - 4);
    const one = { ...person, joints: person.joints.map((joint, at) => ({ ...joint, state: at === 0 ? ('visible' as const) : ('outside' as const) })) };
    expect(skeleton.withoutHandle(one, 'j:0')).toBeNull();
    expect(skeleton.problem({ ...one, joints: one.joints.map((joint) => ({ ...joint, state: 'outside' as const })) })).toBe('edit/too-few-vertices');
  });
  test('is found by its bones and joints, and moves joint by joint between keyframes', () => {
    fc.assert(fc.property(aSkeleton, (shape) => {
      for (const { x, y } of shape.joints) expect(skeleton.edgeDistance(shape, [x, y])).toBeLessThan(1e-9);
      const half = skeleton.between(shape, skeleton.translate(shape, [10, 4]), 0.5);
      half.joints.forEach((joint, at) => expect([joint.x - must(shape.joints[at], 'a joint').x, joint.y - must(shape.joints[at], 'a joint').y]).toEqual([expect.closeTo(5, 6), expect.closeTo(2, 6)]));
    }));
  });
  test('is refused with two joints of one name, an edge to nowhere, and NaN', () => {
    const [first] = person.joints;
    expect(skeleton.problem({ ...person, joints: [...person.joints, must(first, 'a joint')] })).toBe('edit/bad-skeleton');
    expect(skeleton.problem({ ...person, edges: [[0, 17]] })).toBe('edit/bad-skeleton');
    expect(skeleton.problem(skeleton.moveHandle(person, 'j:3', { to: [NaN, 0], keys: plain }))).toBe('edit/not-a-number');
  });
  test('knows when the template has other joints by now', () => {
    expect(differsFrom(person, personTemplate)).toBe(false);
    expect(differsFrom(person, { ...personTemplate, joints: personTemplate.joints.slice(1), edges: [] })).toBe(true);
    expect(differsFrom(person, null)).toBe(true);
  });
});

describe('cuboid2d', () => {
  test('every corner and the middle of its edges are hit; its corners are where the faces are', () => {
    fc.assert(fc.property(aCuboid, (shape) => {
      for (const corner of cuboidCorners(shape)) expect(cuboid2d.edgeDistance(shape, corner)).toBeLessThan(1e-6);
      expect(cuboid2d.contains(shape, [shape.x + shape.width / 2, shape.y + shape.height / 2])).toBe(true);
      expect(cuboid2d.contains(shape, [shape.x + shape.width / 2 + shape.dx, shape.y + shape.height / 2 + shape.dy])).toBe(true);
    }));
  });
  test('the front is sized without turning the depth, the back without moving the front', () => {
    const shape: Cuboid2dShape = { kind: 'cuboid2d', x: 0, y: 0, width: 40, height: 20, dx: 30, dy: -10, back: 0.5 };
    expect(cuboid2d.moveHandle(shape, 'f:se', { to: [60, 30], keys: plain })).toEqual({ ...shape, width: 60, height: 30 });
    expect(cuboid2d.moveHandle(shape, 'depth', { to: [120, 110], keys: plain })).toEqual({ ...shape, dx: 100, dy: 100 });
    expect(cuboid2d.moveHandle(shape, 'b:se', { to: [90, 20], keys: plain }).back).toBeCloseTo(2);
    expect(cuboid2d.handles(shape).filter(({ role }) => role === 'corner')).toHaveLength(8);
  });
  test('is refused without a face, with NaN, and with a back of nothing', () => {
    const shape: Cuboid2dShape = { kind: 'cuboid2d', x: 0, y: 0, width: 40, height: 20, dx: 30, dy: -10, back: 0.5 };
    expect([cuboid2d.problem(shape), cuboid2d.problem({ ...shape, width: 0 }), cuboid2d.problem({ ...shape, dx: NaN }), cuboid2d.problem({ ...shape, back: 0 })]).toEqual([null, 'edit/no-area', 'edit/not-a-number', 'edit/no-area']);
  });
});
