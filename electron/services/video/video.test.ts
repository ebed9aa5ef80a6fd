import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { LUMA_MEDIA_TYPE, lumaWords } from '#shared/bridge/clipFrame.ts';
import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import { readMessage } from '../../../tests/support/clipFrames.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import { decoderInside } from '../../../tests/support/decoderInside.ts';
import { readBar } from '../../../tests/support/barCode.ts';
import { clipAt, hasFfmpeg } from '../../../tests/support/clips.ts';
import type { StoreServices } from '../machine.ts';

let machine: StoreMachine;
let services: StoreServices;
let folder = '';
let project = '';
/** Decoders that were started. */
let launched = 0;

beforeEach(async () => {
  launched = 0;
  machine = await storeMachine({ launchDecoder: () => ((launched += 1), decoderInside()) });
  folder = join(machine.folder, 'clips');
  await mkdir(folder, { recursive: true });
  machine.granted.set('clips', folder);
  services = await machine.start();
});
afterEach(() => machine.remove());

async function itemOf(name: string): Promise<string> {
  project = (await services.projects.openFolder({ grant: 'clips' })).id;
  const items = (await gathered(services.projects.index({ project }))).flatMap((step) => step.items);
  return must(items.find((item) => item.name === name), `${name} is not listed`).id;
}

async function opened(name: string): Promise<{ readonly item: string; readonly clip: ClipFacts }> {
  const item = await itemOf(name);
  const last = (await gathered(services.video.open({ project, item }))).at(-1);
  return { item, clip: must(last?.clip, 'the facts') };
}

const get = (item: string, tag: string, frame: number, more = ''): Promise<Response> => services.handleRequest(new Request(`http://host/frame/${project}/${item}/${frame}?v=${tag}${more}`));

/** A clip of JPEGs whose head and whose pictures say that they are larger than they are. */
function claimingSize(bytes: Buffer, side: number): Buffer {
  const entry = bytes.indexOf('stsd') + 12;
  for (const at of [entry + 32, entry + 34]) bytes.writeUInt16BE(side, at);
  const head = Buffer.from([0xff, 0xc0, 0x00, 0x11, 0x08]);
  for (let at = bytes.indexOf(head); at !== -1; at = bytes.indexOf(head, at + 1)) for (const to of [at + 5, at + 7]) bytes.writeUInt16BE(side, to);
  return bytes;
}

