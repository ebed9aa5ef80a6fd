import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage, type Spot } from './pages/workPage.ts';

/** The place of the picture under a spot of the stage, as the status bar reads it. */
async function placeAt(work: WorkPage, spot: Spot): Promise<readonly [x: number, y: number]> {
  const { x, y } = await work.point(spot);
  await work.page.mouse.move(x, y);
  const text = (await work.page.locator('.status-pointer').textContent()) ?? '';
  const [left = 0, top = 0] = text.split(', ').map((part) => Number(part.replaceAll(',', '')));
  return [left, top];
}

async function ask(work: WorkPage, question: string, count: number): Promise<void> {
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill(question);
  if (count === 0) await work.hasObjectsNone();
  else await work.hasObjects(count);
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill('');
}

test.beforeEach(async ({ workstation, photos }) => {
  const page = await workstation.open(photos);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('a box by two clicks; several chosen with a frame, brought into line and spread, each as one step', async ({ workstation }) => {
  const work = new WorkPage(workstation.page);
  await work.openFirst();
  const { keyboard } = work.page;
  await keyboard.press('b');
  await work.click([0.2, 0.3]);
  await work.click([0.26, 0.36]);
  await work.hasObjects(1);
  await work.drawBox([0.3, 0.42], [0.36, 0.48]);
  await work.drawBox([0.25, 0.6], [0.31, 0.66]);
  await work.hasObjects(3);
  await keyboard.press('v');
  await work.drag([0.15, 0.26], [0.45, 0.72]);
  await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(3);
  const [line] = await placeAt(work, [0.22, 0.5]);
  await work.selected.getByRole('button', { name: words('command.arrange.left') }).click();
  await ask(work, `x < ${line}`, 3);
  await work.selected.getByRole('button', { name: words('command.arrange.spreadY') }).click();
  await work.stage.focus();
  await work.undo();
  await work.undo();
  await ask(work, `x < ${line}`, 1);
  await work.saved();
});

test('copied to the pointer, and onto the next pictures after seeing each, taken back as one step', async ({ workstation }) => {
  const work = new WorkPage(workstation.page);
  await work.openFirst();
  const { keyboard, mouse } = work.page;
  const first = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.3, 0.3], [0.36, 0.36]);
  await keyboard.press('v');
  await work.click([0.3, 0.33]);
  await keyboard.press('Control+c');
  const target = await work.point([0.7, 0.6]);
  const [x, y] = await placeAt(work, [0.7, 0.6]);
  await mouse.move(target.x, target.y);
  await keyboard.press('Control+Shift+v');
  await work.hasObjects(2);
  await ask(work, `x < ${x} and x > ${x - 60} and y < ${y} and y > ${y - 60}`, 1);

  await work.stage.focus();
  await keyboard.press('Control+a');
  await keyboard.press('Control+b');
  const dialog = work.dialog('propagate.title');
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await expect(dialog.locator('svg rect, svg path, svg polygon').first()).toBeVisible();
  await dialog.getByRole('checkbox').nth(1).uncheck();
  await dialog.getByRole('button', { name: words('propagate.do', { count: 2, shown: '2' }) }).click();
  await expect(dialog).toBeHidden();
  await work.stage.focus();
  await keyboard.press(']');
  await expect(work.openItem).not.toHaveText(first);
  await work.ready();
  await work.hasObjects(2);
  await work.undo();
  await work.hasObjects(0);
  await work.openTask(first);
  await work.hasObjects(2);
  await work.saved();
});

test('tags of the whole picture, by key and by list, and masks that take from each other or yield', async ({ workstation, photos }) => {
  let work = new WorkPage(workstation.page);
  await work.openFirst();
  const { keyboard } = work.page;
  const tags = work.page.getByRole('region', { name: words('tags.name') });
  await work.stage.focus();
  await keyboard.press('Shift+T');
  await expect(tags.getByRole('button')).toHaveCount(1);
  await tags.getByRole('combobox', { name: words('tags.add') }).selectOption('Vehicle');
  await expect(tags.getByRole('button', { name: words('tags.remove', { name: 'Vehicle' }) })).toBeVisible();
  await tags.getByRole('button', { name: words('tags.remove', { name: 'Vehicle' }) }).click();
  await expect(tags.getByRole('button')).toHaveCount(1);

  const overlap = work.page.getByRole('combobox', { name: words('maskBar.overlap') });
  await work.stage.focus();
  await keyboard.press('m');
  await work.drag([0.4, 0.5], [0.5, 0.5]);
  await work.hasObjects(1);
  await keyboard.press('Escape');
  await overlap.selectOption({ label: words('maskOverlap.yield') });
  await work.stage.focus();
  await work.drag([0.42, 0.5], [0.48, 0.5]);
  await work.told(words('error.edit/nothing-left'));
  await work.hasObjects(1);
  await overlap.selectOption({ label: words('maskOverlap.take') });
  await work.stage.focus();
  await keyboard.press('Escape');
  await work.drag([0.38, 0.5], [0.52, 0.5]);
  await work.hasObjects(1);
  await work.undo();
  await work.hasObjects(1);
  await work.saved();
  const item = (await work.openItem.textContent()) ?? '';

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.hasObjects(1);
  await expect(work.page.getByRole('region', { name: words('tags.name') }).getByRole('button')).toHaveCount(1);
});
