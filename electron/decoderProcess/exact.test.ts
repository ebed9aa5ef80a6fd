import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { readBar } from '../../tests/support/barCode.ts';
import { clipAt, clipRecipes, hasFfmpeg } from '../../tests/support/clips.ts';
import { ClipSession } from './clipSession.ts';
import { readMessage } from '../../tests/support/clipFrames.ts';

const SEEKS = 200;
const open: ClipSession[] = [];
const ports = { ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 2 ** 20 };
const nobody = new AbortController().signal;

afterEach(() => {
  for (const session of open.splice(0)) session.close();
});

async function opened(path: string): Promise<{ readonly session: ClipSession; readonly frames: number; readonly by: string }> {
  const session = new ClipSession({ path, name: 'clip' }, ports);
  open.push(session);
  let [frames, by] = [0, ''];
  for await (const step of session.scan(nobody)) if (step.done) [frames, by] = [step.index?.pts.length ?? 0, step.index?.by ?? ''];
  return { session, frames, by };
}

describe.skipIf(!hasFfmpeg())('frames by number', () => {
  test('a clip that is closed in the middle of its work ends it, and frees nothing under it', async () => {
    const { session } = await opened(clipAt('h264.mp4'));
    const asked = session.frame(149, { form: 'planes' }, nobody);
    const later = session.prove([20, 90], nobody);
    session.travel({ at: 3, direction: 1, stride: 1, playing: false });
    session.close();
    await expect(later).rejects.toMatchObject({ code: 'video/not-open' });
    await Promise.allSettled([asked]);
    await expect(session.frame(1, { form: 'planes' }, nobody)).rejects.toMatchObject({ code: 'video/not-open' });
  });

  test.each(clipRecipes)('$file: 0 wrong of all in a row and of 200 at random', async ({ file, cell, firstShown }) => {
    const { session, frames } = await opened(clipAt(file));
    const numberOf = async (frame: number): Promise<number | null> => readBar(readMessage(await session.frame(frame, { form: 'planes' }, nobody), session.facts), cell);
    const first = (await numberOf(0)) ?? -1;
    if (firstShown === undefined) expect(first).toBe(0);
    const wrong: unknown[] = [];
    for (let frame = 0; frame < frames; frame += 1) if ((await numberOf(frame)) !== first + frame) wrong.push([frame, await numberOf(frame)]);
    const random = seeded(11);
    for (let seek = 0; seek < SEEKS; seek += 1) {
      const frame = random.below(frames);
      if ((await numberOf(frame)) !== first + frame) wrong.push(['seek', frame, await numberOf(frame)]);
    }
    expect(wrong).toEqual([]);
    expect(frames).toBeGreaterThan(40);
  }, 60_000);
});
