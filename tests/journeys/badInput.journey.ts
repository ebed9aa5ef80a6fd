import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

/** What cannot be shown is asked for once and refused: the browser notes that. */
const REFUSED = /Failed to load resource/;

test('a broken and an empty picture each say what is wrong with them, and the rest goes on', async ({ workstation, photos, expectComplaint }) => {
  expectComplaint(REFUSED);
  const [first = ''] = readdirSync(photos);
  writeFileSync(join(photos, 'aa-empty.jpg'), '');
  writeFileSync(join(photos, 'ab-broken.jpg'), readFileSync(join(photos, first)).subarray(0, 900));
  writeFileSync(join(photos, 'ac-text.jpg'), 'this is no picture at all');
  const work = new WorkPage(await workstation.open(photos));
  for (const name of ['aa-empty.jpg', 'ab-broken.jpg', 'ac-text.jpg']) {
    await work.task(name).click();
    await expect(work.page.getByRole('main').getByRole('alert').or(work.task(name).getByText(name.slice(0, 9)).nth(1)).first()).toContainText(name);
  }
  await work.openTask(first);
  await work.drawBox([0.4, 0.4], [0.5, 0.5]);
  await work.hasObjects(1);
  await work.saved();
});

test('a folder that is gone is said to be gone, and what was done in it comes back with it', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.4, 0.4], [0.5, 0.5]);
  await work.saved();

  renameSync(photos, `${photos}-away`);
  const welcome = new WelcomePage(await workstation.restart());
  await expect(welcome.recent).toContainText(words('welcome.missing'));
  renameSync(`${photos}-away`, photos);

  const again = new WelcomePage(await workstation.restart());
  work = await again.reopen(basename(photos));
  await work.openTask(item);
  await work.hasObjects(1);
});

test('a folder without pictures, and links that lead out of it, open without harm', async ({ workstation, scratch, photos }) => {
  const folder = join(scratch, 'home', 'odd');
  mkdirSync(folder);
  const [first = ''] = readdirSync(photos);
  symlinkSync(join(photos, first), join(folder, 'link-out.jpg'));
  symlinkSync('..', join(folder, 'up'));
  const page = await workstation.open(folder);
  const work = new WorkPage(page);
  await expect(page.getByText(words('tasks.empty'), { exact: true }).first()).toBeVisible();
  await expect(work.task('link-out.jpg')).toHaveCount(0);
});

test('names with markup are names', async ({ workstation, photos, expectComplaint }) => {
  expectComplaint(REFUSED);
  const [first = ''] = readdirSync(photos);
  const name = `<img src=x onerror=alert(1)>.jpg`;
  copyFileSync(join(photos, first), join(photos, name));
  const page = await workstation.open(photos);
  page.on('dialog', () => {
    throw new Error('a file name became code');
  });
  const work = new WorkPage(page);
  await expect(work.task(name)).toBeVisible();
  await work.openTask(name);
  await expect(work.openItem).toHaveText(name);
});
