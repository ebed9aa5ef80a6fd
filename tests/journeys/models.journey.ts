import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from '@playwright/test';
import { brokenDetector, splitModel, tinyDecoder, tinyDetector, tinyEncoder, wordModel } from '../support/tinyModels.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { ServerDialog } from './pages/serverDialog.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

/** Picks files as a person does: the dialog, its button, the system's own question. */
async function addModels(work: WorkPage, scratch: string, files: Readonly<Record<string, Uint8Array>>): Promise<Locator> {
  const folder = join(scratch, 'models');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  await work.page.keyboard.press('Control+m');
  const dialog = work.dialog('models.title');
  const choosing = work.page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: words('models.add') }).click();
  await (await choosing).setFiles(Object.keys(files).map((name) => join(folder, name)));
  await expect(dialog.getByRole('progressbar')).toHaveCount(0);
  return dialog;
}

const origin = (work: WorkPage): Locator => work.selected.locator('.origin');

async function openHistory(work: WorkPage): Promise<void> {
  await work.selected.getByText(words('history.name'), { exact: true }).click();
}

test('a picked click model answers clicks; what is taken is on record and there after a restart', async ({ workstation, photos, scratch }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const dialog = await addModels(work, scratch, { 'tiny-encoder.onnx': tinyEncoder(), 'tiny-decoder.onnx': tinyDecoder() });
  await expect(dialog.getByRole('radio', { name: /tiny-encoder/ })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: /tiny-decoder/ })).toBeChecked();
  await expect(dialog.getByText(words('modelProvider.cpu'))).toHaveCount(2);
  await work.page.keyboard.press('Escape');

  await work.page.keyboard.press('s');
  const rested = () => expect(work.stage).toHaveAttribute('data-aid', 'rest');
  await work.click([0.45, 0.45]);
  await rested();
  await expect(work.page.getByRole('button', { name: /candidate \(1 of 2\)/ })).toBeVisible();
  await work.page.keyboard.press('Shift+s');
  await expect(work.page.getByRole('button', { name: /candidate \(2 of 2\)/ })).toBeVisible();
  await work.page.keyboard.press('Escape');
  await work.hasObjects(0);

  await work.click([0.45, 0.45]);
  await rested();
  await work.page.keyboard.press('Enter');
  await work.hasObjects(1);
  await openHistory(work);
  await expect(origin(work)).toContainText('tiny-encoder by clicks 1.2 (0.9), accepted');
  await work.undo();
  await work.hasObjects(0);
  await work.redo();
  await work.hasObjects(1);
  await work.saved();

  const item = (await work.openItem.textContent()) ?? '';
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.hasObjects(1);
  await work.objects.getByRole('row').first().click();
  await openHistory(work);
  await expect(origin(work)).toContainText('tiny-encoder by clicks 1.2 (0.9), accepted');
  // The model is still on this computer and works without being picked again.
  await work.page.keyboard.press('s');
  await work.click([0.7, 0.7]);
  await expect(work.stage).toHaveAttribute('data-aid', 'rest');
  await expect(work.page.getByRole('button', { name: wordsPattern('aid.accept') })).toBeVisible();
});

test('a detector offers; a person accepts, corrects and refuses, and only that becomes labels', async ({ workstation, photos, scratch }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await addModels(work, scratch, { 'yolo-tiny.onnx': tinyDetector('classes') });
  expect.soft(await breaches(work.page), 'models').toEqual([]);
  await work.page.keyboard.press('Escape');
  const proposals = work.page.getByRole('grid', { name: words('proposals.name') });

  await work.page.keyboard.press('Alt+d');
  await expect(proposals).toHaveAttribute('aria-rowcount', '3');
  await work.hasObjects(0);
  const bar = work.page.getByRole('region', { name: words('proposals.bar'), exact: true });
  await expect(bar).toContainText('0.9');
  await expect(bar).toContainText('yolo-tiny 1.2');
  expect.soft(await breaches(work.page), 'proposals').toEqual([]);

  await work.page.keyboard.press('a');
  await work.hasObjects(1);
  await expect(proposals).toHaveAttribute('aria-rowcount', '2');
  await work.page.keyboard.press('r');
  await expect(proposals).toHaveAttribute('aria-rowcount', '1');
  await work.hasObjects(1);
  await work.page.keyboard.press('Shift+a');
  await work.hasObjects(2);
  await openHistory(work);
  await expect(origin(work)).toContainText('yolo-tiny 1.2 (0.6), accepted');
  await work.drag([0.5, 0.5], [0.53, 0.52]);
  await expect(origin(work)).toContainText('yolo-tiny 1.2 (0.6), corrected');
  await work.saved();

  // The model says the same again, and nothing of it is new.
  await work.page.keyboard.press('Alt+d');
  await work.told(words('proposals.noneFound').replace('{{model}}', 'yolo-tiny'));
  const item = (await work.openItem.textContent()) ?? '';
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.hasObjects(2);
  await work.objects.getByRole('row').first().click();
  await openHistory(work);
  await expect(origin(work)).toContainText('corrected');
});

