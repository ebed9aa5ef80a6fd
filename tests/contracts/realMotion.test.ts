import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import { moved } from '#shared/geometry/similarity.ts';
import { CameraPath, keptStep, type Camera } from '#shared/model/camera.ts';
import { figureOf } from '#shared/model/figureOf.ts';
import type { TaskId } from '#shared/model/ids.ts';
import { apart, keptFrames } from '#shared/model/keptFrames.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { BoxShape, Shape } from '#shared/model/kinds/shape.ts';
import type { CameraRecord } from '#shared/model/records.ts';
import { preflight } from '#shared/query/preflight.ts';
import { CameraSurvey } from '#shared/vision/motion/cameraSurvey.ts';
import { ObjectTracker, type Part } from '#shared/vision/motion/objectTracker.ts';
import { ClipSession } from '../../electron/decoderProcess/clipSession.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

const FOLDER = join(repositoryRoot, '..', 'shared', 'data', 'video');
const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(1).bytes);
const nobody = new AbortController().signal;
let session: ClipSession | null = null;
afterEach(() => session?.close());

async function open(file: string): Promise<ClipSession> {
  session = new ClipSession({ path: join(FOLDER, file), name: file }, { ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 2 ** 26 });
  for await (const step of session.scan(nobody)) if (step.index === null) continue;
  return session;
}

async function luma(clip: ClipSession, frame: number, part: Part): Promise<Part & { readonly pixels: Uint8Array }> {
  return { ...part, pixels: await clip.frame(frame, { form: 'luma', part }, nobody) };
}

/** A box followed from one frame to another, as far as it is found. */
async function follow(clip: ClipSession, box: Shape, [from, to]: readonly [number, number]): Promise<readonly { readonly frame: number; readonly shape: Shape }[]> {
  const figure = figureOf(box);
  if (figure === null) throw new Error('a box has a place');
  const tracker = new ObjectTracker(figure, clip.facts);
  const way: { frame: number; shape: Shape }[] = [];
  const by = Math.sign(to - from);
  for (let frame = from; frame !== to + by;) {
    const sighting = tracker.see(await luma(clip, frame, tracker.part));
    if (sighting.is === 'lost') break;
    if (sighting.is === 'again') continue;
    way.push({ frame, shape: kindOf(box).carry(box, sighting.followed.similarity) });
    frame += by;
  }
  return way;
}

/** The camera over so many frames, as seen through a window that lies at `at` on each. */
async function measured(clip: ClipSession, frames: number, { at = () => [0, 0] as const, size = clip.facts, step = 3 }: { readonly at?: (frame: number) => readonly [number, number]; readonly size?: { readonly width: number; readonly height: number }; readonly step?: number } = {}): Promise<Camera> {
  const survey = new CameraSurvey();
  const steps: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const [left, top] = at(frame);
    const seen = await luma(clip, frame, { left, top, step, width: Math.floor(size.width / step), height: Math.floor(size.height / step) });
    steps.push(...keptStep(survey.see({ ...seen, left: 0, top: 0 }, frame), size));
  }
  const record: CameraRecord = { id: newId(), type: 'camera', task: newId() as TaskId, by: { name: 'test', version: '1' }, frames, width: size.width, height: size.height, proof: { pts: 0, timebase: [1, 1], sha256: '0'.repeat(64) }, steady: false, probes: survey.probes };
  return { record, path: new CameraPath([{ from: 0, steps }], size) };
}

// Skipped where the folder of real clips does not lie beside the checkout.
describe.skipIf(!existsSync(FOLDER))('on real clips', () => {
  test('a car that drives away is followed until it is less than half as large, and back to where it was', async () => {
    const clip = await open('demo_video.mp4');
    const box: BoxShape = { kind: 'box', x: 812, y: 412, width: 66, height: 48, angle: 0 };
    const there = await follow(clip, box, [30, 90]);
    expect(there.at(-1)?.frame).toBe(90);
    const last = must(there.at(-1), 'the last frame').shape;
    expect(kindOf(last).area(last) / kindOf(box).area(box)).toBeLessThan(0.25);
    expect(keptFrames(there, null).length).toBeLessThan(15);
    const home = must((await follow(clip, last, [90, 30])).at(-1), 'the way back');
    expect([home.frame, apart(home.shape, box) < 3]).toEqual([30, true]);
  }, 60_000);

  test.each(['car-detection.mp4', 'bottle-detection.mp4', 'demo_video.mp4'])('a camera that hardly moves is no reason against interpolation (%s)', async (file) => {
    const found = preflight(await measured(await open(file), 45), 60);
    expect(found.share).toBeGreaterThan(70);
    expect(found.verdict).toEqual({ is: 'interpolate', every: 30 });
    expect(found.probes?.steady).toBeGreaterThan(0.95);
  }, 60_000);

  test('real pictures through a window that shakes as we say: the shake is found, and judged', async () => {
    const clip = await open('demo_video.mp4');
    const random = seeded(4);
    const size = { width: 1080, height: 600 };
    const places = Array.from({ length: 45 }, () => [60 + random.below(33) - 16, 50 + random.below(33) - 16] as const);
    const at = (frame: number): readonly [number, number] => places[frame] ?? [0, 0];
    const camera = await measured(clip, 45, { at, size });
    for (let frame = 1; frame < 45; frame += 1) {
      const [before, now] = [at(frame - 1), at(frame)];
      const [x, y] = moved(camera.path.stepTo(frame) ?? { a: NaN, b: 0, dx: 0, dy: 0 }, [540, 300]);
      expect(Math.hypot(x - 540 - (before[0] - now[0]), y - 300 - (before[1] - now[1]))).toBeLessThan(0.7);
    }
    const found = preflight(camera, 60);
    expect(found.verdict).toEqual({ is: 'steady' });
    expect(found.shake).toBeGreaterThan(7);
    expect(found.expected[0]?.iou).toBeLessThan(0.7);
    expect(found.probes?.plain).toBeLessThan(0.7);
    expect(found.probes?.steady).toBeGreaterThan(0.9);
  }, 60_000);
});
