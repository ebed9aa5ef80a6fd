import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage } from './pages/workPage.ts';

/** Opens the keyboard settings, chooses a preset by its first letters and leaves, with keys only. */
async function choosePreset(work: WorkPage, name: 'cvat' | 'labelme' | 'sightline'): Promise<void> {
  await work.stage.focus();
  await work.page.keyboard.press('F2');
  const dialog = work.page.getByRole('dialog', { name: words('keys.title') });
  const preset = dialog.getByRole('combobox', { name: words('keys.preset') });
  await expect(dialog).toBeVisible();
  for (let tabs = 0; tabs < 6 && !(await preset.evaluate((one) => one === document.activeElement)); tabs += 1) await work.page.keyboard.press('Shift+Tab');
  await expect(preset).toBeFocused();
  await work.page.keyboard.type(words(`keymap.${name}`));
  await expect(preset.locator('option:checked')).toHaveText(words(`keymap.${name}`));
  await work.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

test('hands that know CVAT or labelme find their keys, and keep them through a restart', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const names = await work.tasks.getByRole('row').locator('.task-name, .cut').allTextContents();
  const [first = '', second = ''] = names.filter((name) => name.endsWith('.jpg'));
  await work.openTask(first);

  await choosePreset(work, 'cvat');
  await work.stage.focus();
  await work.page.keyboard.press('f');
  await expect(work.openItem).toHaveText(second);
  await work.ready();
  await work.page.keyboard.press('d');
  await expect(work.openItem).toHaveText(first);
  await work.ready();
  await work.page.keyboard.press('n');
  await work.drag([0.3, 0.3], [0.4, 0.4]);
  await work.hasObjects(1);

  await choosePreset(work, 'labelme');
  await work.stage.focus();
  await work.page.keyboard.press('d');
  await expect(work.openItem).toHaveText(second);
  await work.ready();
  await work.page.keyboard.press('a');
  await expect(work.openItem).toHaveText(first);
  await work.ready();
  await work.page.keyboard.press('Control+r');
  await work.drag([0.5, 0.5], [0.6, 0.6]);
  await work.hasObjects(2);
  await work.saved();

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(first);
  await work.stage.focus();
  await work.page.keyboard.press('d');
  await expect(work.openItem).toHaveText(second);
});

test('a key is changed by keys alone, after saying whose it is; a clash stays in sight until it is settled', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  await work.stage.focus();
  await keyboard.press('F2');
  const dialog = work.page.getByRole('dialog', { name: words('keys.title') });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await keyboard.type(words('command.draw.ellipse'));
  const change = dialog.getByRole('button', { name: words('keys.change', { name: words('command.draw.ellipse') }) });
  for (let tabs = 0; tabs < 8 && !(await change.evaluate((one) => one === document.activeElement)); tabs += 1) await keyboard.press('Tab');
  await expect(change).toBeFocused();
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: words('keys.press') })).toBeFocused();
  await keyboard.press('b');
  const asked = dialog.getByRole('alert');
  await expect(asked).toContainText(words('command.draw.box'));
  const take = asked.getByRole('button', { name: words('keys.take') });
  for (let tabs = 0; tabs < 4 && !(await take.evaluate((one) => one === document.activeElement)); tabs += 1) await keyboard.press('Tab');
  await expect(take).toBeFocused();
  await keyboard.press('Enter');
  await expect(asked).toBeHidden();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await work.stage.focus();
  await keyboard.press('b');
  await work.drag([0.3, 0.3], [0.4, 0.4]);
  await work.hasObjects(1);
  await expect(work.selected.getByRole('heading', { level: 2 })).toHaveText(words('kind.ellipse'));

  await keyboard.press('F2');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: words('keys.resetAll', { count: 2 }) }).click();
  await keyboard.press('Escape');
  await work.stage.focus();
  await work.drawBox([0.6, 0.6], [0.7, 0.7]);
  await work.hasObjects(2);
  await expect(work.selected.getByRole('heading', { level: 2 })).toHaveText(words('kind.box'));
});
