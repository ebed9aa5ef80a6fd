import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { zipSource } from '#shared/formats/files/zipSource.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { FolderDialog } from './pages/folderDialog.ts';
import { importFolder } from './pages/importDialog.ts';
import { WorkPage } from './pages/workPage.ts';

const LABELME = join(repositoryRoot, '..', 'shared', 'data', 'photos', 'labelme');

const coco = z.object({
  images: z.array(z.object({ id: z.number(), file_name: z.string() })),
  annotations: z.array(z.object({ image_id: z.number(), bbox: z.array(z.number()).length(4) })),
  categories: z.array(z.object({ name: z.string() })),
});

test('what was drawn leaves as COCO, after a report and into a folder of the person’s choice', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.35, 0.35], [0.5, 0.5]);
  await work.drawPolygon([[0.6, 0.35], [0.7, 0.4], [0.65, 0.6]]);
  await work.hasObjects(2);
  await work.saved();
  const out = join(workstation.home, 'out');
  mkdirSync(out);

  await work.command('file.export');
  const dialog = work.dialog('export.title');
  await expect(dialog.getByLabel(words('export.file'))).toHaveValue(/json/);
  await dialog.getByLabel(words('export.file')).fill('mine.json');
  await dialog.getByRole('button', { name: words('export.pick') }).click();
  const folders = new FolderDialog(work.page);
  await folders.walk(basename(workstation.home), 'out');
  await folders.take();
  await dialog.getByRole('button', { name: words('export.look') }).click();
  await expect(dialog.getByRole('region', { name: words('report.title') })).toBeVisible();
  expect(existsSync(join(out, 'mine.json'))).toBe(false);
  await dialog.getByRole('button', { name: words('export.write') }).click();
  await expect(dialog.getByText(wordsPattern('export.done'))).toBeVisible();

  const { images, annotations, categories } = coco.parse(JSON.parse(readFileSync(join(out, 'mine.json'), 'utf8')));
  const image = images.find(({ file_name: name }) => name === item);
  expect(annotations.filter(({ image_id: id }) => id === image?.id)).toHaveLength(2);
  expect(categories.length).toBeGreaterThan(0);

  await dialog.getByRole('button', { name: words('dialog.done') }).click();
  await work.command('file.export');
  await expect(dialog.getByLabel(words('export.file'))).toHaveValue(/json/);
  await dialog.getByLabel(words('export.file')).fill('mine.json');
  await dialog.getByRole('button', { name: words('export.pick') }).click();
  await folders.walk(basename(workstation.home), 'out');
  await folders.take();
  await dialog.getByRole('button', { name: words('export.look') }).click();
  await dialog.getByRole('button', { name: words('export.write') }).click();
  await expect(dialog.getByRole('button', { name: words('export.replace') })).toBeVisible();
});

test('LabelMe files come in after a report, and each picture can take them back', async ({ workstation, photos }) => {
  const labels = join(workstation.home, 'labels');
  if (existsSync(LABELME)) cpSync(LABELME, labels, { recursive: true });
  else writeLabelMe(labels, 'picture-001.jpg');
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.hasObjects(0);

  await importFolder(work, workstation.home, 'labels');

  await expect(work.objects.getByRole('row').first()).toBeVisible();
  await work.saved();
  await work.stage.focus();
  // The labels that came with them are changes of their own, taken back first.
  await expect(async () => {
    await work.undo();
    await work.hasObjects(0, 500);
  }).toPass();
});

function writeLabelMe(folder: string, picture: string): void {
  mkdirSync(folder, { recursive: true });
  const shapes = [{ label: 'car', points: [[10, 10], [80, 60]], shape_type: 'rectangle', group_id: null, flags: {} }];
  writeFileSync(join(folder, `${picture}.json`), JSON.stringify({ version: '5.5.0', flags: {}, shapes, imagePath: picture, imageData: null, imageHeight: 600, imageWidth: 800 }));
}

test('what was drawn leaves as YOLO in one archive, and an archive comes in again', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.35, 0.35], [0.5, 0.5]);
  await work.hasObjects(1);
  await work.saved();
  const out = join(workstation.home, 'out');
  mkdirSync(out);

  await work.command('file.export');
  const dialog = work.dialog('export.title');
  await expect(dialog.getByLabel(words('export.file'))).toHaveValue(/json/);
  await dialog.getByLabel(words('export.format')).selectOption('yolo-detect');
  await expect(dialog.getByLabel(words('export.file'))).toHaveValue('yolo-detect.zip');
  await dialog.getByRole('button', { name: words('export.pick') }).click();
  const folders = new FolderDialog(work.page);
  await folders.walk(basename(workstation.home), 'out');
  await folders.take();
  await dialog.getByRole('button', { name: words('export.look') }).click();
  await dialog.getByRole('button', { name: words('export.write') }).click();
  await expect(dialog.getByText(wordsPattern('export.done'))).toBeVisible();
  await dialog.getByRole('button', { name: words('dialog.done') }).click();
  const bytes = readFileSync(join(out, 'yolo-detect.zip'));
  const source = await zipSource({ name: 'yolo-detect.zip', size: bytes.length, part: (from, to) => Promise.resolve(bytes.subarray(from, to)) });
  expect(source.names).toContain('data.yaml');
  const lines = new TextDecoder().decode(await source.read(`labels/train/${item.replace(/\.[^.]+$/, '')}.txt`)).trim().split('\n');
  expect(lines).toHaveLength(1);

  await work.command('file.import');
  const importing = work.dialog('import.title');
  await importing.locator('input[type=file]').setInputFiles(join(out, 'yolo-detect.zip'));
  await expect(importing.getByText(words('import.taken', { count: 1, shown: 1 }), { exact: true })).toBeVisible();
  await importing.getByRole('button', { name: words('import.look'), exact: true }).click();
  await expect(importing.getByText(wordsPattern('import.would'))).toBeVisible();
  await importing.getByRole('button', { name: words('import.apply'), exact: true }).click();
  await expect(importing.getByText(wordsPattern('import.done'))).toBeVisible();
  await importing.getByRole('button', { name: words('dialog.done') }).click();
  await work.hasObjects(2);
});

test('files that may be two formats are read as the person decides, with the reason of each', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  const labels = join(workstation.home, 'labels');
  mkdirSync(labels);
  writeFileSync(join(labels, `${item.replace(/\.[^.]+$/, '')}.txt`), '0 0.25 0.25 0.5 0.25 0.5 0.5 0.25 0.5\n');
  writeFileSync(join(labels, 'data.yaml'), 'names: [roof]\n');

  await work.command('file.import');
  const dialog = work.dialog('import.title');
  await dialog.getByRole('button', { name: words('import.pick') }).click();
  const folders = new FolderDialog(work.page);
  await folders.walk(basename(workstation.home), 'labels');
  await folders.take();
  await dialog.getByRole('button', { name: words('import.look'), exact: true }).click();
  await expect(dialog.getByText(words('import.contested'))).toBeVisible();
  const turned = dialog.getByRole('radio', { name: /OBB/ });
  // It is checked when the files have been looked at anew, not at once.
  await turned.click();
  await expect(turned).toBeChecked();
  await expect(dialog.getByText(wordsPattern('import.would'))).toBeVisible();
  await dialog.getByRole('button', { name: words('import.apply'), exact: true }).click();
  await expect(dialog.getByText(wordsPattern('import.done'))).toBeVisible();
});
