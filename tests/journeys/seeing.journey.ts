import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeDeepPicture } from '../support/pictures.ts';
import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage, type Spot } from './pages/workPage.ts';

const panel = (page: Page): Locator => page.getByRole('region', { name: words('seeing.title') });
const slider = (page: Page, name: string): Locator => panel(page).getByRole('slider', { name: words(`seeing.${name}`), exact: true });

/** Mean of red, green and blue around a place of the stage, and how far green spreads there, as the person sees them. */
async function seenAt(work: WorkPage, spot: Spot): Promise<readonly [red: number, green: number, blue: number, spread: number]> {
  const [across, down] = spot;
  return work.stage.evaluate((stage, at) => {
    const canvas = stage.querySelector('canvas');
    const size = 24;
    const data = canvas?.getContext('2d')?.getImageData(Math.round(canvas.width * at[0] - size / 2), Math.round(canvas.height * at[1] - size / 2), size, size).data ?? new Uint8ClampedArray();
    const sums = [0, 0, 0];
    for (let index = 0; index < data.length; index += 1) if (index % 4 < 3) sums[index % 4] = (sums[index % 4] ?? 0) + (data[index] ?? 0);
    const means = sums.map((sum) => sum / (size * size));
    let spread = 0;
    for (let index = 1; index < data.length; index += 4) spread += Math.abs((data[index] ?? 0) - (means[1] ?? 0)) / (size * size);
    return [...means, spread];
  }, [across, down] as const) as unknown as Promise<readonly [number, number, number, number]>;
}

const bright = async (work: WorkPage, spot: Spot = [0.5, 0.5]): Promise<number> => (await seenAt(work, spot)).slice(0, 3).reduce((sum, value) => sum + value, 0) / 3;
const spread = async (work: WorkPage): Promise<number> => (await seenAt(work, [0.5, 0.5]))[3];

test('a photo is seen brighter, darker, by one channel, inverted and evened out, and as it was again; each project remembers', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  const [plain, even] = [await bright(work), await spread(work)];

  await keyboard.press('Shift+V');
  await expect(slider(work.page, 'brightness')).toBeFocused();
  for (let at = 0; at < 3; at += 1) await keyboard.press('PageUp');
  await expect.poll(() => bright(work)).toBeGreaterThan(plain + 8);
  await slider(work.page, 'brightness').fill('0');
  await expect.poll(() => bright(work)).toBeCloseTo(plain, 0);
  await slider(work.page, 'gamma').fill('1');
  await expect.poll(() => bright(work)).toBeGreaterThan(plain + 8);
  await slider(work.page, 'gamma').fill('0');
  await slider(work.page, 'contrast').fill('60');
  await expect.poll(() => spread(work)).toBeGreaterThan(even * 1.2);
  await slider(work.page, 'contrast').fill('0');
  await expect.poll(() => spread(work)).toBeCloseTo(even, 0);

  await panel(work.page).getByRole('combobox', { name: words('seeing.channel') }).selectOption('red');
  await expect.poll(async () => { const [r, g, b] = await seenAt(work, [0.5, 0.5]); return Math.max(Math.abs(r - g), Math.abs(g - b)); }).toBeLessThan(1);
  await panel(work.page).getByRole('combobox', { name: words('seeing.channel') }).selectOption('all');
  await panel(work.page).getByRole('checkbox', { name: words('seeing.invert') }).check();
  await expect.poll(() => bright(work)).toBeCloseTo(255 - plain, -0.7);
  await panel(work.page).getByRole('checkbox', { name: words('seeing.invert') }).uncheck();
  await panel(work.page).getByRole('checkbox', { name: words('seeing.even') }).check();
  await expect.poll(async () => Math.abs((await spread(work)) - even)).toBeGreaterThan(0.5);
  await expect(work.page.getByRole('contentinfo').getByRole('button', { name: words('seeing.adjusted') })).toBeVisible();
  await panel(work.page).getByRole('checkbox', { name: words('seeing.even') }).uncheck();
  await slider(work.page, 'low').fill('100');
  await expect.poll(() => bright(work)).toBeLessThan(plain - 8);
  await keyboard.press('Escape');
  await expect(panel(work.page)).toBeHidden();

  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.4, 0.4], [0.5, 0.5]);
  await work.saved();
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await expect(work.page.getByRole('contentinfo').getByRole('button', { name: words('seeing.adjusted') })).toBeVisible();
  await work.stage.focus();
  await work.page.keyboard.press('Alt+0');
  await expect(work.page.getByRole('contentinfo').getByRole('button', { name: words('seeing.adjusted') })).toBeHidden();
});

test('sixteen bits: first seen as the picture’s own range, then by a window of one’s own', async ({ workstation, scratch }) => {
  const folder = join(scratch, 'home', 'deep');
  mkdirSync(folder, { recursive: true });
  await writeDeepPicture(join(folder, 'deep.png'), { width: 600, height: 400, low: 20_000, high: 24_000 });
  const work = new WorkPage(await workstation.open(folder));
  await work.openTask('deep.png');
  // From black on the left to white on the right, although the file holds 20,000 to 24,000 of 65,535.
  await expect.poll(() => bright(work, [0.2, 0.5])).toBeLessThan(90);
  await expect.poll(() => bright(work, [0.8, 0.5])).toBeGreaterThan(165);
  await work.page.keyboard.press('Shift+V');
  await slider(work.page, 'low').fill('22000');
  await expect.poll(() => bright(work, [0.3, 0.5])).toBeLessThan(6);
  await slider(work.page, 'high').fill('22512');
  await expect.poll(() => bright(work, [0.8, 0.5])).toBeGreaterThan(249);
  await panel(work.page).getByRole('button', { name: words('seeing.reset') }).click();
  await expect.poll(() => bright(work, [0.2, 0.5])).toBeGreaterThan(6);
});

test('the view is turned, the map leads, pixel and place are read under the pointer', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard, mouse } = work.page;
  await work.stage.focus();
  const spot = await work.point([0.5, 0.5]);
  await mouse.move(spot.x, spot.y);
  const pointer = work.page.locator('.status-pointer');
  await expect(pointer).toHaveText(/^\d[\d,.]*, \d/);
  await expect(work.page.locator('.status-pixel')).toHaveText(/#[0-9a-f]{6}/i);
  const straight = await pointer.textContent();
  await keyboard.press('Alt+]');
  await expect(work.page.getByText(words('status.turned', { degrees: 90 }), { exact: true })).toBeVisible();
  const side = await work.point([0.5, 0.4]);
  await mouse.move(side.x, side.y);
  await expect(pointer).not.toHaveText(straight ?? '');

  // What is drawn on a turned view lies where it was drawn.
  await work.drawBox([0.45, 0.45], [0.55, 0.55]);
  await work.hasObjects(1);
  await keyboard.press('v');
  await keyboard.press('Escape');
  await work.click([0.45, 0.5]);
  await expect(work.selected).toBeVisible();
  await keyboard.press('Alt+[');
  await expect(work.page.getByText(words('status.turned', { degrees: 90 }), { exact: true })).toBeHidden();

  const map = work.page.locator('.stage-map');
  await keyboard.press('Alt+n');
  for (let at = 0; at < 8; at += 1) await keyboard.press('=');
  await expect(map).toBeVisible();
  const box = await map.boundingBox();
  if (box === null) throw new Error('the map is on the stage');
  await mouse.move(spot.x, spot.y);
  await expect(pointer).toHaveText(/\d/);
  const middle = await pointer.textContent();
  await mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.25);
  await mouse.move(spot.x, spot.y);
  await expect(pointer).not.toHaveText(middle ?? '');
});
