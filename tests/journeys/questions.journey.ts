import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { InboxPage } from './pages/inboxPage.ts';
import { WorkPage } from './pages/workPage.ts';

/** Raises a flag about what is open, and the next task comes. */
async function ask(work: WorkPage, text: string, tag: string): Promise<void> {
  const item = (await work.openItem.textContent()) ?? '';
  const panel = new FlagPanel(work.page);
  await work.page.keyboard.press('f');
  await expect(panel.shown).toBeVisible();
  await work.page.keyboard.press(tag);
  await panel.text.fill(text);
  await panel.text.press('Control+Enter');
  await expect(panel.shown).toBeHidden();
  await expect(work.task(item)).toContainText(words('status.parked'));
}

test('like questions come together, one answer settles those it applies to, and who asks again finds it', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await ask(work, 'Is the car reflected in the window a car?', '1');
  await ask(work, 'reflected car in the window, a car or not', '1');
  await ask(work, 'much too dark to see anything', '4');

  const inbox = new InboxPage(work.page);
  await inbox.open();
  await expect(inbox.list.getByRole('row')).toHaveCount(2);
  await expect(inbox.list.getByRole('row').first()).toContainText(words('inbox.alike', { count: 2, shown: '2' }));
  await expect(inbox.members.getByRole('button', { name: /^Question \d/ })).toHaveCount(2);

  await inbox.list.getByRole('checkbox').last().check();
  await inbox.members.getByRole('button', { name: /dark/ }).click();
  await inbox.members.getByRole('button', { name: words('decision.not') }).click();
  await expect(inbox.form).toContainText(words('inbox.releases', { count: 2, shown: '2' }));
  await expect(inbox.form).toContainText(words('inbox.stays', { count: 1, shown: '1' }));
  await inbox.answer('A reflection is not a car.', '');
  await expect(inbox.list.getByRole('row')).toHaveCount(1);
  await expect(inbox.list).toContainText('dark');

  await work.page.getByRole('button', { name: words('pages.work'), exact: true }).click();
  await work.openTask((await work.tasks.getByRole('row').filter({ hasText: words('status.todo') }).first().locator('.task-name').textContent()) ?? '');
  const panel = new FlagPanel(work.page);
  await work.page.keyboard.press('f');
  await work.page.keyboard.press('1');
  await panel.text.fill('car reflected in a window');
  await expect(panel.earlier).toContainText('A reflection is not a car.');
  await panel.text.press('Alt+1');
  await expect(panel.shown).toBeHidden();
  await work.side('flags');
  await expect(work.page.getByRole('grid', { name: words('flags.name') }).getByRole('row').first()).toContainText(words('flagState.clear'));
  await inbox.open();
  await expect(inbox.list.getByRole('row')).toHaveCount(1);
});

test('a question that is taken out of its group stays out, also after a restart', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  await ask(work, 'half hidden behind a tree, box the whole car?', '1');
  await ask(work, 'car half hidden behind a tree', '1');
  let inbox = new InboxPage(work.page);
  await inbox.open();
  await expect(inbox.list.getByRole('row')).toHaveCount(1);
  await inbox.members.getByRole('button', { name: words('inbox.part') }).click();
  await expect(inbox.list.getByRole('row')).toHaveCount(2);
  await work.saved();

  work = new WorkPage(await workstation.restart(photos));
  await work.openFirst();
  inbox = new InboxPage(work.page);
  await inbox.open();
  await expect(inbox.list.getByRole('row')).toHaveCount(2);
});
