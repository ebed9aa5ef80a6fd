import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { WorkPage } from './pages/workPage.ts';

test('a proposal is refused, corrected, accepted, undone and there after a restart', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const rested = () => expect(work.stage).toHaveAttribute('data-aid', 'rest');

  await work.command('draw.wand');
  await work.click([0.4, 0.4]);
  await rested();
  await work.page.keyboard.press('Escape');
  await work.hasObjects(0);

  await work.click([0.4, 0.4]);
  await rested();
  await work.click([0.6, 0.6]);
  await rested();
  await work.page.keyboard.press('Backspace');
  await rested();
  await work.hasObjects(0);
  await work.page.keyboard.press('Enter');
  await work.hasObjects(1);
  await expect(work.selected.getByRole('heading')).toHaveText(words('kind.polygon'));
  await work.undo();
  await work.hasObjects(0);
  await work.redo();
  await work.hasObjects(1);
  await work.saved();

  const item = await work.openItem.textContent();
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item ?? '');
  await work.hasObjects(1);
});

test('scissors by keyboard alone, closed with Enter', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.stage.focus();
  const { keyboard } = work.page;
  await keyboard.press('i');
  await keyboard.press('x');
  for (const way of ['ArrowRight', 'ArrowDown']) {
    for (let step = 0; step < 6; step += 1) await keyboard.press(way);
    await keyboard.press('x');
    await expect(work.stage).toHaveAttribute('data-aid', 'rest');
  }
  await keyboard.press('Enter');
  await work.hasObjects(1);
  await work.saved();
});
