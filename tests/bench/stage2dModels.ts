import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { watchPaint } from '../support/paintWatch.ts';
import { writePictures } from '../support/pictures.ts';
import { SAM_SCALE, tinyDecoder, tinyEncoder } from '../support/tinyModels.ts';
import { words } from '../support/words.ts';
import { percentile, row, type Row } from './row.ts';
import { watchAids } from './stage2dAids.ts';

const ROUNDS = 9;
const GOAL = 150;
/** Real models are not shipped, so the figure is that of everything around them. */
const MODEL = 'a stand-in of SAM’s sizes, without attention inside';

/** From a click to its proposal on a 12 MP picture, once the picture was looked at; and on the next picture, which was looked at ahead. */
export async function* benchModels(): AsyncGenerator<Row> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-models-'));
  const machine = new NodeWorkstation({ folder: made(join(scratch, 'work')), prepare: watchPaint });
  try {
    await writePictures(join(scratch, 'photos'), { count: 3, width: 4000, height: 3000 });
    const page = await machine.open(join(scratch, 'photos'));
    await page.waitForFunction(() => window.paintWatch.pictures.length > 0);
    await pick(page, made(join(scratch, 'models')));
    await watchAids(page);
    await page.keyboard.press('s');
    await clickFor(page, 0);
    const same: number[] = [];
    for (let at = 0; at < ROUNDS; at += 1) same.push(await clickFor(page, at));
    yield row({ suite: 'stage2d', case: `click model, proposal on 12 MP once the picture was looked at (median; ${MODEL})`, unit: 'ms', ours: percentile(same, 0.5), goal: GOAL, better: 'lower' });
    yield row({ suite: 'stage2d', case: `click model, the same (slowest of ${ROUNDS})`, unit: 'ms', ours: Math.max(...same), goal: GOAL, better: 'lower' });
    await page.waitForTimeout(3_000);
    await page.keyboard.press(']');
    await page.waitForTimeout(1_500);
    yield row({ suite: 'stage2d', case: 'click model, first proposal on the next picture, looked at ahead', unit: 'ms', ours: await clickFor(page, 1), goal: GOAL, better: 'lower' });
  } finally {
    await machine.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function pick(page: Page, folder: string): Promise<void> {
  writeFileSync(join(folder, 'encoder.onnx'), tinyEncoder(SAM_SCALE));
  writeFileSync(join(folder, 'decoder.onnx'), tinyDecoder(SAM_SCALE));
  await page.keyboard.press('Control+m');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words('models.add') }).click();
  await (await choosing).setFiles(['encoder.onnx', 'decoder.onnx'].map((name) => join(folder, name)));
  await page.getByRole('radio').nth(1).waitFor();
  await page.keyboard.press('Escape');
}

/** Milliseconds from the press to the proposal. */
async function clickFor(page: Page, at: number): Promise<number> {
  const box = await page.locator('.stage').boundingBox();
  if (box === null) throw new Error('the stage is not on the screen');
  await page.mouse.click(box.x + box.width / 2 - 60 + at * 13, box.y + box.height / 2 - 30 + at * 7);
  await page.waitForFunction(() => window.aidWatch.at(-1)?.state === 'rest' && window.aidWatch.some(({ at: when, state }) => state === 'answered' && when > window.aidHand.press), null, { timeout: 30_000 });
  const time = await page.evaluate(() => (window.aidWatch.find(({ at: when, state }) => state === 'answered' && when > window.aidHand.press)?.at ?? Infinity) - window.aidHand.press);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  return time;
}
