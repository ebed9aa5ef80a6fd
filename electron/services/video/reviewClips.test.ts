import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import type { ReviewOrder, ReviewProgress } from '#shared/bridge/reviewContract.ts';
import { reviewMap, type ReviewMap } from '#shared/review/reviewMap.ts';
import { ClipSession } from '../../decoderProcess/clipSession.ts';
import { readBar } from '../../../tests/support/barCode.ts';
import { readMessage } from '../../../tests/support/clipFrames.ts';
import { clipAt, clipRecipes, hasFfmpeg } from '../../../tests/support/clips.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { decoderInside } from '../../../tests/support/decoderInside.ts';
import { reviewOrderOf, TRACK } from '../../../tests/support/reviewOrders.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';

let machine: StoreMachine;
let services: StoreServices;
let folder = '';
let out = '';
const nobody = new AbortController().signal;

beforeEach(async () => {
  machine = await storeMachine();
  [folder, out] = [join(machine.folder, 'clips'), join(machine.folder, 'out')];
  await mkdir(folder);
  await mkdir(out);
  machine.granted.set('clips', folder);
  machine.granted.set('out', out);
  services = await machine.start();
});
afterEach(() => machine.remove());

async function opened(name: string): Promise<{ readonly project: string; readonly item: string; readonly tag: string; readonly frames: number }> {
  const project = (await services.projects.openFolder({ grant: 'clips' })).id;
  const items = (await gathered(services.projects.index({ project }))).flatMap((step) => step.items);
  const item = must(items.find((one) => one.name === name), `${name} is not listed`).id;
  const clip = must((await gathered(services.video.open({ project, item }))).at(-1)?.clip, 'the facts');
  return { project, item, tag: clip.tag, frames: clip.frames };
}

async function made(name: string, order: ReviewOrder): Promise<{ readonly map: ReviewMap; readonly video: string; readonly steps: readonly ReviewProgress[] }> {
  const { project, item, tag } = await opened(name);
  const steps = await gathered(services.video.review({ project, item, tag, order, grant: 'out', name: 'review', replace: false }));
  const map = reviewMap.parse(JSON.parse(await readFile(join(out, 'review.map.json'), 'utf8')));
  return { map, video: join(out, map.video.file), steps };
}

interface Played {
  readonly frames: number;
  /** Brightness of a frame of the review clip. */
  readonly luma: (frame: number) => Promise<(x: number, y: number) => number>;
}

async function played<T>(path: string, look: (played: Played) => Promise<T>): Promise<T> {
  const session = new ClipSession({ path, name: 'review' }, { ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 2 ** 20 });
  try {
    let frames = 0;
    for await (const step of session.scan(nobody)) if (step.done) frames = step.index?.pts.length ?? 0;
    return await look({ frames, luma: async (frame) => readMessage(await session.frame(frame, { form: 'planes' }, nobody), session.facts) });
  } finally {
    session.close();
  }
}

const TRAPS = ['h264.mp4', 'opengop.mp4', 'vfr.mp4', 'wrap.ts', 'edit.mp4', 'negative.mkv', 'turned.mp4', 'hevc10.mp4', 'mjpeg.avi', 'wide.mp4', 'prores.mov'];

