import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WorkPage } from './pages/workPage.ts';

/** Of a share of the stage, in pixels of the picture, at the scale the status bar shows. */
async function widthOf(work: WorkPage, share: number): Promise<number> {
  const [start, end] = [await work.point([0, 0]), await work.point([share, 0])];
  const scale = /(\d+)\s*%/.exec((await work.page.getByRole('contentinfo').textContent()) ?? '')?.[1] ?? '100';
  return Math.round((end.x - start.x) / (Number(scale) / 100));
}

test('two neighbours with a common border: traced, moved as one, taken back', async ({ workstation, photos }) => {
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
  await work.saved();
});
