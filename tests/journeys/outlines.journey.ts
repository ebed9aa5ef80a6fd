import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { breaches } from './pages/breaches.ts';
import { WorkPage, type Spot } from './pages/workPage.ts';

async function outline(work: WorkPage, spots: readonly Spot[]): Promise<void> {
  await work.page.keyboard.press('p');
  for (const spot of spots) await work.click(spot);
  await work.page.keyboard.press('Enter');
  await work.page.keyboard.press('v');
}

test('an outline through itself is marked, found and mended; two become one; both are simpler after a look', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;

  await outline(work, [[0.2, 0.3], [0.4, 0.5], [0.4, 0.3], [0.2, 0.5]]);
  const crossing = words('flaw.crossing');
  await expect(work.objects.getByRole('img', { name: crossing })).toHaveCount(1);
  await outline(work, [[0.6, 0.3], [0.7, 0.305], [0.8, 0.3], [0.8, 0.5], [0.6, 0.5]]);
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill('crossing');
  await work.hasObjects(1);
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill('');
  await work.hasObjects(2);
  await work.click([0.23, 0.37]);
  await expect(work.selected.getByText(crossing)).toBeVisible();
  expect.soft(await breaches(work.page), 'a flaw').toEqual([]);
  await work.selected.getByRole('button', { name: words('flaw.mend') }).click();
  await expect(work.objects.getByRole('img', { name: crossing })).toHaveCount(0);

  await work.stage.focus();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('j');
  await work.hasObjects(1);

  await keyboard.press('Shift+i');
  const bar = work.page.getByRole('group', { name: words('simplify.name') });
  await expect(bar.getByRole('slider')).toBeFocused();
  for (let press = 0; press < 12; press += 1) await keyboard.press('ArrowRight');
  await expect(bar.getByRole('status')).toHaveText(/^11 → 10 /);
  expect.soft(await breaches(work.page), 'simplify').toEqual([]);
  await keyboard.press('Enter');
  await expect(bar).toHaveCount(0);
  await work.saved();
  await keyboard.press('ControlOrMeta+z');
  await keyboard.press('ControlOrMeta+z');
  await work.hasObjects(2);
});
