import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage } from './pages/workPage.ts';

const row = (work: WorkPage, kind: string) => work.objects.getByRole('row', { name: new RegExp(words(`kind.${kind}`)) });

test('masks: painted, erased away and back, cut, joined, turned into a polygon, and still there after a restart', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;

  await keyboard.press('m');
  await work.drag([0.3, 0.4], [0.5, 0.4]);
  await work.drag([0.5, 0.4], [0.5, 0.6]);
  await expect(row(work, 'mask')).toHaveCount(1);

  await keyboard.press('Escape');
  await work.drag([0.6, 0.7], [0.7, 0.7]);
  await expect(row(work, 'mask')).toHaveCount(2);
  await keyboard.press('Shift+m');
  await work.drag([0.55, 0.7], [0.75, 0.7]);
  await expect(row(work, 'mask')).toHaveCount(1);
  await keyboard.press('Control+z');
  await expect(row(work, 'mask')).toHaveCount(2);

  await keyboard.press('Shift+x');
  await work.drag([0.4, 0.3], [0.4, 0.5]);
  await expect(row(work, 'mask')).toHaveCount(3);
  await keyboard.press('v');
  await keyboard.press('Control+a');
  await keyboard.press('j');
  await expect(row(work, 'mask')).toHaveCount(1);
  await keyboard.press('Alt+j');
  await expect(row(work, 'polygon')).toHaveCount(1);
  await keyboard.press('Shift+j');
  await expect(row(work, 'mask')).toHaveCount(1);
  await work.saved();

  const item = await work.openItem.textContent();
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item ?? '');
  await expect(row(work, 'mask')).toHaveCount(1);
});
