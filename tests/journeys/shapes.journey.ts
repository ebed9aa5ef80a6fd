import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { WorkPage, type Spot } from './pages/workPage.ts';

async function clickAll(work: WorkPage, spots: readonly Spot[]): Promise<void> {
  for (const spot of spots) await work.click(spot);
  await work.page.keyboard.press('Enter');
}

const row = (work: WorkPage, kind: string) => work.objects.getByRole('row', { name: new RegExp(words(`kind.${kind}`)) });

test('every shape by its own hand, a hole, free-hand, and the way back', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;

  await keyboard.press('l');
  await clickAll(work, [[0.2, 0.3], [0.3, 0.35], [0.4, 0.3]]);
  await keyboard.press('o');
  await clickAll(work, [[0.2, 0.6], [0.25, 0.65]]);
  await keyboard.press('e');
  await work.drag([0.3, 0.5], [0.4, 0.6]);
  await keyboard.press('c');
  await work.drag([0.45, 0.5], [0.55, 0.6]);
  for (const kind of ['polyline', 'points', 'ellipse', 'cuboid2d']) await expect(row(work, kind)).toHaveCount(1);

  await keyboard.press('p');
  await keyboard.down('Shift');
  await work.drag([0.7, 0.3], [0.8, 0.4]);
  await keyboard.up('Shift');
  await clickAll(work, [[0.6, 0.7]]);
  await work.hasObjects(5);
  await keyboard.press('Shift+p');
  await clickAll(work, [[0.7, 0.42], [0.74, 0.44], [0.7, 0.5]]);
  await clickAll(work, [[0.1, 0.9], [0.15, 0.9], [0.1, 0.95]]);
  await work.told(words('error.edit/hole-outside'));
  await keyboard.press('Escape');
  await work.saved();

  const item = await work.openItem.textContent();
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item ?? '');
  await work.hasObjects(5);
});

test('a skeleton: built for a label, placed, a joint unseen', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.page.keyboard.press('k');
  await work.drag([0.4, 0.3], [0.6, 0.8]);
  await work.told(words('error.edit/no-template'));
  await work.hasObjects(0);

  await work.side('labels');
  await work.page.getByRole('tabpanel').getByRole('button', { name: words('labels.edit'), exact: true }).click();
  await work.page.getByRole('button', { name: new RegExp(words('skeleton.of', { name: '.*' })) }).first().click();
  await work.page.getByRole('button', { name: words('skeleton.person') }).click();
  await expect(work.page.getByRole('group', { name: words('skeleton.board') }).getByRole('button')).toHaveCount(17);
  await work.page.getByRole('tabpanel').getByRole('button', { name: words('labels.edit'), exact: true }).click();
  await work.page.getByRole('tabpanel').getByRole('button').nth(1).click();

  await work.stage.focus();
  await work.page.keyboard.press('k');
  await work.drag([0.4, 0.3], [0.6, 0.8]);
  await work.side('objects');
  await work.hasObjects(1);
  await expect(work.selected.getByRole('combobox', { name: 'left_knee' })).toHaveValue('visible');
  await work.selected.getByRole('combobox', { name: 'left_knee' }).selectOption('outside');
  await work.saved();
  await work.stage.focus();
  await work.undo();
  await expect(work.selected.getByRole('combobox', { name: 'left_knee' })).toHaveValue('visible');
});

test('a polygon and a line are cut along a line, in one step that is taken back as one', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  await work.drawPolygon([[0.3, 0.3], [0.6, 0.3], [0.6, 0.6], [0.3, 0.6]]);
  await work.hasObjects(1);
  await keyboard.press('Shift+x');
  await work.drag([0.45, 0.25], [0.45, 0.65]);
  await work.hasObjects(2);
  await expect(row(work, 'polygon')).toHaveCount(2);
  await keyboard.press('Control+z');
  await work.hasObjects(1);
  await keyboard.press('Control+y');
  await work.hasObjects(2);
  await keyboard.press('Escape');
  await keyboard.press('Shift+x');
  await work.drag([0.8, 0.25], [0.8, 0.65]);
  await work.told(words('error.edit/choose-to-cut'));
  await work.saved();
});

test('things are put into a group, chosen together and taken apart again', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  await work.drawBox([0.2, 0.3], [0.3, 0.4]);
  await work.drawBox([0.5, 0.3], [0.6, 0.4]);
  await work.drawBox([0.7, 0.6], [0.8, 0.7]);
  await keyboard.press('v');
  await work.click([0.2, 0.35]);
  await keyboard.down('Shift');
  await work.click([0.5, 0.35]);
  await keyboard.up('Shift');
  await keyboard.press('Control+g');
  const inGroup = work.objects.getByText(words('objects.inGroup.short', { group: 1 }), { exact: true });
  await expect(inGroup).toHaveCount(2);
  await work.saved();
  const item = (await work.openItem.textContent()) ?? '';

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await expect(work.objects.getByText(words('objects.inGroup.short', { group: 1 }), { exact: true })).toHaveCount(2);
  await work.page.keyboard.press('v');
  await work.click([0.2, 0.35]);
  await work.page.keyboard.press('Control+Alt+g');
  await expect(work.selected).toContainText('2');
  await work.page.keyboard.press('Control+Shift+g');
  await expect(work.objects.getByText(words('objects.inGroup.short', { group: 1 }), { exact: true })).toHaveCount(0);
  await work.page.keyboard.press('Control+z');
  await expect(work.objects.getByText(words('objects.inGroup.short', { group: 1 }), { exact: true })).toHaveCount(2);
});
