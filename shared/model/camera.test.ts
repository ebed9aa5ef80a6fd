import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { about, moved, movedFlat } from '../geometry/similarity.ts';
import { anyShape } from '../../tests/support/anyShape.ts';
import { CameraPath, keptStep } from './camera.ts';
import { apart, keptFrames, tolerance } from './keptFrames.ts';
import { kindOf } from './kinds/registry.ts';
import type { Shape } from './kinds/shape.ts';
import type { Keyframe } from './records.ts';
import { shapeAmong } from './shapeAt.ts';

const size = { width: 640, height: 480 };
const FRAMES = 24;
const key = (frame: number, shape: Shape | null): Keyframe => ({ id: `k${frame}` as Keyframe['id'], type: 'keyframe', track: 't' as Keyframe['track'], frame, shape, occluded: false, truncated: false });
const still = new CameraPath([{ from: 0, steps: Array.from({ length: FRAMES }, () => [0, 0, 0, 0, 100]).flat() }], size);
/** Steps as a handheld camera makes them. */
const anyPath = fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -1500, max: 1500 }), fc.integer({ min: -1500, max: 1500 }), fc.integer({ min: 40, max: 100 })), { minLength: FRAMES, maxLength: FRAMES })
  .map((steps) => new CameraPath([{ from: 0, steps: steps.flat() }], size));
const anyFrame = fc.integer({ min: 0, max: FRAMES - 1 });

describe('the way of a camera', () => {
  it('leads there and back, and does not depend on where it is asked', () => {
    fc.assert(fc.property(anyPath, anyFrame, anyFrame, anyFrame, (path, a, b, c) => {
      const [ab, bc, ac, ba] = [path.between(a, b), path.between(b, c), path.between(a, c), path.between(b, a)];
      if (ab === null || bc === null || ac === null || ba === null) throw new Error('this way is not broken');
      const point = [123, 321] as const;
      for (const [one, other] of [[moved(bc, moved(ab, point)), moved(ac, point)], [moved(ba, moved(ab, point)), point]] as const) expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeLessThan(1e-6);
    }));
  });

  it('keeps steps in whole numbers, finer than anyone can see', () => {
    fc.assert(fc.property(fc.double({ min: 0.98, max: 1.02, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true }), (scale, degrees, by) => {
      const similarity = about([320, 240], { scale, degrees, by: [by, -by / 3] });
      const path = new CameraPath([{ from: 0, steps: [...keptStep(null, size), ...keptStep({ similarity, share: 0.8 }, size)] }], size);
      const step = path.stepTo(1);
      for (const corner of [[0, 0], [640, 480]] as const) {
        const [kept, meant] = [step === null ? [NaN, NaN] as const : moved(step, corner), moved(similarity, corner)];
        expect(Math.hypot(kept[0] - meant[0], kept[1] - meant[1])).toBeLessThan(0.01);
      }
    }));
  });

  it('is broken where too few places went along, where parts are missing, and outside the clip', () => {
    const steps = [[0, 0, 0, 0, 0], [0, 0, 500, 0, 90], [0, 0, 500, 0, 39], [0, 0, 500, 0, 90]].flat();
    const path = new CameraPath([{ from: 0, steps }, { from: 6, steps }], size);
    expect(path.known).toBe(4);
    expect([path.between(0, 1) !== null, path.between(1, 2), path.between(2, 3) !== null, path.between(3, 4), path.between(-1, 0)]).toEqual([true, null, true, null, null]);
  });
});

