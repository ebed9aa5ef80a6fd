import { describe, expect, it } from 'vitest';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import { CameraPath, type Camera } from '../model/camera.ts';
import type { TaskId, TrackId } from '../model/ids.ts';
import { keyframeIdOf } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { DocumentRecord } from '../model/records.ts';
import { heldOutGain, usualSide } from './heldOut.ts';
import { iouOfShift, preflight } from './preflight.ts';

const size = { width: 1280, height: 720 };

function normals(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** A camera that walks and shakes by so many pixels a frame, after `frames` frames. */
function camera({ walk, shake, frames = 1200, share = 90, seed = 3, probes = [] }: { readonly walk: number; readonly shake: number; readonly frames?: number; readonly share?: number; readonly seed?: number; readonly probes?: readonly number[] }): Camera {
  const normal = normals(seed);
  let [x, y, atX, atY] = [0, 0, 0, 0];
  const steps = Array.from({ length: frames }, () => {
    [x, y] = [x + normal() * walk, y + normal() * walk];
    const [toX, toY] = [x + normal() * shake, y + normal() * shake];
    const step = [0, 0, Math.round((toX - atX) * 100), Math.round((toY - atY) * 100), share];
    [atX, atY] = [toX, toY];
    return step;
  });
  return { record: { id: 'c' as TaskId, type: 'camera', task: 't' as TaskId, by: { name: 'test', version: '1' }, frames, ...size, proof: { pts: 0, timebase: [1, 25], sha256: '0'.repeat(64) }, steady: false, probes }, path: new CameraPath([{ from: 0, steps: steps.flat() }], size) };
}

const ious = (found: ReturnType<typeof preflight>): readonly number[] => found.expected.map(({ iou }) => iou);

describe('the verdict before anyone labels', () => {
  // The tables of the design, for things 60 pixels on a side.
  it.each([[0.008, [0.98, 0.97, 0.95, 0.94]], [0.033, [0.9, 0.87, 0.83, 0.8]], [0.067, [0.82, 0.77, 0.7, 0.65]], [0.13, [0.68, 0.61, 0.51, 0.45]]] as const)('expects of a walking camera what the closed form says (%f of a side a frame)', (part, wanted) => {
    const found = preflight(camera({ walk: part * 60, shake: 0, frames: 4000 }), 60);
    for (const [at, iou] of ious(found).entries()) expect(Math.abs(iou - (wanted[at] ?? NaN))).toBeLessThan(0.035);
    expect(found.walk / (part * 60)).toBeGreaterThan(0.85);
    expect(found.walk / (part * 60)).toBeLessThan(1.15);
    expect(found.shake).toBeLessThan(part * 60 * 0.4);
  });

  it.each([[0.033, 0.88], [0.13, 0.61]] as const)('expects the same of a shaking camera however close the keyframes are (%f)', (part, wanted) => {
    const found = preflight(camera({ walk: 0, shake: part * 60, frames: 4000 }), 60);
    for (const iou of ious(found)) expect(Math.abs(iou - wanted)).toBeLessThan(0.035);
    expect(found.shake / (part * 60)).toBeGreaterThan(0.85);
    expect(found.walk).toBeLessThan(part * 60 * 0.2);
  });

  it('says how far apart keyframes may be, what only goes with the camera, and what never will', () => {
    const steady = Array.from({ length: 50 }, () => [80, 60, 5, 3]).flat();
    const lost = Array.from({ length: 50 }, () => [80, 60, 300, 200]).flat();
    expect(preflight(camera({ walk: 0, shake: 0 }), 60).verdict).toEqual({ is: 'interpolate', every: 30 });
    expect(preflight(camera({ walk: 0.067 * 60, shake: 0 }), 60).verdict).toEqual({ is: 'interpolate', every: 5 });
    expect(preflight(camera({ walk: 0.067 * 60, shake: 0, probes: steady }), 60).verdict).toEqual({ is: 'steady' });
    expect(preflight(camera({ walk: 0, shake: 8, probes: steady }), 60).verdict).toEqual({ is: 'steady' });
    expect(preflight(camera({ walk: 0, shake: 8, probes: lost }), 60).verdict).toEqual({ is: 'each' });
    expect(preflight(camera({ walk: 0, shake: 8, share: 30 }), 60).verdict).toEqual({ is: 'unclear' });
    expect(preflight(camera({ walk: 0, shake: 0, frames: 4 }), 60).verdict).toEqual({ is: 'unclear' });
  });

  it('counts the overlap of a square that was moved', () => {
    expect(iouOfShift(0, 0, 60)).toBe(1);
    expect(iouOfShift(30, 0, 60)).toBeCloseTo(1 / 3, 9);
    expect(iouOfShift(61, 0, 60)).toBe(0);
  });
});

describe('what going along with the camera is worth on keyframes', () => {
  const track = 'track' as TrackId;
  const moving = camera({ walk: 5, shake: 4, frames: 200 });

  function documentOf(shapes: readonly (readonly [number, Shape])[]): BookDocument {
    const records: DocumentRecord[] = [
      { id: track, type: 'track', kind: 'box', label: null, extent: 'span', z: 1, note: null, locked: false, pinned: false, difficult: false, group: null },
      ...shapes.map(([frame, shape]): DocumentRecord => ({ id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape, occluded: false, truncated: false })),
    ];
    return new BookDocument(new Map(records.map((record) => [record.id, record])));
  }

  const onGround = (frame: number): Shape => {
    const box: Shape = { kind: 'box', x: 400, y: 300, width: 50, height: 40, angle: 0 };
    return kindOf(box).carry(box, moving.path.between(0, frame) ?? { a: 0, b: 0, dx: 0, dy: 0 });
  };

  it('is found by leaving each keyframe out that has two neighbours', () => {
    const gain = heldOutGain(documentOf([0, 10, 20, 30, 40].map((frame) => [frame, onGround(frame)] as const)), moving.path);
    expect(gain?.count).toBe(3);
    expect(gain?.steady).toBeCloseTo(1, 9);
    expect(gain?.plain).toBeLessThan(0.85);
  });

  it('is not told of too few, nor across a break', () => {
    expect(heldOutGain(documentOf([0, 10, 20, 30].map((frame) => [frame, onGround(frame)] as const)), moving.path)).toBeNull();
    expect(heldOutGain(documentOf([0, 10, 20, 30, 40].map((frame) => [frame, onGround(frame)] as const)), new CameraPath([], size))).toBeNull();
  });

  it('knows how large things are', () => {
    expect(usualSide(documentOf([[0, onGround(0)]]))).toBeCloseTo(Math.sqrt(2000), 6);
    expect(usualSide(documentOf([]))).toBeNull();
  });
});
