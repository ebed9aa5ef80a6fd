import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { must } from '#shared/base/must.ts';
import type { StoreServices } from '../../electron/services/machine.ts';
import { readBar } from '../support/barCode.ts';
import { bundle } from '../support/bundle.ts';
import { readMessage } from '../support/clipFrames.ts';
import { clipAt, hasFfmpeg } from '../support/clips.ts';
import { decoderOutside } from '../support/decoderOutside.ts';
import { gathered, storeMachine, type StoreMachine } from '../support/storeMachine.ts';

/** What only a process of its own can show: that its end is nobody else's. */
let program = '';
let decoders = decoderOutside('');

beforeAll(async () => {
  program = await bundle({ decoderProcess: 'electron/decoderProcess/main.ts' });
  decoders = decoderOutside(join(program, 'out', 'electron', 'decoderProcess.js'));
}, 60_000);
afterAll(() => rmSync(program, { recursive: true, force: true }));

let machine: StoreMachine;
let services: StoreServices;
let folder = '';
let project = '';

beforeEach(async () => {
  machine = await storeMachine({ launchDecoder: decoders.launch });
  folder = mkdtempSync(join(tmpdir(), 'sightline-decoder-'));
  machine.granted.set('clips', folder);
  services = await machine.start();
});
afterEach(async () => {
  await machine.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string): Promise<{ item: string; tag: string; frames: number; facts: Parameters<typeof readMessage>[1] }> {
  project = (await services.projects.openFolder({ grant: 'clips' })).id;
  const items = (await gathered(services.projects.index({ project }))).flatMap((step) => step.items);
  const item = must(items.find((one) => one.name === name), name).id;
  const clip = must((await gathered(services.video.open({ project, item }))).at(-1)?.clip, 'facts');
  return { item, tag: clip.tag, frames: clip.frames, facts: clip };
}

const numberAt = async ({ item, tag, facts }: Awaited<ReturnType<typeof open>>, frame: number): Promise<number | null> => {
  const response = await services.handleRequest(new Request(`http://host/frame/${project}/${item}/${frame}?v=${tag}`));
  expect(response.status).toBe(200);
  return readBar(readMessage(new Uint8Array(await response.arrayBuffer()), facts), 8);
};

describe.skipIf(!hasFfmpeg())('a decoder process', () => {
  it('that is killed is started again, gives the same frames, and the person hears of it', async () => {
    copyFileSync(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const clip = await open('a.mp4');
    const stop = new AbortController();
    const news = gathered(services.video.news({ project, item: clip.item }, { signal: stop.signal }));
    for (const frame of [5, 140, 71]) {
      expect(await numberAt(clip, frame)).toBe(frame);
      const [child] = decoders.living;
      const gone = new Promise((ended) => child?.once('exit', ended));
      child?.kill('SIGKILL');
      await gone;
    }
    expect(await numberAt(clip, 9)).toBe(9);
    stop.abort();
    expect((await news).map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'video/decoder-restarted'));
  }, 30_000);

  it.each(['h264.mp4', 'opengop.mp4', 'stream.ts', 'fragments.mp4', 'negative.mkv', 'hevc10.mp4', 'vp9.webm', 'vp8.webm', 'av1.mp4', 'mjpeg.avi', 'mpeg4.avi', 'mpeg2.ts', 'prores.mov'])('survives damage to %s: a sentence or frames, and the next clip as if nothing had been', async (file) => {
    const random = seeded(file.length);
    const whole = readFileSync(clipAt(file));
    const damage: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
      flipped: (bytes) => { for (let at = 0; at < 400; at += 1) bytes[random.below(bytes.length)] = random.below(256); return bytes; },
      head: (bytes) => { for (let at = 0; at < 120; at += 1) bytes[random.below(2048)] = random.below(256); return bytes; },
      cut: (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.45)),
    };
    mkdirSync(folder, { recursive: true });
    const ending = file.slice(file.lastIndexOf('.'));
    for (const [name, make] of Object.entries(damage)) writeFileSync(join(folder, `${name}${ending}`), make(Buffer.from(whole)));
    copyFileSync(clipAt('h264.mp4'), join(folder, 'good.mp4'));
    for (const name of Object.keys(damage)) {
      const clip = await open(`${name}${ending}`).catch((error: unknown) => error);
      if (clip instanceof Error) {
        expect(clip.message).toMatch(/^[“S].*/);
        continue;
      }
      const { item, tag, frames } = clip as Awaited<ReturnType<typeof open>>;
      for (const frame of [0, frames >> 1, frames - 1]) {
        const response = await services.handleRequest(new Request(`http://host/frame/${project}/${item}/${frame}?v=${tag}`));
        expect([200, 422, 500]).toContain(response.status);
      }
    }
    expect(await numberAt(await open('good.mp4'), 33)).toBe(33);
  }, 60_000);
});
