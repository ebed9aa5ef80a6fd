import { basename } from 'node:path';
import { expect } from '@playwright/test';
import { words, wordsPattern } from '../../support/words.ts';
import { FolderDialog } from './folderDialog.ts';
import type { WorkPage } from './workPage.ts';

/** Takes in the labels of a folder in the person's home: looks first, then applies. */
export async function importFolder(work: WorkPage, home: string, folder: string): Promise<void> {
  await work.command('file.import');
  const dialog = work.dialog('import.title');
  await dialog.getByRole('button', { name: words('import.pick') }).click();
  const folders = new FolderDialog(work.page);
  await folders.walk(basename(home), folder);
  await folders.take();
  await dialog.getByRole('button', { name: words('import.look'), exact: true }).click();
  await expect(dialog.getByText(wordsPattern('import.would'))).toBeVisible();
  await dialog.getByRole('button', { name: words('import.apply'), exact: true }).click();
  await expect(dialog.getByText(wordsPattern('import.done'))).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole('button', { name: words('dialog.done') }).click();
}
