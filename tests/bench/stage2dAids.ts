import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { watchPaint } from '../support/paintWatch.ts';
import { writePictures } from '../support/pictures.ts';
import { percentile, row, type Row } from './row.ts';

declare global {
  interface Window {
    /** When the stage's aids went from one state to the next, on the page's own clock. */
    aidWatch: { at: number; state: string }[];
    /** When the pointer went down or was let go, newest last. */
    aidHand: Record<'press' | 'release', number>;
  }
}

const ROUNDS = 7;
const GOAL = 150;

interface AidCase {
  readonly name: string;
  readonly key: string;
  /** What the person waits from: a click asks when it presses, a drag when it lets go. */
  readonly from: 'press' | 'release';
  readonly gesture: (page: Page, x: number, y: number) => Promise<void>;
}

const cases: readonly AidCase[] = [
  { name: 'magic wand', key: 'w', from: 'press', gesture: (page, x, y) => page.mouse.click(x, y) },
  { name: 'GrabCut', key: 'Shift+G', from: 'release', gesture: (page, x, y) => drag(page, [x - 90, y - 70], [x + 90, y + 70]) },
  { name: 'superpixels', key: 'Shift+U', from: 'release', gesture: (page, x, y) => drag(page, [x, y], [x + 40, y + 10]) },
  { name: 'scissors', key: 'i', from: 'press', gesture: scissorsLeg },
];

/** From the gesture that asks to the first proposal on a 12 MP picture, in the real program. The first round of each pays for cold code. */
export async function* benchAids(): AsyncGenerator<Row> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-aids-'));
  const machine = new NodeWorkstation({ folder: made(join(scratch, 'work')), prepare: watchPaint });
  try {
    await writePictures(join(scratch, 'photos'), { count: 1, width: 4000, height: 3000 });
    const page = await machine.open(join(scratch, 'photos'));
    await page.waitForFunction(() => window.paintWatch.pictures.length > 0);
    await watchAids(page);
    for (const one of cases) {
      const { first, best } = await measure(page, one);
      yield row({ suite: 'stage2d', case: `${one.name}, first proposal on 12 MP (median)`, unit: 'ms', ours: percentile(first, 0.5), goal: GOAL, better: 'lower' });
      yield row({ suite: 'stage2d', case: `${one.name}, first proposal on 12 MP (slowest of ${ROUNDS})`, unit: 'ms', ours: Math.max(...first), goal: GOAL, better: 'lower' });
      if (one.key !== 'i') yield row({ suite: 'stage2d', case: `${one.name}, best proposal on 12 MP (median)`, unit: 'ms', ours: percentile(best, 0.5), goal: 1_000, better: 'lower' });
    }
  } finally {
    await machine.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Writes down when the aids go from one state to the next. */
export async function watchAids(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.aidWatch = [];
    window.aidHand = { press: 0, release: 0 };
    addEventListener('pointerdown', ({ timeStamp }) => void (window.aidHand.press = timeStamp), { capture: true });
    addEventListener('pointerup', ({ timeStamp }) => void (window.aidHand.release = timeStamp), { capture: true });
    const stage = document.querySelector('.stage');
    if (!(stage instanceof HTMLElement)) throw new Error('the stage is not there');
    new MutationObserver(() => window.aidWatch.push({ at: performance.now(), state: stage.dataset['aid'] ?? '' })).observe(stage, { attributes: true, attributeFilter: ['data-aid'] });
  });
}

async function measure(page: Page, { key, from, gesture }: AidCase): Promise<{ first: number[]; best: number[] }> {
  const [first, best]: [number[], number[]] = [[], []];
  const box = await page.locator('.stage').boundingBox();
  if (box === null) throw new Error('the stage is not on the screen');
  await page.keyboard.press(key);
  await page.waitForTimeout(400);
  for (let at = 0; at < ROUNDS; at += 1) {
    await gesture(page, box.x + box.width / 2 - 60 + at * 20, box.y + box.height / 2 - 30 + at * 9);
    await page.waitForFunction((since) => window.aidWatch.at(-1)?.state === 'rest' && window.aidWatch.some(({ at: when, state }) => state !== 'asked' && when > window.aidHand[since]), from);
    const times = await page.evaluate((since) => {
      const start = window.aidHand[since];
      const after = window.aidWatch.filter(({ at: when }) => when > start);
      return { first: (after.find(({ state }) => state !== 'asked')?.at ?? Infinity) - start, best: (after.at(-1)?.at ?? Infinity) - start };
    }, from);
    first.push(times.first);
    best.push(times.best);
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  return { first, best };
}

async function drag(page: Page, [fromX, fromY]: readonly [number, number], [toX, toY]: readonly [number, number]): Promise<void> {
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(toX, toY, { steps: 4 });
  await page.mouse.up();
}

/** An anchor, and a second one some way off: the way to it is looked for when it is set. */
async function scissorsLeg(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.click(x, y);
  await page.mouse.click(x + 90, y + 60);
}