describe.skipIf(!hasFfmpeg())('clips', () => {
  it('tell their facts, are indexed once, and give the very frame by address', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    expect(clip).toMatchObject({ width: 320, height: 240, frames: 150, codec: 'h264', variableRate: false, problems: [] });
    expect(clip.duration).toBeCloseTo(6, 2);
    expect(clip.rate).toBeCloseTo(25, 3);
    const bytes = new Uint8Array(await (await get(item, clip.tag, 77)).arrayBuffer());
    expect(readBar(readMessage(bytes, clip), 8)).toBe(77);
    const times = await services.video.times({ project, item, tag: clip.tag, from: 10, count: 3 });
    expect(times.times.map((time) => Math.round(time * 1000))).toEqual([400, 440, 480]);
    services = await machine.start();
    const again = await gathered(services.video.open({ project: (await services.projects.reopen({ project })).id, item }));
    expect(again).toHaveLength(1);
    expect(again[0]).toMatchObject({ done: true, clip: { frames: 150 } });
  });

  it('prove a frame the same way each time, and another frame another way', async () => {
    await copyFile(clipAt('vfr.mp4'), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    const prove = (frames: number[]): ReturnType<StoreServices['video']['prove']> => services.video.prove({ project, item, tag: clip.tag, frames });
    const [one, other, again] = await prove([90, 3, 90]);
    expect(one).toEqual(again);
    expect(one?.sha256).not.toBe(other?.sha256);
    expect(one?.pts).toBeGreaterThan(other?.pts ?? 0);
    expect(clip.variableRate).toBe(true);
  });

  it.each(['h264.mp4', 'turned.mp4', 'hevc10.mp4'])('give the brightness of a part, as the frame has it (%s)', async (file) => {
    await copyFile(clipAt(file), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    const at = readMessage(new Uint8Array(await (await get(item, clip.tag, 31)).arrayBuffer()), { ...clip, rotation: 0, stored: clip });
    const part = { left: 17, top: 40, step: 3, width: 20, height: 11 };
    const response = await get(item, clip.tag, 31, `&luma=${lumaWords(part)}`);
    const luma = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), luma.length]).toEqual([200, LUMA_MEDIA_TYPE, 220]);
    for (const [row, column] of [[0, 0], [3, 7], [10, 19]] as const) {
      let sum = 0;
      for (let y = 0; y < 3; y += 1) for (let x = 0; x < 3; x += 1) sum += at(17 + column * 3 + x, 40 + row * 3 + y);
      expect(luma[row * 20 + column]).toBe(Math.round(sum / 9));
    }
  });

  it.each(['1,2,3', '0,0,0,4,4', '0,0,1,99999,99999', '-1,0,1,4,4', 'a,b,c,d,e'])('have nothing at an address that asks for no part (%s)', async (words) => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    expect((await get(item, clip.tag, 3, `&luma=${words}`)).status).toBe(404);
  });

  it('keep frames as small pictures of exactly those frames', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    const kept = await services.video.keepFrames({ project, item, tag: clip.tag, frames: [69, 77, 85], side: 320 });
    const seen = await Promise.all(kept.map(async ({ sha256 }) => {
      const response = await services.handleRequest(new Request(`http://host/blob/${sha256}`));
      const { data, info } = await sharp(new Uint8Array(await response.arrayBuffer())).greyscale().raw().toBuffer({ resolveWithObject: true });
      return readBar((x, y) => data[y * info.width + x] ?? 0, 8);
    }));
    expect([kept.map(({ frame }) => frame), seen]).toEqual([[69, 77, 85], [69, 77, 85]]);
  });

  it('have a thumbnail, and their size in the list after it', async () => {
    await copyFile(clipAt('turned.mp4'), join(folder, 'a.mp4'));
    const item = await itemOf('a.mp4');
    const response = await services.handleRequest(new Request(`http://host/thumb/${project}/${item}?side=192`));
    const { width, height } = await sharp(new Uint8Array(await response.arrayBuffer())).metadata();
    expect([response.status, width, height]).toEqual([200, 144, 192]);
    expect(await services.media.probe({ project, item })).toMatchObject({ width: 240, height: 320, problem: null });
    const again = await services.handleRequest(new Request(`http://host/thumb/${project}/${item}?side=190`, { headers: { 'if-none-match': must(response.headers.get('etag'), 'a tag') } }));
    expect(again.status).toBe(304);
    expect(launched).toBe(1);
    services = await machine.start();
    await services.projects.reopen({ project });
    expect((await services.handleRequest(new Request(`http://host/thumb/${project}/${item}?side=192`))).status).toBe(200);
    expect(launched).toBe(1);
  });

  it('that are replaced while open say so, and are indexed anew', async () => {
    const path = join(folder, 'a.mp4');
    await copyFile(clipAt('h264.mp4'), path);
    const { item, clip } = await opened('a.mp4');
    const stop = new AbortController();
    const news = gathered(services.video.news({ project, item }, { signal: stop.signal }));
    await copyFile(clipAt('vfr.mp4'), path);
    const refused = await get(item, clip.tag, 3);
    expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: 'media/changed' })]);
    const now = await opened('a.mp4');
    expect(now.clip.tag).not.toBe(clip.tag);
    stop.abort();
    expect(await news).toEqual([{ code: 'video/file-changed', params: { name: 'a.mp4' } }]);
  });

  it.each([
    ['empty.mp4', (path: string) => writeFile(path, ''), 'media/empty'],
    ['text.mp4', (path: string) => writeFile(path, 'no clip at all\n'.repeat(500)), 'media/broken'],
    ['head.mp4', async (path: string) => { await copyFile(clipAt('h264.mp4'), path); await truncate(path, 900); }, 'media/broken'],
  ])('%s is listed with what is wrong and leaves the others alone', async (name, make, code) => {
    await make(join(folder, name));
    await copyFile(clipAt('h264.mp4'), join(folder, 'good.mp4'));
    const item = await itemOf(name);
    await expect(gathered(services.video.open({ project, item }))).rejects.toThrow(name);
    expect((await services.media.probe({ project, item })).problem).toBe(code);
    expect((await opened('good.mp4')).clip.frames).toBe(150);
  });

  it('cut off at the end give the frames that are there and say it', async () => {
    const path = join(folder, 'cut.ts');
    await copyFile(clipAt('stream.ts'), path);
    await truncate(path, 120_000);
    const { item, clip } = await opened('cut.ts');
    expect(clip.frames).toBeGreaterThan(10);
    const last = await get(item, clip.tag, clip.frames - 2);
    expect(last.status).toBe(200);
  });

  it('whose disk goes away say so, and go on when it is there again', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const { item, clip } = await opened('a.mp4');
    const stop = new AbortController();
    const news = gathered(services.video.news({ project, item }, { signal: stop.signal }));
    expect((await get(item, clip.tag, 3)).status).toBe(200);
    await rename(folder, `${folder}-elsewhere`);
    const refused = await get(item, clip.tag, 4);
    expect([refused.status, await refused.json()]).toEqual([404, expect.objectContaining({ code: 'files/missing', sentence: expect.stringContaining('a.mp4') as string })]);
    await expect(gathered(services.video.open({ project, item }))).rejects.toMatchObject({ code: 'files/missing' });
    expect((await services.projects.recent({})).map(({ id }) => id)).toContain(project);
    await rename(`${folder}-elsewhere`, folder);
    const back = await get(item, clip.tag, 5);
    expect(readBar(readMessage(new Uint8Array(await back.arrayBuffer()), clip), 8)).toBe(5);
    expect((await opened('a.mp4')).clip.tag).toBe(clip.tag);
    stop.abort();
    expect((await news).map(({ code }) => code)).toContain('files/missing');
  });

  it.each([[13_000, 'video/too-large', '13000 × 13000'], [16_384, 'media/broken', 'how large its pictures are']])('with pictures of %i pixels a side are refused in a sentence, and the next one is as good as ever', async (side, code, words) => {
    await writeFile(join(folder, 'vast.mov'), claimingSize(readFileSync(clipAt('small.mov')), side));
    await copyFile(clipAt('h264.mp4'), join(folder, 'good.mp4'));
    await expect(opened('vast.mov')).rejects.toMatchObject({ code, message: expect.stringContaining(words) as string });
    expect((await services.media.probe({ project, item: await itemOf('vast.mov') })).problem).toBe(code);
    expect((await opened('good.mp4')).clip.frames).toBe(150);
  });

  it('whose parameter sets are damaged are refused in a sentence', async () => {
    const bytes = readFileSync(clipAt('hevc10.mp4'));
    const at = bytes.indexOf('hvcC');
    bytes.fill(0x5a, at + 80, at + 400);
    await writeFile(join(folder, 'hevc.mp4'), bytes);
    await expect(opened('hevc.mp4')).rejects.toMatchObject({ code: 'media/broken', message: expect.stringContaining('hevc.mp4') as string });
  });

  it.each(['chapters.mp4', 'chapters.mov', 'chapter-track.mov', 'chapters.mkv'])('tell the chapters that lie in the file, %s', async (name) => {
    await copyFile(clipAt(name), join(folder, name));
    expect((await opened(name)).clip.chapters).toEqual([{ title: 'Einfahrt', from: 0, to: 49 }, { title: 'Kreuzung – Süd', from: 50, to: 87 }, { title: 'Rückweg', from: 88, to: 149 }]);
  });

  it.each(['chapters.mp4', 'chapters.mkv'])('whose chapters are damaged are clips all the same, %s', async (name) => {
    const whole = readFileSync(clipAt(name));
    const mark = name.endsWith('mkv') ? Buffer.from([0x45, 0xb9]) : Buffer.from('chpl');
    const at = whole.lastIndexOf(mark);
    whole.fill(0xff, at + 4, at + 24);
    await writeFile(join(folder, name), whole);
    const { item, clip } = await opened(name);
    expect([clip.frames, (await get(item, clip.tag, 149)).status]).toEqual([150, 200]);
  });

  it('of sound only are no clips', async () => {
    await copyFile(clipAt('sound.mp4'), join(folder, 'sound.mp4'));
    await expect(opened('sound.mp4')).rejects.toMatchObject({ code: 'video/no-picture' });
  });

  it('of one frame have one', async () => {
    await copyFile(clipAt('single.mp4'), join(folder, 'single.mp4'));
    const { item, clip } = await opened('single.mp4');
    expect([clip.frames, (await get(item, clip.tag, 0)).status, (await get(item, clip.tag, 1)).status]).toEqual([1, 200, 404]);
  });
});

it('a folder of pictures is a clip whose frames are files; a gap in their numbers is said', async () => {
  const pictures = join(folder, 'drive');
  await mkdir(pictures);
  for (const number of [1, 2, 10]) await sharp({ create: { width: 20 + number, height: 10, channels: 3, background: '#336699' } }).png().toFile(join(pictures, `frame-${number}.png`));
  await writeFile(join(folder, 'sightline.json'), JSON.stringify({ format: 'sightline-project', version: 1, name: 'Drive', sequences: ['drive'] }));
  const { item, clip } = await opened('drive');
  expect(clip).toMatchObject({ frames: 3, width: 21, problems: [{ code: 'video/gap-in-numbers', frame: 2 }] });
  const second = await get(item, clip.tag, 1);
  expect([second.headers.get('content-type'), (await sharp(new Uint8Array(await second.arrayBuffer())).metadata()).width]).toEqual(['image/png', 22]);
  const luma = new Uint8Array(await (await get(item, clip.tag, 1, '&luma=2,0,2,4,3')).arrayBuffer());
  // BT.601 says 95 of this blue, BT.709 91.
  expect([luma.length, Math.min(...luma) > 85, Math.max(...luma) < 105]).toEqual([12, true, true]);
});
