import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { importFolder } from './pages/importDialog.ts';
import { WorkPage } from './pages/workPage.ts';

const MANY = 2_000;

/** A COCO file of small squares in rows, every other one of another class, later ones larger. */
function writeCoco(folder: string, picture: string): void {
  mkdirSync(folder, { recursive: true });
  const square = (at: number): number[] => {
    const [x, y, side] = [5 + (at % 50) * 9, 5 + Math.floor(at / 50) * 8, 2 + at / 500];
    return [x, y, x + side, y, x + side, y + side, x, y + side];
  };
  const annotations = Array.from({ length: MANY }, (_, at) => ({ id: at + 1, image_id: 1, category_id: 1 + (at % 2), segmentation: [square(at)], bbox: [0, 0, 1, 1], area: 1, iscrowd: 0 }));
  writeFileSync(join(folder, 'squares.json'), JSON.stringify({ images: [{ id: 1, file_name: picture }], categories: [{ id: 1, name: 'leaf' }, { id: 2, name: 'cell' }], annotations }));
}

const find = (work: WorkPage): Locator => work.page.getByRole('combobox', { name: words('objects.find') });
const rows = (work: WorkPage): Locator => work.objects.getByRole('row');

test('two thousand objects in the list: sorted, grouped, asked for, kept as a filter, changed together and walked through', async ({ workstation, photos }) => {
  const [picture = ''] = readdirSync(photos).filter((name) => name.endsWith('.jpg')).sort();
  writeCoco(join(workstation.home, 'labels'), picture);
  let work = new WorkPage(await workstation.open(photos));
  await work.openTask(picture);
  await importFolder(work, workstation.home, 'labels');
  await work.hasObjects(MANY);
  // Of two thousand rows only those exist that are in view.
  expect(await rows(work).count()).toBeLessThan(80);

  await work.page.getByRole('combobox', { name: words('objects.group') }).selectOption({ label: words('objectGroup.label') });
  await expect(rows(work).first()).toContainText('1,000');
  await rows(work).first().getByRole('button', { name: new RegExp(words('objects.fold', { name: '.*' })) }).click();
  await expect(rows(work).nth(1)).toContainText('1,000');
  await work.page.getByRole('combobox', { name: words('objects.group') }).selectOption({ label: words('objectGroup.none') });
  await work.page.getByRole('combobox', { name: words('objects.sort') }).selectOption({ label: words('objectSort.area') });

  await find(work).fill('label = leaf and area > 32');
  const found = Number(await work.objects.getAttribute('aria-rowcount'));
  expect(found).toBeGreaterThan(50);
  expect(found).toBeLessThan(300);
  await find(work).press('Escape');
  await work.page.getByRole('button', { name: words('filters.name') }).click();
  await work.page.getByRole('textbox', { name: words('filters.newName') }).fill('big leaves');
  await work.page.getByRole('button', { name: words('filters.keep') }).click();

  // Nothing is selected: what is changed is everything that was found.
  await work.selected.getByRole('button', { name: words('mark.difficult'), exact: true }).click();
  await work.selected.getByRole('combobox', { name: words('objects.label') }).selectOption('cell');
  await work.hasObjectsNone();
  await find(work).fill('difficult and label = cell');
  await work.hasObjects(found);
  await work.saved();

  await work.stage.focus();
  const zoom = work.page.locator('.status-zoom');
  const before = await zoom.textContent();
  await work.page.keyboard.press('.');
  await expect(zoom).not.toHaveText(before ?? '');
  await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(1);
  const first = await work.objects.getByRole('row', { selected: true }).getAttribute('aria-rowindex');
  await work.page.keyboard.press('.');
  await expect(work.objects.getByRole('row', { selected: true })).not.toHaveAttribute('aria-rowindex', first ?? '');
  await work.page.keyboard.press(',');
  await expect(work.objects.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', first ?? '');

  await work.selected.getByText(words('history.name'), { exact: true }).click();
  await expect(work.selected.getByRole('listitem').filter({ hasText: words('edit.track.setLabel') })).toBeVisible();
  await expect(work.selected.getByRole('listitem').filter({ hasText: words('edit.import') })).toBeVisible();

  await work.stage.focus();
  await work.undo();
  await work.undo();
  await find(work).fill('difficult');
  await work.hasObjectsNone();
  await work.saved();

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(picture);
  await work.hasObjects(MANY);
  await work.page.getByRole('button', { name: words('filters.name') }).click();
  await work.page.getByRole('button', { name: 'big leaves', exact: true }).click();
  await work.hasObjects(found);
});
