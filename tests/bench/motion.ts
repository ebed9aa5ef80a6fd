import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { must } from '#shared/base/must.ts';
import { lumaWords } from '#shared/bridge/clipFrame.ts';
import { movedFlat } from '#shared/geometry/similarity.ts';
import { CameraSurvey } from '#shared/vision/motion/cameraSurvey.ts';
import { ObjectTracker, type Part } from '#shared/vision/motion/objectTracker.ts';
import { decoderOutside } from '../support/decoderOutside.ts';
import { lumaOf, texture } from '../support/movingScene.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { gathered, storeMachine } from '../support/storeMachine.ts';
import { percentile, row, type Row } from './row.ts';

const size = { width: 1920, height: 1080 };
const FRAMES = 150;
const SURVEYED = 60;
/** The first frames warm the code up. */
const WARM = 10;
const still = { a: 1, b: 0, dx: 0, dy: 0 };
const thing = { width: 160, height: 120, x: (frame: number) => 300 + 5 * frame, y: (frame: number) => 300 + 2 * frame };

/** What following one thing, and measuring a camera, costs a frame of 1080p: from asking for the frame to knowing. */
export async function benchMotion(): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-motion-'));
  const decoders = decoderOutside(join(repositoryRoot, 'out', 'electron', 'decoderProcess.js'));
  const machine = await storeMachine({ launchDecoder: decoders.launch });
  try {
    const folder = join(scratch, 'motion');
    mkdirSync(folder, { recursive: true });
    await writeClip(join(folder, 'drive.mp4'), scratch);
    machine.granted.set('motion', folder);
    const services = await machine.start();
    const project = (await services.projects.openFolder({ grant: 'motion' })).id;
    const item = must((await gathered(services.projects.index({ project }))).flatMap((step) => step.items).find(({ name }) => name === 'drive.mp4'), 'the clip').id;
    const { tag } = must((await gathered(services.video.open({ project, item }))).at(-1)?.clip, 'facts');
    const luma = async (frame: number, part: Part): Promise<Part & { readonly pixels: Uint8Array }> => {
      const response = await services.handleRequest(new Request(`http://host/frame/${project}/${item}/${frame}?v=${tag}&luma=${lumaWords(part)}`));
      return { ...part, pixels: new Uint8Array(await response.arrayBuffer()) };
    };
    const followed = await follow(luma);
    const surveyed = await survey(luma);
    const of = (times: readonly Times[], what: keyof Times): number => percentile(times.slice(WARM).map((one) => one[what]), 0.5);
    return [
      row({ suite: 'video', case: 'following one thing at 1080p, a frame, with its decoding (median)', unit: 'ms', ours: of(followed.times, 'whole'), goal: 1000 / 30, better: 'lower' }),
      row({ suite: 'video', case: 'of that the looking alone (median)', unit: 'ms', ours: of(followed.times, 'looking'), goal: 15, better: 'lower' }),
      row({ suite: 'video', case: 'how far off it is after 150 frames', unit: 'px', ours: followed.off, goal: 1, better: 'lower' }),
      row({ suite: 'video', case: 'measuring the camera at 1080p, a frame, with its decoding (median)', unit: 'ms', ours: of(surveyed, 'whole'), goal: 1000 / 15, better: 'lower' }),
    ];
  } finally {
    await machine.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Times {
  readonly whole: number;
  readonly looking: number;
}

type Fetch = (frame: number, part: Part) => Promise<Part & { readonly pixels: Uint8Array }>;

async function follow(luma: Fetch): Promise<{ readonly times: readonly Times[]; readonly off: number }> {
  const { width, height } = thing;
  const ring = [0, 0, width, 0, width, height, 0, height].map((value, at) => value + (at % 2 === 0 ? thing.x(0) : thing.y(0)));
  const tracker = new ObjectTracker({ rings: [ring], lines: [], reach: 0 }, size);
  const times: Times[] = [];
  let off = Number.NaN;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const began = performance.now();
    const seen = await luma(frame, tracker.part);
    const fetched = performance.now();
    const sighting = tracker.see(seen);
    times.push({ whole: performance.now() - began, looking: performance.now() - fetched });
    if (sighting.is !== 'seen') throw new Error(`the thing was lost on frame ${frame}`);
    const [x = 0, y = 0] = movedFlat(sighting.followed.similarity, ring);
    off = Math.hypot(x - thing.x(frame), y - thing.y(frame));
  }
  return { times, off };
}

async function survey(luma: Fetch): Promise<readonly Times[]> {
  const measured = new CameraSurvey();
  const times: Times[] = [];
  for (let frame = 0; frame < SURVEYED; frame += 1) {
    const began = performance.now();
    const seen = await luma(frame, { left: 0, top: 0, step: 4, width: 480, height: 270 });
    const fetched = performance.now();
    measured.see(seen, frame);
    times.push({ whole: performance.now() - began, looking: performance.now() - fetched });
  }
  return times;
}

/** A textured thing that crosses a textured ground, thirty frames a second. */
async function writeClip(path: string, scratch: string): Promise<void> {
  const [ground, actor] = [join(scratch, 'ground.png'), join(scratch, 'thing.png')];
  const picture = async (file: string, seed: number, { width, height }: { readonly width: number; readonly height: number }): Promise<void> => {
    const { pixels } = lumaOf({ width, height, ground: texture(seed), camera: () => still, actors: [] }, 0);
    writeFileSync(file, await sharp(pixels, { raw: { width, height, channels: 1 } }).png().toBuffer());
  };
  await picture(ground, 7, size);
  await picture(actor, 8, thing);
  const ran = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', '-loop', '1', '-framerate', '30', '-i', ground, '-loop', '1', '-framerate', '30', '-i', actor, '-filter_complex', "overlay=x='300+5*n':y='300+2*n':eval=frame", '-frames:v', String(FRAMES), '-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '10M', '-g', '250', '-pix_fmt', 'yuv420p', path], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`the clip could not be made: ${ran.stderr}`);
}
