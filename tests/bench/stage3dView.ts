import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { percentile, row, type Row } from './row.ts';
import { onFrame, watchSteps } from './videoStage.ts';

const LIDAR = join(repositoryRoot, '..', 'shared', 'data', 'lidar-sequence', 'lidar');
const PASSES = 6;
const OPENINGS = 5;
/** A person looks at a sweep before the next; its neighbours are read meanwhile. */
const LOOKING_MS = 400;

/** Real sweeps in the window of the real program: from the click on the task to the picture, and from sweep to sweep. */
export async function benchView(): Promise<readonly Row[]> {
  if (!existsSync(LIDAR)) return [];
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-clouds-'));
  const folder = join(scratch, 'home', 'drive');
  mkdirSync(folder, { recursive: true });
  cpSync(LIDAR, join(folder, 'lidar'), { recursive: true });
  cpSync(join(repositoryRoot, 'assets/sample/street/photos/kerb.jpg'), join(folder, 'kerb.jpg'));
  const machine = new NodeWorkstation({ folder: join(scratch, 'work'), prepare: watchSteps });
  try {
    const page = await machine.open(folder);
    const openings: number[] = [];
    for (let n = 0; n < OPENINGS; n += 1) {
      await page.getByRole('row').filter({ hasText: 'kerb.jpg' }).click();
      await page.locator('[role=application][aria-busy=false]:not(.stage-space)').waitFor();
      openings.push(await page.evaluate(opened));
    }
    const steps = await walk(page);
    return [
      row({ suite: 'stage3d', case: 'open a sequence, click to the first sweep of 68,242 points (median)', unit: 'ms', ours: percentile(openings, 0.5), goal: 300, better: 'lower' }),
      row({ suite: 'stage3d', case: 'step to the next sweep, read ahead, key to canvas (median)', unit: 'ms', ours: percentile(steps, 0.5), goal: 50, better: 'lower' }),
    ];
  } finally {
    await machine.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Runs in the page: clicks on the sequence and waits until its first sweep is painted. */
function opened(): Promise<number> {
  return new Promise((resolve) => {
    const card = [...document.querySelectorAll<HTMLElement>('[role=row]')].find(({ textContent }) => textContent?.includes('lidar'));
    const from = performance.now();
    const watch = new MutationObserver(() => {
      if (document.querySelector('.stage-space[data-frame]') === null) return;
      watch.disconnect();
      resolve(performance.now() - from);
    });
    watch.observe(document, { subtree: true, attributes: true, childList: true });
    card?.click();
  });
}

/** Forwards and back through the four sweeps; the first pass only reads them. */
async function walk(page: Page): Promise<number[]> {
  const taken: number[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    await page.evaluate(() => void (window.stepWatch.length = 0));
    for (const [key, frames] of [["'", [1, 2, 3]], [';', [2, 1, 0]]] as const) {
      for (const frame of frames) {
        await page.keyboard.press(key);
        await onFrame(page, frame);
        await page.waitForTimeout(LOOKING_MS);
      }
    }
    if (pass > 0) taken.push(...(await page.evaluate(() => [...window.stepWatch])));
  }
  return taken;
}
