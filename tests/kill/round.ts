import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Seeded } from '#shared/base/seeded.ts';
import { NodeWorkstation, type Victim } from '../support/nodeWorkstation.ts';
import { words } from '../support/words.ts';
import { watchClaims, type ClaimWatch } from './claims.ts';

export interface RoundResult {
  readonly victim: Victim;
  readonly afterMs: number;
  /** Objects shown as saved before the end. */
  readonly claimed: number;
  /** Objects there after the next start. */
  readonly found: number;
  /** From starting the program again to all of it on screen. */
  readonly backMs: number;
}

export const LOSSES = ['nothing', 'browser', 'journal'] as const;
export type Loss = (typeof LOSSES)[number];

export interface Round {
  readonly folder: string;
  readonly photos: string;
  readonly random: Seeded;
  /** What is destroyed besides: the browser's whole database, or the host's journal. Either copy alone must do. */
  readonly lose: Loss;
  /** Objects that earlier rounds left on the picture. */
  readonly before: number;
}

const VICTIMS: readonly Victim[] = ['host', 'store', 'browser', 'all'];
const LATEST_MS = 3_000;
const PATIENCE_MS = 20_000;

/** Works, is cut off at a random moment, starts again and counts. */
export async function killRound({ folder, photos, random, before, lose }: Round): Promise<RoundResult> {
  const victim = random.pick(VICTIMS);
  const afterMs = random.below(LATEST_MS);
  const { machine, page, watch } = await start(folder, photos);
  await waitFor(() => (watch.last()?.objects ?? -1) >= before && watch.claimed() >= before);
  const drawing = draw(page, random).catch(() => undefined);
  await pause(afterMs);
  await machine.kill9(victim);
  // What is left of the program may go on working, and what it still promises counts.
  await pause(random.below(victim === 'all' ? 1 : 600));
  await machine.kill9('all');
  await drawing;
  const claimed = watch.claimed();
  if (lose === 'browser') rmSync(join(folder, 'browser'), { recursive: true, force: true });
  if (lose === 'journal') rmSync(join(folder, 'profile', 'journal'), { recursive: true, force: true });
  const began = performance.now();
  const next = await start(folder, photos);
  await waitFor(() => next.watch.claimed() >= claimed && next.watch.last() !== null);
  const found = next.watch.last()?.objects ?? 0;
  const backMs = performance.now() - began;
  await next.machine.close();
  return { victim, afterMs, claimed, found, backMs };
}

async function start(folder: string, photos: string): Promise<{ readonly machine: NodeWorkstation; readonly page: Page; readonly watch: ClaimWatch }> {
  let watch: ClaimWatch | null = null;
  const saved = [words('save.saved'), words('save.synced')];
  const machine = new NodeWorkstation({ folder, prepare: async (page) => void (watch = await watchClaims(page, saved, words('objects.name'))) });
  const page = await machine.open(photos);
  await page.locator('canvas').first().waitFor();
  if (watch === null) throw new Error('the window was not watched');
  return { machine, page, watch };
}

/** Boxes as fast as a hand could, until the ground goes. */
async function draw(page: Page, random: Seeded): Promise<void> {
  const area = await page.locator('canvas').first().boundingBox();
  if (area === null) return;
  for (;;) {
    const [x, y] = [area.x + area.width * (0.2 + 0.5 * random.next()), area.y + area.height * (0.2 + 0.5 * random.next())];
    await page.keyboard.press('b');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 12, y + 9);
    await page.mouse.move(x + 20 + random.below(30), y + 20 + random.below(30));
    await page.mouse.up();
  }
}

/** Waits until something holds, or until patience ends; the caller looks at what there is then. */
async function waitFor(holds: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds() && performance.now() < end) await pause(20);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
