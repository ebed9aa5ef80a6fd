import { basename } from 'node:path';
import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { InboxPage } from './pages/inboxPage.ts';
import { ServerDialog } from './pages/serverDialog.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

/** Two or three programs, browsers and a server at once, on two cores. */
test.setTimeout(150_000);

/** Pictures that are only on the server cannot be fetched while it is away. */
const AWAY = /50[234] \(/;

test('two machines on one task converge, with the connection cut in between', async ({ workstation, anotherWorkstation, photos, server, link, expectComplaint }) => {
  const mine = new WorkPage(await workstation.open(photos));
  await mine.openFirst();
  const item = (await mine.openItem.textContent()) ?? '';
  await mine.drawBox([0.3, 0.3], [0.4, 0.4]);
  await mine.hasObjects(1);
  await mine.command('sync.server');
  const dialog = new ServerDialog(mine.page);
  await dialog.signIn(link.address, server.people.lead);
  await dialog.push();
  await mine.openTask(item);
  await mine.hasObjects(1);
  await mine.synced();

  const second = new WelcomePage(await anotherWorkstation('colleague').open());
  await second.way('server').click();
  const theirDialog = new ServerDialog(second.page);
  await theirDialog.signIn(server.address, server.people.annotator);
  const theirs = await theirDialog.openProject(basename(photos));
  await theirs.openTask(item);
  await theirs.hasObjects(1);

  expectComplaint(AWAY);
  link.cut();
  await mine.drawBox([0.5, 0.3], [0.6, 0.4]);
  await mine.hasObjects(2);
  await mine.saved();
  await theirs.drawBox([0.3, 0.6], [0.4, 0.7]);
  await theirs.drawBox([0.5, 0.6], [0.6, 0.7]);
  await theirs.hasObjects(3);
  await theirs.synced();
  await mine.hasObjects(2);

  link.mend();
  await mine.hasObjects(4, 40_000);
  await theirs.hasObjects(4, 40_000);
  await mine.synced();
});

test('a question goes to the engineer and comes back answered, first in the queue', async ({ workstation, anotherWorkstation, photos, server, link, expectComplaint }) => {
  const lead = new WorkPage(await anotherWorkstation('lead').open(photos));
  await lead.command('sync.server');
  const leadDialog = new ServerDialog(lead.page);
  await leadDialog.signIn(server.address, server.people.lead);
  await leadDialog.push();

  const welcome = new WelcomePage(await workstation.open());
  await welcome.way('server').click();
  const dialog = new ServerDialog(welcome.page);
  await dialog.signIn(link.address, server.people.annotator);
  const work = await dialog.openProject(basename(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  expectComplaint(AWAY);
  link.cut();
  await work.drawBox([0.4, 0.4], [0.55, 0.55]);
  await work.hasObjects(1);
  await work.page.keyboard.press('f');
  const panel = new FlagPanel(work.page);
  await panel.text.fill('Does the shadow belong to it?');
  await panel.text.press('Control+Enter');
  await expect(work.task(item)).toContainText(words('status.parked'));
  await work.saved();
  link.mend();
  await work.synced();

  const engineer = new WelcomePage(await anotherWorkstation('engineer').open());
  await engineer.way('server').click();
  const engineerDialog = new ServerDialog(engineer.page);
  await engineerDialog.signIn(server.address, server.people.engineer);
  await engineerDialog.openProject(basename(photos));
  const inbox = new InboxPage(engineer.page);
  await inbox.open();
  await expect(inbox.list).toContainText('Does the shadow belong to it?', { timeout: 45_000 });
  await expect(inbox.detail.getByRole('img', { name: words('flag.crop') })).toBeVisible({ timeout: 20_000 });
  await expect(inbox.detail).toContainText(words('inbox.frozen'));
  await inbox.answer('A shadow is not part of the thing.', 'Only what can be touched.');
  await expect(engineer.page.getByText(words('inbox.none'))).toBeVisible();

  await expect(work.task(item)).toContainText(words('status.released'), { timeout: 40_000 });
  await work.page.keyboard.press('n');
  await expect(work.openItem).toHaveText(item);
  const answer = work.page.getByRole('region', { name: words('answer.title') });
  await expect(answer).toContainText('A shadow is not part of the thing.');
  await work.page.keyboard.press('Enter');
  await expect(answer).toBeHidden();
  await work.synced();
});

test('a wrong password and a server that is not there are told where the person looks', async ({ workstation, server }) => {
  const welcome = new WelcomePage(await workstation.open());
  await welcome.way('server').click();
  const dialog = new ServerDialog(welcome.page);
  await dialog.fill(server.address, { email: server.people.annotator.email, password: 'not the password' });
  await expect(dialog.shown.getByRole('alert')).toContainText(/\S.{20}/);
  await dialog.fill('http://127.0.0.1:9', server.people.annotator);
  await expect(dialog.shown.getByRole('alert')).toContainText(/\S.{20}/);
  await dialog.signIn(server.address, server.people.annotator);
});
