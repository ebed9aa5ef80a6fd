import { basename } from 'node:path';
import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { breaches } from './pages/breaches.ts';
import { ServerDialog } from './pages/serverDialog.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

test.setTimeout(150_000);

test('a lead invites somebody, who makes an account, works, gets another role and is taken out again', async ({ workstation, anotherWorkstation, photos, server }) => {
  const lead = new WorkPage(await workstation.open(photos));
  await lead.command('sync.server');
  const leadDialog = new ServerDialog(lead.page);
  await leadDialog.signIn(server.address, server.people.lead);
  await leadDialog.push();
  await lead.command('sync.people');
  const people = lead.page.getByRole('dialog', { name: words('people.title', { name: basename(photos) }) });
  await people.getByRole('button', { name: words('people.invite.make') }).click();
  const code = (await people.getByRole('status').locator('code').textContent()) ?? '';
  await expect(people.getByRole('list', { name: words('people.open') }).getByRole('listitem')).toHaveCount(1);
  expect.soft(await breaches(lead.page)).toEqual([]);

  const second = new WelcomePage(await anotherWorkstation('new').open());
  await second.way('server').click();
  const dialog = new ServerDialog(second.page);
  const who = { name: 'Wanjiku Kamau', email: 'wanjiku@example.org', password: 'four words in a row' };
  await dialog.accept(server.address, 'aaaa-bbbb-cccc-dddd', who);
  await expect(dialog.shown.getByText(words('error.invitation/unknown'))).toBeVisible();
  await dialog.shown.getByLabel(words('invited.code')).fill(code.toUpperCase());
  await dialog.shown.getByLabel(words('invited.password')).fill(who.password);
  await dialog.shown.getByRole('button', { name: words('invited.accept') }).click();
  const theirs = await dialog.openProject(basename(photos));
  await theirs.openFirst();
  await theirs.drawBox([0.3, 0.3], [0.4, 0.4]);
  await theirs.synced();

  await lead.page.keyboard.press('Escape');
  await lead.command('sync.people');
  const row = people.getByRole('listitem').filter({ hasText: who.name });
  await row.getByLabel(words('people.roleOf', { name: who.name })).selectOption('reviewer');
  await expect(row.getByLabel(words('people.roleOf', { name: who.name }))).toHaveValue('reviewer');
  await row.getByRole('button', { name: words('people.remove', { name: who.name }) }).click();
  await row.getByRole('button', { name: words('people.remove.sure') }).click();
  await expect(row).toHaveCount(0);
  await theirs.drawBox([0.5, 0.5], [0.6, 0.6]);
  await theirs.saved();
});