describe.skipIf(!hasFfmpeg())('a review clip', () => {
  it.each(TRAPS)('of %s: each of its frames shows the frame its map names', async (file) => {
    const recipe = must(clipRecipes.find((one) => one.file === file), file);
    await copyFile(clipAt(file), join(folder, file));
    const order = reviewOrderOf({ spans: [[3, 9], [30, 41], [12, 14]] });
    const { map, video } = await made(file, order);
    expect(map.frames.map(({ frame }) => frame)).toEqual([...range(3, 9), ...range(30, 41), ...range(12, 14)]);
    await played(video, async ({ frames, luma }) => {
      expect(frames).toBe(map.frames.length);
      const first = recipe.firstShown ?? 0;
      const shown: (number | null)[] = [];
      for (let at = 0; at < frames; at += 1) shown.push(readBar(storedLuma(await luma(at), { file, map }), recipe.cell));
      const at0 = must(shown[0], 'a bar code') - 3;
      expect(shown).toEqual(map.frames.map(({ frame }) => frame + at0));
      if (first === 0) expect(at0).toBe(0);
    });
  }, 60_000);

  it.each(['vp9', 'av1', 'h264'] as const)('in %s has the box where it is, and nowhere else', async (codec) => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const box = { x: 200, y: 120, width: 60, height: 40 };
    const { map, video } = await made('a.mp4', reviewOrderOf({ spans: [[50, 60]], codec, box, to: { ...box, x: 220 } }));
    expect(map.video.codec).toMatch({ vp9: /vp9/, av1: /av1|aom/, h264: /264/ }[codec]);
    await played(video, async ({ luma }) => {
      for (const at of [0, 10]) {
        const drawn = must(map.frames[at]?.drawn[0], 'a box');
        expect(drawn).toEqual([1, 200 + at * 2, 120, 60, 40]);
        const bright = await luma(at);
        const edge = (x: number, y: number): number => bright(x, y);
        const [, x, y, width, height] = drawn;
        // White outlines on moving colours: each side is white along its middle, a little outside and inside it is not.
        for (const [px, py] of [[x, y + height / 2], [x + width, y + height / 2], [x + width / 2, y + height]] as const) expect(edge(px, py)).toBeGreaterThan(215);
        expect(map.video.height).toBeGreaterThan(240);
        expect(bright(2, 242)).toBeLessThan(60);
      }
    });
  }, 60_000);

  it('says in its map what is drawn, why, and how the video is named and hashed', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { map, steps } = await made('a.mp4', reviewOrderOf({ spans: [[10, 12]], height: 120 }));
    expect(await readdir(out)).toEqual(['review.html', 'review.map.csv', 'review.map.json', 'review.webm']);
    expect(map.spans).toEqual([{ from: 0, to: 2, sourceFrom: 10, sourceTo: 12, reasons: [{ why: 'jump', frame: 10, tracks: [TRACK], text: 'car 1 jumps' }] }]);
    expect([map.video.width, map.video.scale, map.video.rate]).toEqual([160, 0.5, [25, 1]]);
    expect(map.frames.map(({ pts, seconds }) => [typeof pts, seconds])).toEqual([['number', 0.4], ['number', 0.44], ['number', 0.48]]);
    expect((await readFile(join(out, 'review.map.csv'), 'utf8')).split('\n').slice(0, 2)).toEqual(['review_frame,review_time,source_frame,source_time,source_pts,objects', `0,00:00:00.000,10,00:00:00.400,${map.frames[0]?.pts},1`]);
    expect(steps.at(-1)).toMatchObject({ done: 3, total: 3, written: ['review.webm', 'review.map.json', 'review.map.csv', 'review.html'] });
    const page = await readFile(join(out, 'review.html'), 'utf8');
    expect(page.match(/https?:\/\/|src="|href="/g)).toBeNull();
  });

  it('that is called off leaves nothing behind', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { project, item, tag } = await opened('a.mp4');
    const stop = new AbortController();
    const steps = services.video.review({ project, item, tag, order: reviewOrderOf({ spans: Array.from({ length: 40 }, () => [0, 140] as const), codec: 'av1' }), grant: 'out', name: 'review', replace: false }, { signal: stop.signal });
    const seen: number[] = [];
    await expect((async () => {
      for await (const { done } of steps) {
        seen.push(done);
        stop.abort();
      }
    })()).rejects.toThrow();
    expect(seen).toHaveLength(1);
    expect(await readdir(out)).toEqual([]);
  }, 30_000);

  it.each([
    ['over a file that is there', async () => writeFile(join(out, 'review.map.json'), '{}'), {}, 'files/exists'],
    ['of frames the clip does not have', async () => undefined, { spans: [[140, 150]] as const }, 'video/no-such-frame'],
  ])('%s is refused before anything is written', async (_what, prepare, parts, code) => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    await prepare();
    const before = await readdir(out);
    const { project, item, tag } = await opened('a.mp4');
    await expect(gathered(services.video.review({ project, item, tag, order: reviewOrderOf({ spans: [[0, 3]], ...parts }), grant: 'out', name: 'review', replace: false }))).rejects.toMatchObject({ code });
    expect(await readdir(out)).toEqual(before);
  });

  it('never takes the place of its own clip', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { project, item, tag } = await opened('a.mp4');
    const before = await readFile(join(folder, 'a.mp4'));
    await expect(gathered(services.video.review({ project, item, tag, order: reviewOrderOf({ spans: [[0, 3]], codec: 'h264' }), grant: 'clips', name: 'a', replace: true }))).rejects.toMatchObject({ code: 'review/itself' });
    expect(before.equals(await readFile(join(folder, 'a.mp4')))).toBe(true);
    expect(await readdir(folder)).toEqual(['a.mp4']);
  });

  it('whose process is lost says so and leaves nothing behind', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const wires: Wire[] = [];
    machine = await storeMachine({ profile: machine.profile, grants: machine.grants, launchDecoder: async () => {
      const wire = await decoderInside();
      wires.push(wire);
      return wire;
    } });
    services = await machine.start();
    const { project, item, tag } = await opened('a.mp4');
    await expect((async () => {
      for await (const { done } of services.video.review({ project, item, tag, order: reviewOrderOf({ spans: Array.from({ length: 40 }, () => [0, 140] as const), codec: 'av1' }), grant: 'out', name: 'review', replace: false })) if (done > 0) wires.at(-1)?.close();
    })()).rejects.toMatchObject({ code: 'review/lost' });
    expect(await readdir(out)).toEqual([]);
  }, 30_000);

  it('can be written in at least a codec without GPL parts', async () => {
    expect((await services.video.reviewCodecs({})).codecs).toEqual(expect.arrayContaining(['vp9', 'av1']));
  });
});

