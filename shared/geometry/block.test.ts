import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCorners, countInside, flipBlock, headBlock, into, moveFace, outOf, rayIntoBlock, type Block } from './block.ts';
import { after, fromYaw, inverse, normal, slerp, turned, yawOf, type Quaternion, type Vector } from './quaternion.ts';

const number = fc.double({ min: -100, max: 100, noNaN: true });
const side = fc.double({ min: 0.1, max: 20, noNaN: true });
const vector = fc.tuple(number, number, number);
const turn: fc.Arbitrary<Quaternion> = fc.tuple(number, number, number, number).map(normal);
const block: fc.Arbitrary<Block> = fc.record({ centre: vector, size: fc.tuple(side, side, side), turn });
const near = (a: readonly number[], b: readonly number[], slack = 1e-6): void => a.forEach((value, n) => expect(Math.abs(value - (b[n] ?? Number.NaN))).toBeLessThan(slack));

describe('turns', () => {
  it('a quarter to the left brings forward to the left', () => {
    near(turned([1, 0, 0], fromYaw(Math.PI / 2)), [0, 1, 0]);
    expect(yawOf(fromYaw(2.5))).toBeCloseTo(2.5, 9);
  });

  it('one after the other is both, and back is back', () => {
    fc.assert(fc.property(turn, turn, vector, (a, b, place) => {
      near(turned(place, after(a, b)), turned(turned(place, b), a));
      near(turned(turned(place, a), inverse(a)), place);
    }));
  });

  it('goes the shorter way with steady speed', () => {
    expect(yawOf(slerp(fromYaw(3), fromYaw(-3), 0.5))).toBeCloseTo(Math.PI, 6);
    expect(yawOf(slerp(fromYaw(0), fromYaw(2), 0.25))).toBeCloseTo(0.5, 9);
    fc.assert(fc.property(turn, turn, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
      const way = slerp(a, b, t);
      expect(Math.hypot(...way)).toBeCloseTo(1, 9);
      near(turned([1, 2, 3], slerp(a, b, 1)), turned([1, 2, 3], b), 1e-5);
    }));
  });
});

describe('blocks', () => {
  it('has its front left corner ahead and to the left', () => {
    const car: Block = { centre: [10, 0, 1], size: [4, 2, 1.5], turn: fromYaw(0) };
    expect(blockCorners(car)[0]).toEqual([12, 1, 0.25]);
    near(blockCorners({ ...car, turn: fromYaw(Math.PI / 2) })[0] ?? [], [9, 2, 0.25]);
  });

  it('a moved face leaves the opposite one where it was', () => {
    fc.assert(fc.property(block, fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>, fc.constantFrom(1, -1) as fc.Arbitrary<1 | -1>, fc.double({ min: -30, max: 30, noNaN: true }), (one, axis, side, by) => {
      const opposite = (of: Block): Vector => {
        const own: [number, number, number] = [0, 0, 0];
        own[axis] = (-side * of.size[axis]) / 2;
        return outOf(of, own);
      };
      near(opposite(moveFace(one, { axis, side }, by)), opposite(one));
    }));
  });

  it('turns its heading and keeps pitch and roll', () => {
    fc.assert(fc.property(block, fc.double({ min: -3, max: 3, noNaN: true }), (one, yaw) => {
      fc.pre(Math.hypot(...turned([1, 0, 0], one.turn).slice(0, 2)) > 1e-3);
      const headed = headBlock(one, yaw);
      expect(yawOf(headed.turn)).toBeCloseTo(yaw, 5);
      expect(turned([1, 0, 0], headed.turn)[2]).toBeCloseTo(turned([1, 0, 0], one.turn)[2], 6);
      near(turned([1, 0, 0], flipBlock(one).turn), turned([-1, 0, 0], one.turn));
      near(turned([0, 0, 1], flipBlock(one).turn), turned([0, 0, 1], one.turn));
    }));
  });

  it('a ray enters where it says, or misses', () => {
    fc.assert(fc.property(block, vector, (one, from) => {
      const inside = outOf(one, [one.size[0] * 0.3, one.size[1] * -0.2, one.size[2] * 0.1]);
      const way: Vector = [inside[0] - from[0], inside[1] - from[1], inside[2] - from[2]];
      const at = rayIntoBlock(one, from, way);
      expect(at).not.toBeNull();
      const hit = into(one, [from[0] + way[0] * (at ?? 0), from[1] + way[1] * (at ?? 0), from[2] + way[2] * (at ?? 0)]);
      const out = Math.max(...hit.map((value, axis) => Math.abs(value) - (one.size[axis] ?? 0) / 2));
      expect(out).toBeLessThan(1e-6);
      if ((at ?? 0) > 0) expect(out).toBeGreaterThan(-1e-6);
      const beside: Vector = [one.centre[0] + 500, one.centre[1], one.centre[2]];
      expect(rayIntoBlock(one, beside, [0, 0, 1])).toBeNull();
    }));
  });

  it('counts the points that lie inside, from whatever origin', () => {
    fc.assert(fc.property(block, fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 40 }), (one, places) => {
      const clear = places.filter((place) => place.every((value) => Math.abs(Math.abs(value) - 0.5) > 0.01));
      const origin: Vector = [600_000, 5_000_000, 7];
      const far = { ...one, centre: [one.centre[0] + origin[0], one.centre[1] + origin[1], one.centre[2] + origin[2]] as const };
      const positions = Float32Array.from([...clear.flatMap(([x, y, z]) => outOf(one, [x * one.size[0], y * one.size[1], z * one.size[2]])), Number.NaN, Number.NaN, Number.NaN]);
      expect(countInside(far, positions, origin)).toBe(clear.filter((place) => place.every((value) => Math.abs(value) < 0.5)).length);
    }));
  });
});
