import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage } from './pages/workPage.ts';

/** Of a share of the stage, in pixels of the picture, at the scale the status bar shows. */
async function widthOf(work: WorkPage, share: number): Promise<number> {
  const [start, end] = [await work.point([0, 0]), await work.point([share, 0])];
  const scale = await work.page.getByRole('contentinfo').getByText(/^\d+\s?%$/).textContent();
  return Math.round((end.x - start.x) / (Number.parseFloat(scale ?? '100') / 100));
}

test('two neighbours with a common border: traced, moved as one, taken back, joined, simplified, thinned out with the eraser', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard, mouse } = work.page;
  await work.drawPolygon([[0.3, 0.3], [0.5, 0.3], [0.55, 0.45], [0.5, 0.6], [0.3, 0.6]]);
  await work.hasObjects(1);

  await keyboard.press('p');
  const near = async (across: number, down: number): Promise<void> => {
    const { x, y } = await work.point([across, down]);
    await mouse.click(x + 4, y - 3);
  };
  await near(0.5, 0.3);
  await work.click([0.7, 0.3]);
  await work.click([0.7, 0.6]);
  await near(0.5, 0.6);
  await near(0.5, 0.3);
  await work.hasObjects(2);

  await keyboard.press('v');
  const { x, y } = await work.point([0.55, 0.45]);
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + 30, y + 20);
  await mouse.move(x + 60, y + 40);
  await mouse.up();
  const left = (await widthOf(work, 0.25)) + 15;
  const found = work.page.getByRole('combobox', { name: words('objects.find') });
  await found.fill(`width > ${left}`);
  await work.hasObjects(1);
  await work.stage.focus();
  await work.undo();
  await expect(work.page.getByText(words('objects.noneFound'))).toBeVisible();
  await found.fill('vertices = 5');
  await work.hasObjects(2);
  await found.fill('');

  await work.stage.focus();
  await keyboard.press('Control+a');
  await keyboard.press('j');
  await work.hasObjects(1);
  await keyboard.press('Shift+i');
  const bar = work.page.getByRole('group', { name: words('simplify.name') });
  await expect(bar.getByRole('slider')).toBeFocused();
  for (let step = 0; step < 4; step += 1) await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect(bar).toHaveCount(0);
  await found.fill('vertices = 4');
  await work.hasObjects(1);
  await found.fill('');

  await work.stage.focus();
  await keyboard.press('Alt+Shift+e');
  await work.drag([0.28, 0.3], [0.31, 0.3]);
  await found.fill('vertices = 3');
  await work.hasObjects(1);
  await work.stage.focus();
  await work.undo();
  await expect(work.page.getByText(words('objects.noneFound'))).toBeVisible();
  await work.saved();
});

test('the same without a pointer: corners cling to the cursor of the keys and move together', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const { keyboard } = work.page;
  const go = async (key: string, times: number): Promise<void> => {
    for (let step = 0; step < times; step += 1) await keyboard.press(key);
  };
  await work.stage.focus();
  await keyboard.press('p');
  await keyboard.press('x');
  await go('ArrowRight', 10);
  await keyboard.press('x');
  await go('ArrowDown', 10);
  await keyboard.press('x');
  await keyboard.press('Enter');
  await work.hasObjects(1);

  await keyboard.press('p');
  await go('Shift+ArrowLeft', 3);
  await keyboard.press('x');
  await go('ArrowRight', 8);
  await keyboard.press('x');
  await go('ArrowUp', 10);
  await go('ArrowLeft', 8);
  await keyboard.press('x');
  await keyboard.press('Enter');
  await work.hasObjects(2);

  await keyboard.press('v');
  await keyboard.press('x');
  await go('ArrowRight', 3);
  await keyboard.press('x');
  const box = await work.stage.boundingBox();
  const limit = await widthOf(work, 130 / (box?.width ?? 1));
  const found = work.page.getByRole('combobox', { name: words('objects.find') });
  await found.fill(`width > ${limit}`);
  await work.hasObjects(1);
  await work.stage.focus();
  await work.undo();
  await expect(work.page.getByText(words('objects.noneFound'))).toBeVisible();

  await keyboard.press('Shift+e');
  await expect(work.page.getByRole('button', { name: words('command.topology.share') })).toHaveAttribute('aria-pressed', 'false');
});
