import { describe, expect, it } from 'vitest';
import { connect } from '#shared/bridge/client.ts';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import { about, andThen, backwards, movedFlat, STILL } from '#shared/geometry/similarity.ts';
import { CameraPath, keptStep } from '#shared/model/camera.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import { iouOfShift } from '#shared/query/preflight.ts';
import { motionContract } from '#shared/vision/motion/motionContract.ts';
import { serveMotion } from '#shared/vision/motion/serveMotion.ts';
import { lumaOf, shakingCamera, texture, type Actor, type Scene } from '../support/movingScene.ts';

const size = { width: 320, height: 240 };

function client() {
  const [near, far] = memoryWirePair();
  serve(motionContract, serveMotion(), far);
  return connect(motionContract, near).motion;
}

describe('the motion worker', () => {
  it('follows a thing through the frames it is shown', async () => {
    const actor: Actor = { width: 40, height: 30, texture: texture(40), at: (frame) => about([0, 0], { scale: 1, degrees: 0, by: [80 + 4 * frame, 100 + frame] }) };
    const scene: Scene = { ...size, ground: texture(41), camera: () => STILL, actors: [actor], grain: 2 };
    const motion = client();
    const ring = movedFlat(actor.at(0), [-20, -15, 20, -15, 20, 15, -20, 15]);
    let { part } = await motion.follow({ figure: { rings: [ring], lines: [], reach: 0 }, picture: size });
    for (let frame = 0; frame < 20; frame += 1) {
      const shown = await motion.show({ luma: lumaOf(scene, frame, part) });
      part = shown.part;
      if (shown.sighting.is !== 'seen') throw new Error(`lost on ${frame}`);
      const found = movedFlat(shown.sighting.followed.similarity, ring);
      expect(Math.hypot((found[0] ?? 0) - (60 + 4 * frame), (found[1] ?? 0) - (85 + frame))).toBeLessThan(0.6);
    }
  });

  it('measures a camera so that boxes that go along with it fit, and knows what that is worth', async () => {
    const frames = 34;
    const scene: Scene = { ...size, ground: texture(50), camera: shakingCamera(50, { ...size, frames }, { walk: 2.4, shake: 2.4, turn: 0.3 }), actors: [], grain: 3 };
    const motion = client();
    await motion.survey({ probes: [] });
    const steps: number[] = [];
    let probes: readonly number[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      const found = await motion.look({ luma: lumaOf(scene, frame), frame });
      steps.push(...keptStep(found.step, size));
      probes = found.probes;
    }
    const path = new CameraPath([{ from: 0, steps }], size);
    const box = { kind: 'box', x: 140, y: 100, width: 40, height: 40, angle: 0 } as const;
    for (let frame = 0; frame < frames; frame += 1) {
      const truth = kindOf(box).carry(box, andThen(backwards(scene.camera(0)), scene.camera(frame)));
      const carried = kindOf(box).carry(box, path.between(0, frame) ?? { a: NaN, b: 0, dx: 0, dy: 0 });
      // Over a second and more, half a pixel and a bit.
      expect(Math.max(...[0, 1].map((end) => Math.abs((kindOf(truth).bounds(truth)?.[end === 0 ? 'minX' : 'maxY'] ?? 0) - (kindOf(carried).bounds(carried)?.[end === 0 ? 'minX' : 'maxY'] ?? 99))))).toBeLessThan(0.8);
    }
    const mean = (at: number): number => Array.from({ length: probes.length / 4 }, (_, index) => iouOfShift((probes[index * 4 + at] ?? 0) / 10, (probes[index * 4 + at + 1] ?? 0) / 10, 40)).reduce((sum, iou) => sum + iou, 0) / (probes.length / 4);
    expect(probes.length / 4).toBeGreaterThanOrEqual(60);
    expect(mean(0)).toBeLessThan(0.85);
    expect(mean(2)).toBeGreaterThan(0.95);
  });

  it('refuses to go on with what was never begun', async () => {
    const luma = { left: 0, top: 0, step: 1, width: 1, height: 1, pixels: new Uint8Array(1) };
    await expect(client().show({ luma })).rejects.toMatchObject({ code: 'motion/not-begun' });
    await expect(client().look({ luma, frame: 0 })).rejects.toMatchObject({ code: 'motion/not-begun' });
    await expect(client().look({ luma: { ...luma, width: 2 }, frame: 0 })).rejects.toBeTruthy();
  });
});
