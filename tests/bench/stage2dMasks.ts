import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeCounts } from '#shared/geometry/runText.ts';
import { maskWithin, runsInPicture } from '#shared/model/kinds/maskRuns.ts';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { watchPaint } from '../support/paintWatch.ts';
import { writePictures } from '../support/pictures.ts';
import { words } from '../support/words.ts';
import { startBenchPage } from './benchPage.ts';
import { savedAfterRelease, stageCentre } from './house.ts';
import { bands, HEIGHT, WIDTH } from './masks/bands.ts';
import type { MaskFigures } from './masks/page.ts';
import { percentile, row, type Row } from './row.ts';

const MANY = 100;

/** A hundred masks as wide as a 12-megapixel picture: painting on one of them, saving the stroke, writing all of them as COCO does. */
export async function* benchMasks(): AsyncGenerator<Row> {
  const figure = (name: string, value: number, goal: number): Row => row({ suite: 'stage2d', case: name, unit: 'ms', ours: value, goal, better: 'lower' });
  yield figure('COCO run-length text of 100 masks', writeAll(), 500);
  const { stroke, press, release } = await measure();
  yield figure('100 masks: one step of a stroke, event and frame (p95)', percentile(stroke, 0.95), 16);
  yield figure('100 masks: taking one into the hand (median)', percentile(press, 0.5), 100);
  yield figure('100 masks: a stroke becomes a change (p95)', percentile(release, 0.95), 100);
  yield figure('100 masks: letting go of a stroke to Saved on this computer (p95)', percentile(await paintInTheApp(), 0.95), 100);
}

/** From the stored form, as read from a file: nothing is remembered from making it. */
function writeAll(): number {
  const stored = bands(MANY).map((mask) => structuredClone(mask));
  const picture = { width: WIDTH, height: HEIGHT };
  const began = performance.now();
  let characters = 0;
  for (const mask of stored) characters += encodeCounts(runsInPicture(maskWithin(mask, picture) ?? mask, picture).counts).length;
  const took = performance.now() - began;
  if (characters === 0) throw new Error('nothing was written');
  return took;
}

/** A new mask with every stroke, in the whole program with its database and journal. */
async function paintInTheApp(): Promise<readonly number[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-strokes-'));
  const machine = new NodeWorkstation({ folder: scratch, prepare: watchPaint });
  try {
    const photos = join(scratch, 'photos');
    await writePictures(photos, { count: 1, width: WIDTH, height: HEIGHT });
    const page = await machine.open(photos);
    await page.locator('.stage[aria-busy=false]').waitFor();
    await page.keyboard.press('m');
    const centre = await stageCentre(page);
    const samples: number[] = [];
    for (let at = 0; at < MANY; at += 1) {
      const [x, y] = [centre.x - 200 + (at % 10) * 30, centre.y - 100 + Math.floor(at / 10) * 20];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 120, y + 60, { steps: 12 });
      await page.mouse.up();
      samples.push(await page.evaluate(savedAfterRelease, [words('save.saved'), words('save.synced')]));
      await page.keyboard.press('Escape');
    }
    return samples;
  } finally {
    await machine.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function measure(): Promise<MaskFigures> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-masks-'));
  const page = await startBenchPage(scratch, 'masks');
  const window = await page.open();
  try {
    return await window.page.evaluate((wish) => globalThis.window.measureMasks(wish), { masks: MANY, picture: page.picture });
  } finally {
    await window.close();
    await page.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
