import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { WorkPage } from './pages/workPage.ts';

test('everyone sees what is kept about their time, by task and day, contests a figure, and finds it all after a restart', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.3, 0.3], [0.4, 0.4]);
  await work.hasObjects(1);
  await work.page.keyboard.press('d');
  await expect(work.task(item)).toContainText(words('status.done'));
  await work.ready();
  const parked = (await work.openItem.textContent()) ?? '';
  await work.page.keyboard.press('f');
  const panel = new FlagPanel(work.page);
  await panel.text.fill('Unclear.');
  await panel.text.press('Control+Enter');
  await expect(work.task(parked)).toContainText(words('status.parked'));

  await work.command('view.record');
  const record = work.dialog('record.title');
  const row = record.getByRole('row').filter({ hasText: item });
  await expect(row).toContainText(/\d/);
  expect(await breaches(work.page)).toEqual([]);
  await record.getByText(words('record.table')).click();
  await expect(record.getByRole('table').first().getByRole('row')).toHaveCount(2);
  await row.getByRole('button').click();
  await row.getByLabel(words('record.reason')).fill('The phone rang.');
  await row.getByLabel(words('record.reason')).press('Enter');
  await expect(row).toContainText('The phone rang.');
  await expect(record.getByRole('row').filter({ hasText: parked })).toContainText(/\d/);
  await work.page.keyboard.press('Escape');
  await work.saved();

  const again = new WorkPage(await workstation.restart(photos));
  await again.openFirst();
  await again.command('view.record');
  const kept = again.dialog('record.title').getByRole('row').filter({ hasText: item });
  await expect(kept).toContainText('The phone rang.');
});
