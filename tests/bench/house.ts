import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { watchPaint } from '../support/paintWatch.ts';
import { writePictures } from '../support/pictures.ts';
import { words } from '../support/words.ts';
import { percentile, row, type Row } from './row.ts';

const PHOTOS = 24;
const COLD_STARTS = 5;
const BOXES = 200;
/** A person looks at a picture before going on; the next ones are fetched meanwhile. */
const LOOKING_MS = 1_200;

/** The three figures of the whole house: how it starts, how it turns pages, how soon work is safe. */
export async function benchHouse(): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
  try {
    const photos = join(scratch, 'photos');
    await writePictures(photos, { count: PHOTOS, width: 4000, height: 3000 });
    return [await coldStart(scratch, photos), ...(await atWork(scratch, photos))];
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** From starting the program on a new profile to the first picture painted and a click on it answered. */
async function coldStart(scratch: string, photos: string): Promise<Row> {
  const samples: number[] = [];
  for (let at = 0; at < COLD_STARTS; at += 1) {
    const machine = workstation(join(scratch, `cold-${at}`));
    const began = Date.now();
    const page = await machine.open(photos);
    await page.waitForFunction(() => window.paintWatch.pictures.length > 0, null, { polling: 20 });
    const { x, y } = await stageCentre(page);
    await page.mouse.click(x, y);
    samples.push((await page.evaluate(() => performance.timeOrigin + Math.max(window.paintWatch.pictures[0] ?? 0, window.paintWatch.releases[0] ?? 0))) - began);
    await machine.close();
  }
  return row({ suite: 'house', case: 'cold start of the Node host to a painted, clickable 12 MP image (median)', unit: 'ms', ours: percentile(samples, 0.5), goal: 2_500, better: 'lower' });
}

async function atWork(scratch: string, photos: string): Promise<Row[]> {
  const machine = workstation(join(scratch, 'work'));
  try {
    const page = await machine.open(photos);
    await page.waitForFunction(() => window.paintWatch.pictures.length > 0);
    const steps = await stepThrough(page);
    const saves = await drawBoxes(page);
    return [
      row({ suite: 'house', case: 'next image, 12 MP JPEG, prefetched (p95)', unit: 'ms', ours: percentile(steps, 0.95), goal: 50, better: 'lower' }),
      row({ suite: 'house', case: 'next image, 12 MP JPEG, prefetched (median)', unit: 'ms', ours: percentile(steps, 0.5), goal: 50, better: 'lower' }),
      row({ suite: 'house', case: 'pointer-up to Saved on this computer (p99)', unit: 'ms', ours: percentile(saves, 0.99), goal: 60, better: 'lower' }),
      row({ suite: 'house', case: 'pointer-up to Saved on this computer (median)', unit: 'ms', ours: percentile(saves, 0.5), goal: 60, better: 'lower' }),
    ];
  } finally {
    await machine.close();
  }
}

function workstation(folder: string): NodeWorkstation {
  mkdirSync(folder, { recursive: true });
  return new NodeWorkstation({ folder, prepare: watchPaint });
}

/** Key down to the new picture on screen, forwards through the whole folder. */
async function stepThrough(page: Page): Promise<number[]> {
  const samples: number[] = [];
  for (let at = 1; at < PHOTOS; at += 1) {
    await page.waitForTimeout(LOOKING_MS);
    const before = await page.evaluate(() => window.paintWatch.pictures.length);
    await page.keyboard.press('BracketRight');
    await page.waitForFunction((count) => window.paintWatch.pictures.length > count, before, { polling: 10 });
    samples.push(await page.evaluate((count) => (window.paintWatch.pictures[count] ?? 0) - (window.paintWatch.keys.at(-1) ?? 0), before));
  }
  return samples;
}

/** Letting go of the pointer to the sign that says saved. */
async function drawBoxes(page: Page): Promise<number[]> {
  const saved = [words('save.saved'), words('save.synced')];
  const samples: number[] = [];
  const centre = await stageCentre(page);
  for (let at = 0; at < BOXES; at += 1) {
    await page.keyboard.press('b');
    const [x, y] = [centre.x - 200 + (at % 20) * 18, centre.y - 150 + Math.floor(at / 20) * 24];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 10, y + 8);
    await page.mouse.move(x + 14, y + 18);
    await page.mouse.up();
    samples.push(await page.evaluate(savedAfterRelease, saved));
  }
  return samples;
}

/** In the page: from letting go of the pointer to the sign that says one of these words. */
export function savedAfterRelease(saved: readonly string[]): Promise<number> {
  const released = window.paintWatch.releases.at(-1) ?? 0;
  return new Promise((resolve) => {
    const look = (): void => {
      const sign = window.paintWatch.signs.at(-1);
      if (sign === undefined || sign.at < released || !saved.includes(sign.text)) setTimeout(look, 1);
      else resolve(sign.at - released);
    };
    look();
  });
}

/** CSS pixels of the window. */
export async function stageCentre(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator('canvas').first().boundingBox();
  if (box === null) throw new Error('there is no stage on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