test('all sure proposals are accepted together, and proposals wait over a restart', async ({ workstation, photos, scratch }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await addModels(work, scratch, { 'detr.onnx': tinyDetector('logits') });
  await work.page.keyboard.press('Escape');
  await work.page.keyboard.press('Alt+d');
  await expect(work.page.getByRole('grid', { name: words('proposals.name') })).toHaveAttribute('aria-rowcount', '4');
  await work.saved();
  const item = (await work.openItem.textContent()) ?? '';
  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  const proposals = work.page.getByRole('region', { name: words('proposals.name') });
  await proposals.getByRole('spinbutton').fill('0.75');
  await proposals.getByRole('button', { name: 'Accept 2' }).click();
  await work.hasObjects(2);
  await expect(work.page.getByRole('grid', { name: words('proposals.name') })).toHaveAttribute('aria-rowcount', '2');
  await work.page.keyboard.press('Control+z');
  await work.hasObjects(0);
});

test('files that are of no use are said by name and not kept', async ({ workstation, photos, scratch }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const dialog = await addModels(work, scratch, { 'cut-off.onnx': tinyEncoder().slice(0, 200), 'page.onnx': new TextEncoder().encode('<html>Not found</html>'), 'words.onnx': wordModel(), 'split.onnx': splitModel(), 'good.onnx': brokenDetector() });
  const problem = (name: string, what: string | RegExp) => expect(dialog.getByRole('alert').filter({ hasText: name })).toContainText(what);
  await problem('cut-off.onnx', words('error.model/corrupt'));
  await problem('page.onnx', words('error.model/corrupt'));
  await problem('words.onnx', 'input_ids int64[1, ?]');
  await problem('split.onnx', 'encoder.onnx.data');
  await expect(dialog.getByRole('radio')).toHaveCount(1);
  await work.page.keyboard.press('Escape');
  await work.page.keyboard.press('Alt+d');
  await work.told(words('error.model/not-a-number'));
  await work.hasObjects(0);
});

test('proposals travel: what one machine offers, a colleague decides on another', async ({ workstation, anotherWorkstation, photos, scratch, server }) => {
  test.setTimeout(150_000);
  const mine = new WorkPage(await workstation.open(photos));
  await mine.openFirst();
  const item = (await mine.openItem.textContent()) ?? '';
  await addModels(mine, scratch, { 'yolo-tiny.onnx': tinyDetector('final') });
  await mine.page.keyboard.press('Escape');
  await mine.page.keyboard.press('Alt+d');
  const offered = (work: WorkPage, count: number) => expect(work.page.getByRole('grid', { name: words('proposals.name') })).toHaveAttribute('aria-rowcount', String(count), { timeout: 40_000 });
  await offered(mine, 4);
  await mine.command('sync.server');
  const dialog = new ServerDialog(mine.page);
  await dialog.signIn(server.address, server.people.lead);
  await dialog.push();
  await mine.openTask(item);
  await mine.synced();

  const welcome = new WelcomePage(await anotherWorkstation('colleague').open());
  await welcome.way('server').click();
  const theirDialog = new ServerDialog(welcome.page);
  await theirDialog.signIn(server.address, server.people.annotator);
  const theirs = await theirDialog.openProject(basename(photos));
  await theirs.openTask(item);
  await offered(theirs, 4);
  await theirs.page.keyboard.press('u');
  await theirs.page.keyboard.press('a');
  await theirs.hasObjects(1);
  await theirs.page.keyboard.press('r');
  await offered(theirs, 2);
  await theirs.synced();

  await offered(mine, 2);
  await mine.hasObjects(1);
  await mine.objects.getByRole('row').first().click();
  await openHistory(mine);
  await expect(origin(mine)).toContainText('yolo-tiny 1.2 (0.9), accepted');
  await expect(origin(mine)).toContainText('by somebody else');
});
