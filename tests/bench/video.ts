import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import { clipAt } from '../support/clips.ts';
import { decoderOutside } from '../support/decoderOutside.ts';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import type { StoreServices } from '../../electron/services/machine.ts';
import { gathered, storeMachine, type StoreMachine } from '../support/storeMachine.ts';
import { percentile, row, type Row } from './row.ts';
import { benchReview } from './videoReview.ts';

const SEEKS = 30;
const STEPS = 120;
const MANY_STEPS = 5_000;

/** Clips: how fast a frame is on screen's side of the program, how fast a long one is indexed, what it costs over a day. */
export async function benchVideo(): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-video-'));
  try {
    const { launch } = decoderOutside(join(repositoryRoot, 'out', 'electron', 'decoderProcess.js'));
    return [...(await inTheWindow(scratch)), ...(await inTheHost(scratch)), ...(await benchReview(scratch, launch))];
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** From asking for a frame to its bitmap, in the window of the real program, beside the browser's own player and the command line. */
async function inTheWindow(scratch: string): Promise<Row[]> {
  const folder = join(scratch, 'clips');
  mkdirSync(folder, { recursive: true });
  for (const name of ['large1080.mp4', 'large2160.mp4']) copyFileSync(clipAt(name), join(folder, name));
  const machine = new NodeWorkstation({ folder: join(scratch, 'work') });
  try {
    const page = await machine.open(folder);
    const [hd, uhd] = [await clipOn(page, 'large1080.mp4'), await clipOn(page, 'large2160.mp4')];
    const random = seeded(5);
    const frames = Array.from({ length: SEEKS }, () => random.below(hd.frames));
    // The pictures of the timelines are made first; and one after the other, so that all three meet the same machine.
    await page.waitForLoadState('networkidle');
    const [ours, theirs, player]: [number[], number[], number[]] = [[], [], []];
    let plays = await page.evaluate(openPlayer, hd.original);
    for (const frame of frames) {
      ours.push(...(await timesOf(page, hd, [frame])));
      theirs.push(commandLine(join(folder, 'large1080.mp4'), frame / hd.rate));
      const took = plays ? await page.evaluate(seekPlayer, (frame + 0.5) / hd.rate) : null;
      plays = took !== null;
      if (took !== null) player.push(took);
    }
    const next = async (clip: OnPage): Promise<number[]> => (await timesOf(page, clip, Array.from({ length: Math.min(STEPS, clip.frames) }, (_none, frame) => frame))).slice(10);
    return [
      row({ suite: 'video', case: 'random frame, 1080p H.264, groups of 250, to its bitmap (p95)', unit: 'ms', ours: percentile(ours, 0.95), peer: { name: 'ffmpeg', value: percentile(theirs, 0.95) }, goal: 2, goalIs: 'ratio', better: 'lower' }),
      row({ suite: 'video', case: 'random frame, 1080p, against the browser’s player seeking there (p95)', unit: 'ms', ours: percentile(ours, 0.95), ...(player.length === 0 ? {} : { peer: { name: '<video>', value: percentile(player, 0.95) } }), goal: 1, goalIs: 'ratio', better: 'lower' }),
      row({ suite: 'video', case: 'next frame, 1080p, to its bitmap (p95)', unit: 'ms', ours: percentile(await next(hd), 0.95), goal: 33, better: 'lower' }),
      row({ suite: 'video', case: 'next frame, 2160p, to its bitmap (p95)', unit: 'ms', ours: percentile(await next(uhd), 0.95), goal: 60, better: 'lower' }),
    ];
  } finally {
    await machine.close();
  }
}

interface OnPage {
  readonly url: string;
  readonly original: string;
  readonly tag: string;
  readonly frames: number;
  readonly rate: number;
}

/** Opens a clip's task and finds its address among those of the pictures of its timeline. */
async function clipOn(page: Page, name: string): Promise<OnPage> {
  await page.getByRole('row').filter({ hasText: name }).click();
  const found = await page.waitForFunction(() => performance.getEntriesByType('resource').map(({ name: url }) => url).findLast((url) => /\/frame\/[^?]+\?v=[0-9a-f]{40}&side=/.test(url)));
  await page.evaluate(() => performance.clearResourceTimings());
  const { pathname, searchParams } = new URL(String(await found.jsonValue()));
  const [, , project, item] = pathname.split('/');
  const rate = 30;
  return { url: `/frame/${project}/${item}`, original: `/media/${project}/${item}`, tag: must(searchParams.get('v'), 'a tag'), frames: name.includes('1080') ? 600 : 150, rate };
}

function timesOf(page: Page, { url, tag }: OnPage, frames: readonly number[]): Promise<number[]> {
  return page.evaluate(async (asked) => {
    const times: number[] = [];
    for (const frame of asked.frames) {
      const began = performance.now();
      const { headers, body } = await fetch(`${asked.url}/${frame}?v=${asked.tag}`);
      // Read in place, as the window does it.
      const reader = body?.getReader({ mode: 'byob' });
      let bytes = new ArrayBuffer(Number(headers.get('content-length')));
      for (let at = 0; at < bytes.byteLength; ) {
        const part = (await reader?.read(new Uint8Array(bytes, at)))?.value;
        if (part === undefined) throw new Error('a frame that ends too early');
        [bytes, at] = [part.buffer, at + part.length];
      }
      const length = new DataView(bytes).getUint32(0, true);
      const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as { format: VideoPixelFormat; width: number; height: number };
      const picture = new VideoFrame(new Uint8Array(bytes, 4 + length), { format: head.format, codedWidth: head.width, codedHeight: head.height, timestamp: 0 });
      (await createImageBitmap(picture)).close();
      picture.close();
      times.push(performance.now() - began);
    }
    return times;
  }, { url, tag, frames });
}

/** False when the browser's player does not take the clip. */
async function openPlayer(url: string): Promise<boolean> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  document.body.append(video);
  const loaded = new Promise<boolean>((resolve) => {
    video.addEventListener('loadeddata', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 5_000);
  });
  video.src = url;
  return loaded;
}

