import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import type { Keyframe } from '#shared/model/records.ts';
import { laneMarks } from './laneMarks.ts';
import { fitScale, frameAt, keptScale, showing, tickStep, timeCode, xOf, zoomed } from './timeScale.ts';

const track = '00000000-0000-4000-8000-000000000001' as TrackId;
const key = (frame: number, more: Partial<Keyframe> = {}): Keyframe => ({ id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape: { kind: 'box', x: 0, y: 0, width: 9, height: 9, angle: 0 }, occluded: false, truncated: false, ...more });

describe('the scale of a timeline', () => {
  const clip = fc.record({ frames: fc.integer({ min: 1, max: 70_000 }), width: fc.integer({ min: 100, max: 2000 }), from: fc.integer({ min: -100, max: 70_000 }), step: fc.double({ min: 0.001, max: 100, noNaN: true }) });

  it('stays on the clip however one moves', () => {
    fc.assert(fc.property(clip, fc.nat(70_000), ({ frames, width, from, step }, wish) => {
      const frame = wish % frames;
      const scale = keptScale({ from, step }, frames, width);
      expect(scale.from).toBeGreaterThanOrEqual(0);
      expect(xOf(scale, frames)).toBeLessThanOrEqual(Math.max(width, frames * 48) + 1);
      const shown = keptScale(showing(scale, frame, width), frames, width);
      expect(xOf(shown, frame)).toBeGreaterThanOrEqual(-1e-6);
      expect(xOf(shown, frame)).toBeLessThanOrEqual(width);
      expect(frameAt(scale, xOf(scale, frame) + scale.step / 2)).toBe(frame);
    }), { numRuns: 200 });
  });

  it('zooms about the place under the pointer', () => {
    const scale = zoomed({ from: 100, step: 2 }, 3, 400);
    expect(frameAt(scale, 400)).toBe(300);
    expect(fitScale(1000, 500)).toEqual({ from: 0, step: 0.5 });
  });

  it('numbers the ruler by round steps, and time as players do', () => {
    expect([0.01, 0.5, 3, 20, 48].map((step) => tickStep({ from: 0, step }))).toEqual([10_000, 200, 50, 5, 2]);
    expect([15.816, 75, 3661.5].map(timeCode)).toEqual(['00:15.816', '01:15.000', '01:01:01.500']);
  });
});

describe('a lane', () => {
  const view = { scale: { from: 0, step: 10 }, width: 400, frames: 100 };

  it('shows where a thing is seen, where it is away, and what its keyframes say', () => {
    const marks = laneMarks([key(2), key(5, { occluded: true }), key(8, { shape: null }), key(20, { 'a:speed': 'fast' })], 'span', view);
    expect(marks.seen).toEqual([{ from: 20, to: 80 }, { from: 200, to: 404 }]);
    expect(marks.gaps).toEqual([{ from: 80, to: 200 }]);
    expect(marks.occluded).toEqual([{ from: 50, to: 80 }]);
    expect(marks.keys.map(({ frame, outside, attribute }) => [frame, outside, attribute])).toEqual([[2, false, false], [5, false, false], [8, true, false], [20, false, true]]);
  });

  it('has few marks of many keyframes, and they still say that there are more', () => {
    const keys = Array.from({ length: 20_000 }, (_, frame) => key(frame));
    const marks = laneMarks(keys, 'span', { scale: fitScale(20_000, 400), width: 400, frames: 20_000 });
    expect(marks.keys.length).toBeLessThan(90);
    expect(marks.keys.every(({ many }) => many)).toBe(true);
    expect(marks.seen).toHaveLength(1);
  });
});
