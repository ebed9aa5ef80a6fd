import { describe, expect, it } from 'vitest';
import { about, andThen, backwards, moved, movedFlat } from '../../geometry/similarity.ts';
import { lumaOf, shakingCamera, texture, type Actor, type Scene } from '../../../tests/support/movingScene.ts';
import { cameraCorners, cameraPyramid, cameraStep } from './cameraStep.ts';
import type { Figure } from './figure.ts';
import { ObjectTracker, type Followed } from './objectTracker.ts';

const size = { width: 320, height: 240 };
const scene = (seed: number, over: Partial<Scene> = {}): Scene => ({ ...size, ground: texture(seed), camera: shakingCamera(seed, { ...size, frames: 12 }, { walk: 2.5, shake: 2, turn: 0.6 }), actors: [], grain: 3, ...over });

/** How far off, at most, corners and middle of the picture are. */
function offBy(found: ReturnType<typeof andThen>, true_: ReturnType<typeof andThen>): number {
  return Math.max(...([[0, 0], [320, 0], [0, 240], [320, 240], [160, 120]] as const).map((point) => {
    const [a, b] = [moved(found, point), moved(true_, point)];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }));
}

describe('the motion of a camera', () => {
  it.each([1, 2])('is found to a fraction of a pixel, with grain (seed %i)', (seed) => {
    const shown = scene(seed);
    for (let frame = 1; frame < 5; frame += 1) {
      const [from, to] = [cameraPyramid(lumaOf(shown, frame - 1)), cameraPyramid(lumaOf(shown, frame))];
      const step = cameraStep({ from, to }, cameraCorners(from), frame);
      expect(step?.share).toBeGreaterThan(0.7);
      expect(offBy(step?.similarity ?? { a: 0, b: 0, dx: 0, dy: 0 }, andThen(backwards(shown.camera(frame - 1)), shown.camera(frame)))).toBeLessThan(0.35);
    }
  });
});

interface Run {
  readonly seen: readonly Followed[];
  readonly lost: { readonly frame: number; readonly why: string } | null;
}

/** Shows a tracker the parts it asks for, frame by frame. */
function run(shown: Scene, figure: Figure, { from, to }: { readonly from: number; readonly to: number }): Run {
  const tracker = new ObjectTracker(figure, shown);
  const seen: Followed[] = [];
  const by = Math.sign(to - from);
  for (let frame = from; frame !== to + by; frame += by) {
    let sighting = tracker.see(lumaOf(shown, frame, tracker.part));
    if (sighting.is === 'again') sighting = tracker.see(lumaOf(shown, frame, tracker.part));
    if (sighting.is === 'lost') return { seen, lost: { frame, why: sighting.why } };
    if (sighting.is === 'seen') seen.push(sighting.followed);
  }
  return { seen, lost: null };
}

/** The outline of a thing of that size on a frame. */
const outline = (actor: Actor, frame: number): number[] => movedFlat(actor.at(frame), [-actor.width / 2, -actor.height / 2, actor.width / 2, -actor.height / 2, actor.width / 2, actor.height / 2, -actor.width / 2, actor.height / 2]);
const figureOf = (actor: Actor, frame: number): Figure => ({ rings: [outline(actor, frame)], lines: [], reach: 0 });

/** How far off its corners are, at most, on the frames it was seen on. */
function cornersOffBy({ seen }: Run, actor: Actor, { from, by }: { readonly from: number; readonly by: number }): number {
  const start = outline(actor, from);
  return Math.max(...seen.map(({ similarity }, at) => {
    const [found, truth] = [movedFlat(similarity, start), outline(actor, from + at * by)];
    return Math.max(...[0, 2, 4, 6].map((index) => Math.hypot((found[index] ?? 0) - (truth[index] ?? 0), (found[index + 1] ?? 0) - (truth[index + 1] ?? 0))));
  }));
}

