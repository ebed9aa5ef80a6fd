import { basename } from 'node:path';
import { expect, test } from './fixtures.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

test('the first start offers a folder, two samples and a server, and remembers what was opened', async ({ workstation, photos }) => {
  const welcome = new WelcomePage(await workstation.open());
  await expect(welcome.heading).toBeVisible();
  for (const way of ['folder', 'street', 'field', 'server'] as const) await expect(welcome.way(way)).toBeEnabled();

  const work = await welcome.openFolder(basename(workstation.home), basename(photos));
  await expect(work.tasks.getByRole('row')).toHaveCount(4);

  const again = new WelcomePage(await workstation.restart());
  const reopened = await again.reopen(basename(photos));
  await expect(reopened.tasks.getByRole('row')).toHaveCount(4);
});

test('a folder named on the command line opens at once', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await expect(work.openItem).toHaveText(/\.jpg$/);
});

test('the sample project opens with its pictures', async ({ workstation }) => {
  const welcome = new WelcomePage(await workstation.open());
  const work = await welcome.openSample('street');
  await work.openFirst();
  await expect(work.tasks.getByRole('row').first()).toBeVisible();
});

test('a folder of 10,000 pictures can be worked in within 3 s, and its index goes on meanwhile', async ({ workstation, manyPictures }) => {
  const page = await workstation.open();
  const welcome = new WelcomePage(page);
  await expect(welcome.heading).toBeVisible();
  await welcome.way('folder').click();
  await welcome.folders.walk(basename(workstation.home), basename(manyPictures));
  const began = performance.now();
  await welcome.folders.take();
  const work = new WorkPage(page);
  await work.openFirst();
  const usable = performance.now() - began;
  await expect(work.tasks).toHaveAttribute('aria-rowcount', '10000', { timeout: 30_000 });
  test.info().annotations.push({ type: 'usable after', description: `${usable.toFixed(0)} ms` });
});
