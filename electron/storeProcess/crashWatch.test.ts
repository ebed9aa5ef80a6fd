import { describe, expect, it } from 'vitest';
import { crashWatch } from './crashWatch.ts';

const lost = (): Promise<Response> => Promise.reject(new Error('lost'));
const fine = async (): Promise<Response> => new Response('fine');

describe('crashWatch', () => {
  it('refuses an address that was under way at three crashes, and none that went well in between', async () => {
    const watch = crashWatch();
    for (let round = 0; round < 3; round += 1) {
      let fail = (): void => undefined;
      const underWay = ['/culprit', '/innocent'].map((address) => watch.guard(address, () => new Promise((_, reject) => (fail = () => reject(new Error('lost'))))));
      const ends = Promise.allSettled(underWay.slice(1));
      watch.happened();
      fail();
      await ends;
      await watch.guard('/innocent', fine);
    }
    await expect(watch.guard('/culprit', fine)).rejects.toMatchObject({ code: 'media/crashes' });
    expect((await watch.guard('/innocent', fine)).status).toBe(200);
  });

  it('does not blame what failed for another reason', async () => {
    const watch = crashWatch();
    for (let round = 0; round < 5; round += 1) await watch.guard('/a', lost).catch(() => undefined);
    watch.happened();
    expect((await watch.guard('/a', fine)).status).toBe(200);
  });
});
