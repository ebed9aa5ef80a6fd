import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { InboxPage } from './pages/inboxPage.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen can be used by everyone, ${colorScheme}`, async ({ workstation, photos }) => {
    test.setTimeout(150_000);
    const page = await workstation.open();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const welcome = new WelcomePage(page);
    await expect(welcome.heading).toBeVisible();
    expect.soft(await breaches(page), 'welcome').toEqual([]);
    await welcome.way('folder').click();
    await expect(welcome.folders.shown).toBeVisible();
    expect.soft(await breaches(page), 'folder dialog').toEqual([]);
    await page.keyboard.press('Escape');

    const work = new WorkPage(await workstation.restart(photos));
    await work.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await work.openFirst();
    await work.drawBox([0.4, 0.4], [0.5, 0.5]);
    await work.hasObjects(1);
    expect.soft(await breaches(work.page), 'work').toEqual([]);
    await work.side('labels');
    expect.soft(await breaches(work.page), 'labels').toEqual([]);

    for (const dialog of ['help.palette', 'help.shortcuts', 'file.import', 'file.export', 'sync.server', 'sync.attention', 'model.manage'] as const) {
      if (dialog === 'help.palette') await work.page.keyboard.press('Control+k');
      else await work.command(dialog);
      await expect(work.page.getByRole('dialog')).toBeVisible();
      expect.soft(await breaches(work.page), dialog).toEqual([]);
      await work.page.keyboard.press('Escape');
      await expect(work.page.getByRole('dialog')).toBeHidden();
    }

    await work.stage.focus();
    await work.page.keyboard.press('f');
    await expect(new FlagPanel(work.page).shown).toBeVisible();
    expect.soft(await breaches(work.page), 'flag panel').toEqual([]);
    await work.page.keyboard.press('Control+Enter');
    await work.side('flags');
    await expect(work.page.getByRole('grid', { name: words('flags.name') })).toBeVisible();
    expect.soft(await breaches(work.page), 'my flags').toEqual([]);
    const inbox = new InboxPage(work.page);
    await inbox.open();
    await expect(inbox.detail).toBeVisible();
    expect.soft(await breaches(work.page), 'inbox').toEqual([]);
  });
}