/** Null when the player gave up, which it does on some machines without saying so. */
async function seekPlayer(seconds: number): Promise<number | null> {
  const video = document.querySelector('video');
  if (video === null) return null;
  const began = performance.now();
  const there = new Promise<boolean>((resolve) => {
    video.addEventListener('seeked', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 20_000);
  });
  video.currentTime = seconds;
  if (!(await there)) return null;
  (await createImageBitmap(video)).close();
  return performance.now() - began;
}

/** What a script does that wants one frame: start the command line, seek, write the pixels. */
function commandLine(path: string, seconds: number): number {
  const began = performance.now();
  spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-ss', String(seconds), '-i', path, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'], { maxBuffer: 2 ** 26 });
  return performance.now() - began;
}

async function inTheHost(scratch: string): Promise<Row[]> {
  const decoders = decoderOutside(join(repositoryRoot, 'out', 'electron', 'decoderProcess.js'));
  const machine = await storeMachine({ launchDecoder: decoders.launch });
  try {
    const services = await machine.start();
    const long = await openedAt(machine, services, { scratch, file: 'long.mp4' });
    const hd = await openedAt(machine, services, { scratch, file: 'large1080.mp4' });
    const memory: number[] = [];
    for (let step = 1; step <= MANY_STEPS; step += 1) {
      await services.handleRequest(new Request(`http://host/frame/${hd.at}/${step % hd.frames}?v=${hd.tag}`)).then((response) => response.arrayBuffer());
      if (step % 500 === 0) memory.push(Math.max(...[...decoders.living].map(({ pid }) => residentOf(pid))));
    }
    return [
      row({ suite: 'video', case: `index of a clip of ${long.frames} frames`, unit: 's', ours: long.whole / 1000, goal: 20, better: 'lower' }),
      row({ suite: 'video', case: 'until its first frames can be labelled', unit: 's', ours: long.first / 1000, goal: 3, better: 'lower' }),
      row({ suite: 'video', case: 'memory of the decoder at 1080p, after 5,000 steps over that after 500', unit: '×', ours: (memory.at(-1) ?? 0) / (memory[0] ?? 1), goal: 1.1, better: 'lower' }),
    ];
  } finally {
    await machine.remove();
  }
}

interface Opened {
  readonly at: string;
  readonly tag: string;
  readonly frames: number;
  /** Milliseconds until a first frame could be asked for, and until every frame was known. */
  readonly first: number;
  readonly whole: number;
}

async function openedAt(machine: StoreMachine, services: StoreServices, { scratch, file }: { readonly scratch: string; readonly file: string }): Promise<Opened> {
  const folder = join(scratch, `only-${file}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(clipAt(file), join(folder, file));
  machine.granted.set(file, folder);
  const project = (await services.projects.openFolder({ grant: file })).id;
  const item = must((await gathered(services.projects.index({ project }))).flatMap((step) => step.items)[0], 'the clip').id;
  const began = performance.now();
  let [first, clip]: [number, ClipFacts | null] = [Number.NaN, null];
  for await (const step of services.video.open({ project, item })) {
    if (clip === null && step.clip !== null) first = performance.now() - began;
    clip = step.clip ?? clip;
  }
  const { tag, frames } = must(clip, 'facts');
  return { at: `${project}/${item}`, tag, frames, first, whole: performance.now() - began };
}

function residentOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}