it('a folder of pictures makes one too', async () => {
  const pictures = join(folder, 'drive');
  await mkdir(pictures);
  for (let shade = 0; shade < 6; shade += 1) await sharp({ create: { width: 120, height: 80, channels: 3, background: { r: shade * 40, g: shade * 40, b: shade * 40 } } }).png().toFile(join(pictures, `frame-${shade}.png`));
  await writeFile(join(folder, 'sightline.json'), JSON.stringify({ format: 'sightline-project', version: 1, name: 'Drive', sequences: ['drive'] }));
  const { map, video } = await made('drive', reviewOrderOf({ spans: [[1, 4]], box: { x: 90, y: 50, width: 20, height: 20 } }));
  await played(video, async ({ frames, luma }) => {
    expect(frames).toBe(4);
    for (let at = 0; at < 4; at += 1) expect(Math.abs((await luma(at))(20, 60) - (16 + ((at + 1) * 40 * 219) / 255))).toBeLessThan(6);
  });
  expect(map.frames.map(({ frame, pts, seconds }) => [frame, pts, seconds])).toEqual([[1, null, 0.1], [2, null, 0.2], [3, null, 0.3], [4, null, 0.4]]);
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_none, at) => from + at);
}

/** The picture of a review clip in the pixels the recipe painted its bar code in: turned back, and squeezed again. */
function storedLuma(luma: (x: number, y: number) => number, { file, map }: { readonly file: string; readonly map: ReviewMap }): (x: number, y: number) => number {
  if (file === 'turned.mp4') return (x, y) => luma(y, map.clip.height - 1 - x);
  if (file === 'wide.mp4') return (x, y) => luma((x * map.clip.width) / 320, y);
  return luma;
}
