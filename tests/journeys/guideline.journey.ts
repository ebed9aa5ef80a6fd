import { basename } from 'node:path';
import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { GuidelinePage } from './pages/guidelinePage.ts';
import { InboxPage } from './pages/inboxPage.ts';
import { ServerDialog } from './pages/serverDialog.ts';
import { WelcomePage } from './pages/welcomePage.ts';
import { WorkPage } from './pages/workPage.ts';

/** Three programs, browsers and a server at once, on two cores. */
test.setTimeout(150_000);

const AWAY = /50[234] \(/;

test('an answer becomes a rule with its picture, is found beside the picture, changed with a diff, and remembered', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await work.page.keyboard.press('f');
  const panel = new FlagPanel(work.page);
  await panel.text.fill('Is the mirror part of the car?');
  await panel.text.press('Control+Enter');
  await expect(panel.shown).toBeHidden();
  const inbox = new InboxPage(work.page);
  await inbox.open();
  await inbox.form.getByLabel(words('inbox.rule')).fill('A mirror <b>counts</b> as part of the car.');
  await expect(inbox.form.getByRole('region', { name: words('guideline.preview') })).toContainText('A mirror <b>counts</b>');
  await inbox.form.getByRole('group', { name: words('inbox.example', { number: 1 }) }).getByRole('button', { name: words('example.do'), exact: true }).click();
  await inbox.form.getByRole('button', { name: words('inbox.send') }).click();
  await expect(work.page.getByText(words('inbox.none'))).toBeVisible();

  await work.page.getByRole('button', { name: words('pages.work'), exact: true }).click();
  await work.page.keyboard.press('Alt+4');
  const guideline = new GuidelinePage(work.page);
  const rule = guideline.rule('A mirror <b>counts</b> as part of the car.');
  await expect(rule.getByRole('img', { name: words('example.do') })).toBeVisible();
  expect(await breaches(work.page)).toEqual([]);
  await guideline.search('wheel');
  await expect(rule).toBeHidden();
  await guideline.search('MIRROR');
  await expect(rule).toBeVisible();

  await rule.getByRole('button', { name: words('guideline.change', { number: 1 }) }).click();
  await guideline.editor.getByLabel(words('guideline.text')).fill('A mirror counts, a shadow does not.');
  await expect(guideline.editor.locator('ins').filter({ hasText: 'shadow' })).toBeVisible();
  await guideline.editor.getByRole('button', { name: words('guideline.publish', { version: '0.1.1' }) }).click();
  await expect(guideline.room).toContainText('A mirror counts, a shadow does not.');
  await work.saved();

  const again = new WorkPage(await workstation.restart(photos));
  await again.openFirst();
  await again.side('guideline');
  const kept = new GuidelinePage(again.page);
  await expect(kept.room).toContainText('A mirror counts, a shadow does not.');
  await kept.history();
  await expect(kept.room).toContainText('0.1.1');
  await expect(kept.room.locator('del').first()).toBeVisible();
});

test('two who publish without a network are both shown, a person picks, and the one who labels is told once', async ({ workstation, anotherWorkstation, photos, server, link, expectComplaint }) => {
  const lead = new WorkPage(await anotherWorkstation('lead').open(photos));
  await lead.command('sync.server');
  const leadDialog = new ServerDialog(lead.page);
  await leadDialog.signIn(server.address, server.people.lead);
  await leadDialog.push();

  const welcome = new WelcomePage(await anotherWorkstation('engineer').open());
  await welcome.way('server').click();
  const dialog = new ServerDialog(welcome.page);
  await dialog.signIn(link.address, server.people.engineer);
  const engineer = await dialog.openProject(basename(photos));
  await engineer.openFirst();
  await engineer.synced();
  expectComplaint(AWAY);
  link.cut();
  const theirs = new GuidelinePage(engineer.page);
  await engineer.side('guideline');
  await theirs.add('Mirrors', 'A mirror is part of the car.');
  await engineer.saved();
  await lead.openFirst();
  const mine = new GuidelinePage(lead.page);
  await lead.side('guideline');
  await mine.add('Mirrors', 'A mirror is a thing of its own.');
  await lead.synced();
  link.mend();

  await expect(mine.fork).toContainText('A mirror is part of the car.', { timeout: 45_000 });
  await expect(theirs.fork).toContainText('A mirror is a thing of its own.', { timeout: 45_000 });
  await mine.fork.locator('.guideline-paragraph').filter({ hasText: 'A mirror is part of the car.' }).getByRole('button').click();
  await expect(mine.fork).toBeHidden();
  await expect(mine.rule('Mirrors')).toContainText('A mirror is part of the car.');
  await lead.synced();
  await expect(theirs.fork).toBeHidden({ timeout: 45_000 });
  await expect(theirs.rule('Mirrors')).toContainText('A mirror is part of the car.');

  const start = new WelcomePage(await workstation.open());
  await start.way('server').click();
  const ownDialog = new ServerDialog(start.page);
  await ownDialog.signIn(server.address, server.people.annotator);
  const work = await ownDialog.openProject(basename(photos));
  await work.openFirst();
  const news = work.page.getByRole('region', { name: words('revision.title') });
  await expect(news).toContainText('A mirror is part of the car.');
  await work.page.keyboard.press('Alt+Shift+o');
  await expect(news).toBeHidden();
  await work.side('guideline');
  await expect(new GuidelinePage(work.page).rule('Mirrors')).toBeVisible();
  await expect(work.page.getByRole('button', { name: words('guideline.add') })).toBeHidden();
  await work.synced();
});
