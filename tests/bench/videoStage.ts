import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { hasFfmpeg } from '../support/clips.ts';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { percentile, row, type Row } from './row.ts';

/** So many times the one box is doubled: 128 and 512 of them. */
const HUNDRED = 7;
const FIVE_HUNDRED = 9;
const STEPS = 50;
/** A person looks at a frame before the next; what comes next is decoded meanwhile. */
const LOOKING_MS = 60;

/** What the window adds to a step: from the key to the new frame on the canvas, with everything on it. */
export async function benchVideoStage(): Promise<readonly Row[]> {
  if (!hasFfmpeg()) return [];
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
  try {
    return [
      ...(await stepsOf(scratch, { name: '1080p', size: '1920x1080', doublings: HUNDRED, goal: 33 })),
      ...(await stepsOf(scratch, { name: '4K', size: '3840x2160', doublings: HUNDRED, goal: 60 })),
      ...(await stepsOf(scratch, { name: '1080p', size: '1920x1080', doublings: FIVE_HUNDRED, goal: 33 })),
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

interface Scene {
  readonly name: string;
  readonly size: string;
  readonly doublings: number;
  readonly goal: number;
}

async function stepsOf(scratch: string, { name, size, doublings, goal }: Scene): Promise<Row[]> {
  const folder = join(scratch, `${name}-${doublings}`);
  const machine = new NodeWorkstation({ folder, prepare: watchSteps });
  const clips = join(folder, 'home', 'clips');
  mkdirSync(clips, { recursive: true });
  const made = spawnSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=6`, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60', '-bf', '2', '-pix_fmt', 'yuv420p', join(clips, 'clip.mp4')]);
  if (made.status !== 0) return [];
  try {
    const page = await machine.open(clips);
    await onFrame(page, 0);
    await fill(page, doublings);
    const boxes = 2 ** doublings;
    const forwards = await walk(page, "'");
    const back = await walk(page, ';');
    return [
      row({ suite: 'video', case: `step to the next frame, ${name} H.264, ${boxes} moving boxes, key to canvas (p95)`, unit: 'ms', ours: percentile(forwards, 0.95), goal, better: 'lower' }),
      row({ suite: 'video', case: `step to the next frame, ${name} H.264, ${boxes} moving boxes, key to canvas (median)`, unit: 'ms', ours: percentile(forwards, 0.5), goal, better: 'lower' }),
      row({ suite: 'video', case: `step back a frame, ${name} H.264, ${boxes} moving boxes, key to canvas (p95)`, unit: 'ms', ours: percentile(back, 0.95), goal: goal * 2, better: 'lower' }),
    ];
  } finally {
    await machine.close();
  }
}

/** One box, doubled until there are enough, all of them on their way from here to frame 120. */
async function fill(page: Page, doublings: number): Promise<void> {
  const stage = await page.getByRole('application').boundingBox();
  if (stage === null) throw new Error('the stage is not on the page');
  const at = (across: number, down: number): readonly [number, number] => [stage.x + stage.width * across, stage.y + stage.height * down];
  await page.keyboard.press('b');
  await page.mouse.move(...at(0.3, 0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.36, 0.4), { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press('v');
  for (let round = 0; round < doublings; round += 1) {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+d');
  }
  await go(page, 120);
  await page.keyboard.press('Control+a');
  await page.mouse.move(...at(0.33, 0.35));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  await go(page, 10);
}

async function go(page: Page, frame: number): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.type(String(frame));
  await page.keyboard.press('Enter');
  await onFrame(page, frame);
}

/** That frame is on the canvas. */
export async function onFrame(page: Page, frame: number): Promise<void> {
  await page.locator(`[role=application][data-frame="${frame}"]`).waitFor({ timeout: 60_000 });
}

async function walk(page: Page, key: string): Promise<number[]> {
  await page.evaluate(() => void (window.stepWatch.length = 0));
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press(key);
    await page.waitForTimeout(LOOKING_MS);
  }
  return page.evaluate(() => [...window.stepWatch]);
}

declare global {
  interface Window {
    /** Milliseconds from each key to the frame it led to. */
    stepWatch: number[];
  }
}

/** Writes down how long each key takes to lead to a frame. */
export async function watchSteps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.stepWatch = [];
    let pressed = 0;
    addEventListener('keydown', ({ timeStamp }) => void (pressed = timeStamp), { capture: true });
    new MutationObserver((changes) => {
      if (pressed === 0 || !changes.some(({ target }) => target instanceof HTMLElement && target.dataset['frame'] !== undefined)) return;
      window.stepWatch.push(performance.now() - pressed);
      pressed = 0;
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frame'] });
  });
}
