import { describe, expect, it } from 'vitest';
import { connect } from '#shared/bridge/client.ts';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import { polygonContains } from '#shared/geometry/polygon.ts';
import { serveVision } from '#shared/vision/serveVision.ts';
import { visionContract } from '#shared/vision/visionContract.ts';

const tuning = { tolerance: 15, smoothing: 2, cell: 10 };
const stroke = (...points: number[]) => ({ take: true, by: 'stroke' as const, points, reach: 0 });

function client(breathe = () => Promise.resolve()) {
  const [near, far] = memoryWirePair();
  serve(visionContract, serveVision(breathe), far);
  return connect(visionContract, near).vision;
}

/** A white square on black, from (20, 20) to (60, 60) of a picture of 100 by 80, seen with `step` picture pixels as one. */
function seen(patch: number, step: number) {
  const [width, height] = [100 / step, 80 / step];
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [(at % width) * step, Math.floor(at / width) * step];
    pixels.fill(x >= 20 && x < 60 && y >= 20 && y < 60 ? 255 : 0, at * 4, at * 4 + 4);
  }
  return { patch, left: 0, top: 0, stepX: step, stepY: step, width, height, pixels };
}

describe('the vision worker', () => {
  it('answers in image pixels, first roughly and then finely', async () => {
    const vision = client();
    await vision.see(seen(1, 4));
    const rough = await vision.propose({ patch: 1, aid: 'wand', marks: [stroke(40, 40)], tuning: { ...tuning, smoothing: 0 } });
    expect(rough.rings).toEqual([[20, 20, 60, 20, 60, 60, 20, 60]]);
    await vision.see(seen(2, 1));
    const fine = await vision.sharpen({ patch: 2, smoothing: 0 });
    expect([polygonContains(fine.rings, [21, 40]), polygonContains(fine.rings, [18, 40])]).toEqual([true, false]);
  });

  it('keeps the patch in use, however many finer ones come', async () => {
    const vision = client();
    await vision.see(seen(1, 4));
    for (const finer of [2, 3, 4]) {
      await vision.propose({ patch: 1, aid: 'wand', marks: [stroke(40, 40 + finer)], tuning });
      await vision.see(seen(finer, 1));
      await vision.sharpen({ patch: finer, smoothing: 2 });
    }
    await expect(vision.propose({ patch: 2, aid: 'wand', marks: [stroke(40, 40)], tuning })).rejects.toMatchObject({ code: 'aid/no-picture' });
  });

  it('refuses pixels that do not add up and patches of any size', async () => {
    const vision = client();
    await expect(vision.see({ ...seen(1, 1), width: 99 })).rejects.toMatchObject({ code: 'bridge/bad-request' });
    await expect(vision.see({ ...seen(1, 1), width: 40_000, height: 40_000 })).rejects.toMatchObject({ code: 'bridge/bad-request' });
    await vision.see(seen(1, 1));
    await expect(vision.propose({ patch: 1, aid: 'wand', marks: [stroke(Number.NaN, 3)], tuning })).rejects.toMatchObject({ code: 'bridge/bad-request' });
    await expect(vision.propose({ patch: 1, aid: 'wand', marks: [stroke(500, 3)], tuning })).rejects.toMatchObject({ code: 'aid/outside' });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    let breaths = 0;
    const vision = client(async () => {
      breaths += 1;
      if (breaths === 2) stop.abort(new Error('another question'));
      await Promise.resolve();
    });
    await vision.see(seen(1, 1));
    const box = { ...stroke(10, 10, 70, 70), by: 'box' as const };
    await expect(vision.propose({ patch: 1, aid: 'grabcut', marks: [box], tuning }, { signal: stop.signal })).rejects.toThrow('another question');
    await Promise.resolve();
    expect(breaths).toBeLessThan(4);
  });
});
