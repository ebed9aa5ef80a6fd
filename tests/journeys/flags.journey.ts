import { expect, test } from './fixtures.ts';
import { words } from '../support/words.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { WorkPage } from './pages/workPage.ts';

test('an unclear picture is parked with three keys, without a server, and the next one comes', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  const panel = new FlagPanel(work.page);
  const { keyboard } = work.page;

  await keyboard.press('f');
  await expect(panel.shown).toBeVisible();
  await keyboard.press('2');
  await expect(panel.tag(1)).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('Control+Enter');
  await expect(panel.shown).toBeHidden();
  await expect(work.openItem).not.toHaveText(item);
  await expect(work.task(item)).toContainText(words('status.parked'));
  await work.saved();

  await work.side('flags');
  await expect(work.page.getByRole('grid', { name: words('flags.name') }).getByRole('row')).toHaveCount(1);
  await work.page.getByRole('group', { name: words('tasks.filter') }).getByRole('button', { name: words('tasks.parked') }).click();
  await expect(work.tasks.getByRole('row')).toHaveCount(1);
});

test('a flag carries the crop, words and a pasted picture, and what was begun is kept', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.4, 0.4], [0.55, 0.55]);
  await work.hasObjects(1);
  let panel = new FlagPanel(work.page);
  await work.page.keyboard.press('f');
  await expect(panel.crop).toBeVisible();
  await panel.text.fill('Is the reflection part of it?');
  await pastePicture(work);
  await expect(panel.uploads(1)).toBeVisible();
  await work.page.keyboard.press('Escape');
  await expect(panel.shown).toBeHidden();
  await work.saved();

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.side('flags');
  await work.page.getByRole('button', { name: words('flags.draft.open') }).click();
  panel = new FlagPanel(work.page);
  await expect(panel.text).toHaveValue('Is the reflection part of it?');
  await expect(panel.uploads(1)).toBeVisible();
  await panel.text.press('Control+Enter');
  await expect(panel.shown).toBeHidden();
  await expect(work.task(item)).toContainText(words('status.parked'));
  await work.side('flags');
  await expect(work.page.getByRole('grid', { name: words('flags.name') })).toContainText('Is the reflection part of it?');
  await expect(work.page.getByRole('grid', { name: words('flags.name') })).toContainText(words('flagState.here'));
});

test('words of a flag are words, not markup', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const panel = new FlagPanel(work.page);
  const markup = '<img src=x onerror="document.title=\'broken in\'"><b>bold</b>';
  await work.page.keyboard.press('f');
  await panel.text.fill(markup);
  await panel.text.press('Shift+Enter');
  await expect(panel.shown).toBeHidden();
  await work.side('flags');
  await expect(work.page.getByRole('grid', { name: words('flags.name') })).toContainText(markup);
  await expect(work.page).toHaveTitle(/Sightline/);
});

/** A picture from another program's clipboard, made in the page. */
async function pastePicture(work: WorkPage): Promise<void> {
  await new FlagPanel(work.page).text.evaluate(async (field) => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext('2d')?.fillRect(5, 5, 20, 20);
    const file = new File([await canvas.convertToBlob({ type: 'image/png' })], 'note.png', { type: 'image/png' });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(file);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
}