describe('following one thing', () => {
  const driving = (seed: number, over: Partial<Actor> = {}): Actor => ({ width: 46, height: 30, texture: texture(seed + 500, { mean: 150 }), at: (frame) => about([0, 0], { scale: 1 + frame * 0.008, degrees: frame * 0.9, by: [70 + frame * 3.3, 90 + frame * 1.7] }), ...over });
  const still = () => ({ a: 1, b: 0, dx: 0, dy: 0 });

  it.each([1, 2])('keeps to its place, size and turn, forwards and backwards (seed %i)', (seed) => {
    const actor = driving(seed);
    const shown = scene(seed, { actors: [actor], camera: still });
    const ahead = run(shown, figureOf(actor, 0), { from: 0, to: 30 });
    expect(ahead.lost).toBeNull();
    expect(cornersOffBy(ahead, actor, { from: 0, by: 1 })).toBeLessThan(1);
    const back = run(shown, figureOf(actor, 30), { from: 30, to: 0 });
    expect(back.lost).toBeNull();
    expect(cornersOffBy(back, actor, { from: 30, by: -1 })).toBeLessThan(1);
  });

  it('follows a thing under a shaking camera', () => {
    const camera = shakingCamera(9, { ...size, frames: 40 }, { walk: 3, shake: 3, turn: 0.4 });
    const actor = driving(9, { at: (frame) => andThen(about([0, 0], { scale: 1, degrees: 0, by: [90 + frame * 2, 110] }), camera(frame)) });
    const found = run(scene(9, { actors: [actor], camera }), figureOf(actor, 0), { from: 0, to: 30 });
    expect(found.lost).toBeNull();
    expect(cornersOffBy(found, actor, { from: 0, by: 1 })).toBeLessThan(1.2);
  });

  // Jumps of up to a third of the thing itself from frame to frame: where the flow ends, it is looked for all around.
  it.each([11, 14, 20])('finds a small thing again after jumps (seed %i)', (seed) => {
    const camera = shakingCamera(seed, { ...size, frames: 40 }, { walk: 2.5, shake: 3, turn: 0.2, drift: [2.2, 0.6] });
    const actor: Actor = { width: 44, height: 30, texture: texture(289 + seed, { mean: 160 }), at: (frame) => andThen(about([0, 0], { scale: 1, degrees: 0, by: [90 + frame * 1.2, 150] }), camera(frame)) };
    const found = run(scene(seed, { ground: texture(290 + seed), actors: [actor], camera }), figureOf(actor, 0), { from: 0, to: 36 });
    expect(found.lost).toBeNull();
    expect(cornersOffBy(found, actor, { from: 0, by: 1 })).toBeLessThan(1.2);
  });

  it('looks at a thing that came nearer in other pixels, and goes on', () => {
    const actor = driving(5, { width: 40, height: 40, at: (frame) => about([0, 0], { scale: 1.045 ** frame, degrees: 0, by: [160, 120] }) });
    const found = run(scene(5, { actors: [actor], camera: still }), figureOf(actor, 0), { from: 0, to: 36 });
    expect(found.lost).toBeNull();
    expect(cornersOffBy(found, actor, { from: 0, by: 1 })).toBeLessThan(4);
  });

  it('says when it is covered, and on which frame', () => {
    const actor = driving(6);
    // A wall that hides it from frame 14 on for good.
    const wall: Actor = { width: 60, height: 240, texture: texture(77, { mean: 90 }), at: () => ({ a: 1, b: 0, dx: 158, dy: 120 }) };
    const { lost, seen } = run(scene(6, { actors: [actor, wall], camera: still }), figureOf(actor, 0), { from: 0, to: 40 });
    expect(['changed', 'scattered']).toContain(lost?.why);
    expect(lost?.frame).toBeGreaterThan(13);
    expect(lost?.frame).toBeLessThan(28);
    expect(cornersOffBy({ seen: seen.slice(0, 13), lost }, actor, { from: 0, by: 1 })).toBeLessThan(1);
  });

  it('says when it left the picture', () => {
    const actor = driving(7, { at: (frame) => ({ a: 1, b: 0, dx: 240 + frame * 5, dy: 120 }) });
    const { lost } = run(scene(7, { actors: [actor], camera: still }), figureOf(actor, 0), { from: 0, to: 40 });
    expect(lost?.why).toBe('left');
    // Its middle is at the edge on frame 16.
    expect(Math.abs((lost?.frame ?? 0) - 16)).toBeLessThanOrEqual(2);
  });

  it('says at once when there is nothing to hold on to', () => {
    const plain: Actor = { width: 40, height: 40, texture: { at: () => 140 }, at: () => ({ a: 1, b: 0, dx: 100, dy: 100 }) };
    const { lost } = run(scene(8, { actors: [plain], camera: still, grain: 0 }), { rings: [[84, 84, 116, 84, 116, 116, 84, 116]], lines: [], reach: 0 }, { from: 0, to: 5 });
    expect(lost).toEqual({ frame: 0, why: 'plain' });
  });

  it('does not take a cut for a motion', () => {
    const actor = driving(10);
    const before = scene(10, { actors: [actor], camera: still });
    const after = scene(90, { camera: still });
    const tracker = new ObjectTracker(figureOf(actor, 0), size);
    for (let frame = 0; frame < 4; frame += 1) expect(tracker.see(lumaOf(before, frame, tracker.part)).is).toBe('seen');
    expect(tracker.see(lumaOf(after, 4, tracker.part)).is).toBe('lost');
  });
});
