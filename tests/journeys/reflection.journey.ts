import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { words } from '../support/words.ts';
import { writePictures } from '../support/pictures.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { ServerDialog } from './pages/serverDialog.ts';
import { WorkPage } from './pages/workPage.ts';

test.setTimeout(150_000);

/** Eight tasks of a week, each with a little work. */
async function workAWeek(page: Page): Promise<WorkPage> {
  const work = new WorkPage(page);
  await work.openFirst();
  for (let done = 1; done <= 8; done += 1) {
    await work.drawBox([0.3, 0.3], [0.4, 0.4]);
    await work.hasObjects(1);
    await work.page.keyboard.press('d');
    await expect(work.tasks.getByRole('row').filter({ hasText: words('status.done') })).toHaveCount(done);
    if (done < 8) await work.ready();
  }
  return work;
}

test('a week is looked back on: why is told after rating, what leaves is seen, and nothing leaves without a server', async ({ workstation, scratch }) => {
  const folder = join(scratch, 'home', 'eight');
  mkdirSync(folder, { recursive: true });
  await writePictures(folder, { count: 8, width: 640, height: 480 });
  const work = await workAWeek(await workstation.open(folder));
  await work.command('view.reflection');
  const panel = work.page.getByRole('region', { name: words('reflection.title') });
  await panel.getByRole('button', { name: words('reflection.begin') }).click();
  for (let card = 1; card <= 4; card += 1) {
    await expect(panel).toContainText(words('reflection.step', { step: card, steps: 6 }));
    await expect(panel).not.toContainText(/Drawn b/);
    await panel.getByRole('button', { name: String(card + 2), exact: true }).click();
    await expect(panel).toContainText(/Drawn b/);
    if (card === 1) {
      await panel.getByRole('button', { name: words('whyTag.look') }).click();
      await expect(panel).toContainText(words('reflection.look'));
      await panel.getByRole('button', { name: words('whyTag.crowded') }).click();
      expect(await breaches(work.page)).toEqual([]);
    }
    await panel.getByRole('button', { name: words('reflection.next') }).click();
  }
  await panel.getByLabel(words('reflection.highlight')).fill('<b>Fog</b> every morning');
  await panel.getByRole('button', { name: words('reflection.next') }).click();
  await expect(panel).toContainText(words('reflection.alone'));
  await expect(panel).toContainText('<b>Fog</b> every morning');
  await expect(panel.locator('.reflection-item')).toHaveCount(5);
  await expect(panel).not.toContainText(words('whyTag.look'));
  await panel.getByRole('button', { name: words('reflection.finish_zero') }).click();
  await expect(panel).toContainText(words('reflection.done'));
  await work.saved();

  const again = new WorkPage(await workstation.restart(folder));
  await again.command('view.reflection');
  await expect(again.page.getByRole('region', { name: words('reflection.title') })).toContainText(words('reflection.done'));
});

test('with a server a share goes by name among few, leads see no theme of one person, and taking it back takes it away', async ({ workstation, scratch, server }) => {
  const folder = join(scratch, 'home', `week-${basename(scratch)}`);
  mkdirSync(folder, { recursive: true });
  await writePictures(folder, { count: 8, width: 320, height: 240 });
  const work = await workAWeek(await workstation.open(folder));
  await work.command('sync.server');
  const dialog = new ServerDialog(work.page);
  await dialog.signIn(server.address, server.people.lead);
  await dialog.push();
  await work.command('view.reflection');
  const panel = work.page.getByRole('region', { name: words('reflection.title') });
  await panel.getByRole('button', { name: words('reflection.begin') }).click();
  await panel.getByRole('button', { name: '6', exact: true }).click();
  for (let step = 1; step <= 4; step += 1) await panel.getByRole('button', { name: words('reflection.next') }).click();
  await panel.getByLabel(words('reflection.insight')).fill('Fog is a class of its own');
  await panel.getByRole('button', { name: words('reflection.next') }).click();
  await expect(panel).toContainText(words('reflection.small'));
  const insight = panel.locator('.reflection-item').filter({ hasText: 'Fog' });
  await insight.getByRole('button', { name: words('sharing.named') }).click();
  await panel.getByRole('button', { name: words('reflection.finish', { count: 1 }) }).click();
  await work.synced();

  await work.command('view.themes');
  const themes = work.dialog('themes.title');
  await expect(themes).toContainText('Fog is a class of its own');
  await work.page.keyboard.press('Escape');
  await work.command('view.record');
  await work.dialog('record.title').getByRole('button', { name: words('record.takeBack') }).click();
  await expect(work.dialog('record.title')).not.toContainText('Fog');
  await work.page.keyboard.press('Escape');
  await expect(async () => {
    await work.page.keyboard.press('Escape');
    await work.command('view.themes');
    await expect(work.dialog('themes.title')).toContainText(words('themes.none'), { timeout: 2000 });
  }).toPass({ timeout: 30_000 });
});
