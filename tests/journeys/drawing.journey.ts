import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { WorkPage } from './pages/workPage.ts';

test('boxes and polygons by pointer, with label, note and the way back through a restart', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.hasObjects(0);

  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await work.hasObjects(1);
  await work.drawPolygon([[0.6, 0.3], [0.75, 0.35], [0.7, 0.6]]);
  await work.hasObjects(2);
  await expect(work.selected.getByRole('heading')).toHaveText(words('kind.polygon'));

  await work.selected.getByRole('combobox', { name: words('objects.label') }).selectOption('Vehicle');
  await expect(work.objects.getByRole('row', { name: /Vehicle/ })).toBeVisible();
  await work.selected.getByRole('textbox', { name: words('objects.note') }).fill('half hidden');
  await work.page.keyboard.press('Enter');
  await work.saved();

  const item = await work.openItem.textContent();
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item ?? '');
  await work.hasObjects(2);
  await work.objects.getByRole('row', { name: /Vehicle/ }).click();
  await expect(work.selected.getByRole('textbox', { name: words('objects.note') })).toHaveValue('half hidden');

  await work.stage.focus();
  await work.undo();
  await expect(work.selected.getByRole('textbox', { name: words('objects.note') })).toHaveValue('');
  await work.undo();
  await work.undo();
  await work.hasObjects(1);
  await work.undo();
  await work.hasObjects(0);
  await work.redo();
  await work.redo();
  await work.hasObjects(2);
  await work.saved();
});

test('moving, resizing and deleting by pointer', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await work.hasObjects(1);
  await work.page.keyboard.press('v');
  await work.drag([0.4, 0.4], [0.5, 0.45]);
  await work.undo();
  await work.hasObjects(1);
  await work.undo();
  await work.hasObjects(0);
  await work.redo();
  await work.redo();
  await work.click([0.5, 0.45]);
  await expect(work.selected).toBeVisible();
  await work.page.keyboard.press('Delete');
  await work.hasObjects(0);
  await work.saved();
});

test('a box and a polygon without a pointer', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;

  await keyboard.press('b');
  await keyboard.press('x');
  for (let at = 0; at < 6; at += 1) await keyboard.press('ArrowRight');
  for (let at = 0; at < 5; at += 1) await keyboard.press('ArrowDown');
  await keyboard.press('x');
  await work.hasObjects(1);

  await keyboard.press('p');
  await keyboard.press('x');
  for (let at = 0; at < 8; at += 1) await keyboard.press('ArrowLeft');
  await keyboard.press('x');
  for (let at = 0; at < 8; at += 1) await keyboard.press('ArrowUp');
  await keyboard.press('x');
  await keyboard.press('Enter');
  await work.hasObjects(2);
  await expect(work.selected.getByRole('heading')).toHaveText(words('kind.polygon'));

  await keyboard.press('2');
  await expect(work.selected.getByRole('combobox', { name: words('objects.label') })).toHaveText(/Vehicle/);
  await keyboard.press('Control+z');
  await keyboard.press('Control+z');
  await work.hasObjects(1);
  await work.saved();
});

test('the next and the previous picture, and a task that is done', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const first = (await work.openItem.textContent()) ?? '';
  await work.page.keyboard.press(']');
  await expect(work.openItem).not.toHaveText(first);
  await work.page.keyboard.press('[');
  await expect(work.openItem).toHaveText(first);
  await work.page.keyboard.press('d');
  await expect(work.task(first)).toContainText(words('status.done'));
  await expect(work.openItem).not.toHaveText(first);
});
