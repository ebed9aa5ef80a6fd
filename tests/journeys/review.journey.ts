import AxeBuilder from '@axe-core/playwright';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from '@playwright/test';
import { reviewMap } from '#shared/review/reviewMap.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { ClipPage } from './pages/clipPage.ts';
import { FolderDialog } from './pages/folderDialog.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { InboxPage } from './pages/inboxPage.ts';
import { WorkPage } from './pages/workPage.ts';

test('a track that jumps goes out as a review clip, is marked in its player, and the mark comes back on frame and object', async ({ workstation, scratch }) => {
  test.setTimeout(180_000);
  const [folder, out] = [join(scratch, 'home', 'drive'), join(scratch, 'home', 'out')];
  for (const path of [folder, out]) mkdirSync(path, { recursive: true });
  cpSync(join(repositoryRoot, 'assets/sample/street/clip/street.avi'), join(folder, 'street.avi'));
  const work = new WorkPage(await workstation.open(folder));
  await work.openFirst();
  const clip = new ClipPage(work.page);
  await clip.on(0);
  const { keyboard } = work.page;

  // It stands still, jumps from frame 30 to 31, and stands still again.
  await work.drawBox([0.3, 0.4], [0.4, 0.5]);
  await keyboard.press('v');
  await clip.goTo(30);
  await work.stage.focus();
  await keyboard.press('t');
  await clip.goTo(31);
  await work.stage.focus();
  await work.drag([0.35, 0.45], [0.65, 0.45]);
  await clip.says([words('timeline.life', { first: 0, last: 59, count: 3 })]);
  await work.saved();

  await keyboard.press('Control+Shift+e');
  const dialog = work.dialog('review.title');
  await expect(dialog.getByRole('region', { name: words('review.why') })).toContainText('jumps');
  await dialog.getByRole('button', { name: words('export.pick') }).click();
  const folders = new FolderDialog(work.page);
  await folders.walk(basename(workstation.home), 'out');
  await folders.take();
  await dialog.getByLabel(words('review.name', { ending: '.webm' })).fill('look');
  expect((await new AxeBuilder({ page: work.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: words('review.start') }).click();
  await expect(dialog).toBeHidden();
  await work.told(wordsPattern('review.done'));
  expect(readdirSync(out).sort()).toEqual(['look.html', 'look.map.csv', 'look.map.json', 'look.webm']);
  const map = reviewMap.parse(JSON.parse(readFileSync(join(out, 'look.map.json'), 'utf8')));
  const jump = map.frames.findIndex(({ frame }) => frame === 31);
  expect(map.spans[0]?.reasons.map(({ why }) => why)).toContain('jump');

  // Whoever looks at it needs a browser and nothing else.
  const player = await work.page.context().newPage();
  const asked: string[] = [];
  player.on('request', (request) => asked.push(new URL(request.url()).protocol));
  await player.goto(pathToFileURL(join(out, 'look.html')).href);
  await expect.poll(() => player.locator('video').evaluate((video) => (video as HTMLVideoElement).readyState)).toBeGreaterThan(1);
  await player.locator('video').focus();
  for (let at = 0; at < jump; at += 1) {
    await player.keyboard.press('ArrowRight');
    await expect(player.locator('#where')).toContainText(`${words('player.frame')} ${map.frames[at + 1]?.frame ?? ''}`);
  }
  await player.keyboard.press('m');
  await player.keyboard.type('lands on the wrong car');
  await player.keyboard.press('Enter');
  await expect(player.getByRole('listitem')).toContainText('lands on the wrong car');
  expect((await new AxeBuilder({ page: player }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations).toEqual([]);
  const saved = player.waitForEvent('download');
  await player.locator('video').focus();
  await player.keyboard.press('s');
  const marks = join(scratch, 'look.marks.json');
  await (await saved).saveAs(marks);
  expect(new Set(asked)).toEqual(new Set(['file:']));
  await player.close();

  await clip.goTo(3);
  await keyboard.press('Escape');
  await bring(work, [marks]);
  await clip.on(31);
  const bar = work.page.getByRole('region', { name: words('findings.bar') });
  await expect(bar).toContainText('lands on the wrong car');
  await expect(clip.lanes.first()).toHaveAttribute('aria-selected', 'true');
  const rows = work.page.getByRole('grid', { name: words('findings.name') }).getByRole('row');
  await expect(rows).toHaveCount(1);

  // From any other player: times in a table, through the frame map.
  const table = join(scratch, 'theirs.csv');
  writeFileSync(table, `timecode,comment\n00:00:00.000,starts too early\nsoon,what\n`);
  const second = work.dialog('marks.title');
  await bring(work, [table, join(out, 'look.map.json')], second, /soon/);
  await clip.on(map.frames[0]?.frame ?? -1);
  await expect(rows).toHaveCount(2);

  await work.stage.focus();
  await keyboard.press('F8');
  await clip.on(31);
  await keyboard.press('Alt+Shift+Digit1');
  await expect(rows.nth(1)).toContainText(words('findingVerdict.fixed'));
  await work.undo();
  await expect(rows.nth(1)).not.toContainText(words('findingVerdict.fixed'));
  await work.saved();

  // Who asks about a frame of a clip sends what came before it and after it.
  await clip.goTo(31);
  await work.stage.focus();
  await keyboard.press('f');
  await new FlagPanel(work.page).text.fill('is this one car?');
  await keyboard.press('Shift+Enter');
  await work.saved();
  const inbox = new InboxPage(work.page);
  await inbox.open();
  const strip = inbox.detail.getByRole('list', { name: words('inbox.strip') });
  await expect(strip.getByRole('img')).toHaveCount(5);
  await expect(strip.locator('[aria-current]')).toContainText('31');
});

async function bring(work: WorkPage, files: readonly string[], dialog: Locator = work.dialog('marks.title'), told = /marks? ha(?:s|ve)/): Promise<void> {
  await work.stage.focus();
  await work.page.keyboard.press('Control+Alt+i');
  await dialog.getByLabel(words('marks.files')).setInputFiles([...files]);
  await expect(dialog.getByText(told)).toBeVisible();
  await dialog.getByRole('button', { name: words('marks.apply') }).click();
  await expect(dialog).toBeHidden();
}