describe.each(Object.entries(anyShape))('a %s that goes along with the camera', (name, shape) => {
  const runs = { numRuns: name === 'mask' ? 15 : 80 };

  test('lies as plain interpolation puts it while the camera stands still', () => {
    fc.assert(fc.property(shape, shape, anyFrame, (a, b, frame) => {
      const keys = [key(3, a), key(17, b)];
      const [plain, steady] = [null, still].map((path) => shapeAmong(keys, 'span', { frame, steady: path }));
      if (plain === null || plain === undefined || steady === null || steady === undefined) expect(plain).toBe(steady);
      else expect(apart(plain, steady)).toBeLessThan(1e-9);
    }), runs);
  });

  test('lies still on the ground exactly, whatever the camera does', () => {
    fc.assert(fc.property(shape, anyPath, fc.integer({ min: 3, max: FRAMES - 1 }), (drawn, path, frame) => {
      const carriedTo = (at: number): Shape => kindOf(drawn).carry(drawn, path.between(3, at) ?? { a: NaN, b: 0, dx: 0, dy: 0 });
      const keys = [key(3, drawn), key(17, carriedTo(17))];
      const found = shapeAmong(keys, 'span', { frame, steady: path });
      expect(found === null ? Infinity : apart(found, carriedTo(frame))).toBeLessThan(name === 'mask' ? 3 : 1e-5);
    }), runs);
  });

  test('is where it was drawn on its keyframes, to the bit', () => {
    fc.assert(fc.property(shape, shape, anyPath, (a, b, path) => {
      const keys = [key(3, a), key(17, b)];
      expect(shapeAmong(keys, 'span', { frame: 3, steady: path })).toBe(a);
      expect(shapeAmong(keys, 'span', { frame: 17, steady: path })).toBe(b);
    }), runs);
  });
});

describe('what is carried with the ground', () => {
  const anyMove = fc.record({ scale: fc.double({ min: 0.5, max: 2, noNaN: true }), degrees: fc.integer({ min: -170, max: 170 }), by: fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })) }).map((move) => about([40, -30], move));

  test.each(Object.entries(anyShape).filter(([name]) => name !== 'mask' && name !== 'cuboid2d'))('a %s has every point where the ground under it is', (_name, shape) => {
    fc.assert(fc.property(shape, anyMove, (drawn, move) => {
      fc.pre(drawn.kind !== 'box' || drawn.angle !== 0);
      const painted = (one: Shape): number[] => kindOf(one).strokes(one).flatMap(({ coords }) => coords);
      const [there, meant] = [painted(kindOf(drawn).carry(drawn, move)), movedFlat(move, painted(drawn))];
      for (const [at, value] of meant.entries()) expect(Math.abs(value - (there[at] ?? NaN))).toBeLessThan(1e-6);
    }));
  });

  test('a box nobody turned stays upright, in its place and size', () => {
    const box = { kind: 'box', x: 0, y: 0, width: 20, height: 10, angle: 0 } as const;
    expect(kindOf(box).carry(box, about([10, 5], { scale: 2, degrees: 30, by: [7, 0] }))).toMatchObject({ x: -3, y: -5, width: 40, height: 20, angle: 0 });
  });
});

describe('the keyframes a way needs', () => {
  const way = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })), { minLength: 3, maxLength: FRAMES }).map((steps) => {
    let [x, y] = [100, 100];
    return steps.map(([dx, dy], frame) => {
      [x, y] = [x + dx, y + dy];
      return { frame, shape: { kind: 'box' as const, x, y, width: 40, height: 30, angle: 0 } };
    });
  });

  it('bring every other frame to its place, with a camera and without', () => {
    fc.assert(fc.property(way, fc.option(anyPath), (all, steady) => {
      const keys = keptFrames(all, steady).map(({ frame, shape }) => key(frame, shape));
      expect(keys.at(0)?.frame).toBe(0);
      expect(keys.at(-1)?.frame).toBe(all.length - 1);
      for (const { frame, shape } of all) {
        const put = shapeAmong(keys, 'span', { frame, steady });
        expect(put === null ? Infinity : apart(put, shape)).toBeLessThanOrEqual(tolerance(shape) + 1e-9);
      }
    }));
  });

  it('are two for what moves evenly', () => {
    const even = Array.from({ length: 40 }, (_, frame) => ({ frame, shape: { kind: 'box' as const, x: frame * 2.5, y: 9, width: 40, height: 30, angle: 0 } }));
    expect(keptFrames(even, null).map(({ frame }) => frame)).toEqual([0, 39]);
  });
});
