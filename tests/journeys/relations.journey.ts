import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { breaches } from './pages/breaches.ts';
import { WorkPage } from './pages/workPage.ts';

const relations = (work: WorkPage) => work.selected.getByRole('region', { name: words('relations.name') });
const relation = (work: WorkPage) => relations(work).getByRole('listitem');

/** Three boxes beside each other, none of them selected. */
async function threeBoxes(work: WorkPage): Promise<void> {
  await work.drawBox([0.15, 0.3], [0.25, 0.4]);
  await work.drawBox([0.45, 0.3], [0.55, 0.4]);
  await work.drawBox([0.75, 0.6], [0.85, 0.7]);
  await work.hasObjects(3);
  await work.page.keyboard.press('v');
}

async function clickBoth(work: WorkPage): Promise<void> {
  await work.click([0.15, 0.35]);
  await work.page.keyboard.down('Shift');
  await work.click([0.45, 0.35]);
  await work.page.keyboard.up('Shift');
}

test('a relation by pointer: said, seen, turned, renamed, found, and back with the thing that was deleted', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  await threeBoxes(work);
  await clickBoth(work);
  await relations(work).getByRole('button', { name: words('relations.add') }).click();
  const dialog = work.page.getByRole('dialog', { name: words('relate.title') });
  await dialog.getByLabel(words('relate.name'), { exact: true }).fill('towed by');
  expect(await breaches(work.page)).toEqual([]);
  await dialog.getByRole('button', { name: words('relate.do'), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(relation(work)).toHaveCount(1);
  expect(await breaches(work.page)).toEqual([]);

  await work.click([0.15, 0.35]);
  await expect(relations(work).getByRole('img', { name: words('relations.goes') })).toBeVisible();
  await relations(work).getByRole('button', { name: words('relations.turn', { name: 'towed by' }) }).click();
  await expect(relations(work).getByRole('img', { name: words('relations.comes') })).toBeVisible();
  const name = relations(work).getByRole('textbox');
  await name.fill('tows');
  await name.press('Enter');
  await work.page.getByLabel(words('objects.find')).first().fill('relation = tows');
  await work.hasObjects(2);
  await work.page.getByLabel(words('objects.find')).first().fill('not has relation');
  await work.hasObjects(1);
  await work.page.getByLabel(words('objects.find')).first().fill('');

  await work.click([0.45, 0.35]);
  await keyboard.press('Delete');
  await work.hasObjects(2);
  await work.click([0.15, 0.35]);
  await expect(relations(work)).toHaveCount(0);
  await work.undo();
  await expect(relation(work)).toHaveCount(1);
  await work.saved();

  const item = (await work.openItem.textContent()) ?? '';
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.page.keyboard.press('v');
  await work.click([0.45, 0.35]);
  await expect(relations(work).getByRole('textbox')).toHaveValue('tows');
});

test('a ring of relations by keys alone, with names the project offers', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  await threeBoxes(work);
  await work.side('labels');
  await work.page.getByRole('tabpanel').getByRole('button', { name: words('labels.edit'), exact: true }).click();
  for (const name of ['follows', 'rides']) {
    await work.page.getByLabel(words('relations.offered.new')).fill(name);
    await keyboard.press('Enter');
    await expect(work.page.getByRole('button', { name: words('relations.offered.remove', { name }) })).toBeVisible();
  }
  await work.side('objects');
  await work.objects.focus();
  await keyboard.press('Home');
  for (const [at, key] of ['1', '2'].entries()) {
    await keyboard.press('Home');
    for (let down = 0; down < at; down += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(2);
    await keyboard.press('Shift+R');
    await expect(work.page.getByRole('dialog', { name: words('relate.title') })).toBeVisible();
    await keyboard.press(key);
    await expect(relation(work)).toHaveCount(1);
  }
  // The last to the first closes the ring.
  await keyboard.press('End');
  await keyboard.press('Control+ArrowUp');
  await keyboard.press('Control+ArrowUp');
  await keyboard.press('Control+Space');
  await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(2);
  await keyboard.press('Shift+R');
  await keyboard.type('leads to nowhere');
  await keyboard.press('Enter');
  await keyboard.press('Home');
  await keyboard.press('Alt+Shift+R');
  await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(3);
  await expect(relation(work)).toHaveCount(3);
  await keyboard.press('Alt+Shift+R');
  await expect(work.objects.getByRole('row', { selected: true })).toHaveCount(3);
  await work.command('object.unrelate');
  await expect(relation(work)).toHaveCount(0);
  await work.stage.focus();
  await work.undo();
  await expect(relation(work)).toHaveCount(3);
  await work.saved();
});
