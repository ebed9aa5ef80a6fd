import AxeBuilder from '@axe-core/playwright';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '#shared/base/seeded.ts';
import { clipAt, hasFfmpeg } from '../support/clips.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { ClipPage } from './pages/clipPage.ts';
import { WorkPage } from './pages/workPage.ts';

/** A folder with the clip of the sample street: sixty frames, ten a second. */
function clipFolder(scratch: string): string {
  const folder = join(scratch, 'home', 'drive');
  mkdirSync(folder, { recursive: true });
  cpSync(join(repositoryRoot, 'assets/sample/street/clip/street.avi'), join(folder, 'street.avi'));
  return folder;
}

const life = (first: number, last: number, count: number): string => words('timeline.life', { first, last, count });

test('a clip: drawn, stepped, keyed, played, split, merged, left out, and all there after a restart', async ({ workstation, scratch }) => {
  test.setTimeout(120_000);
  const folder = clipFolder(scratch);
  let work = new WorkPage(await workstation.open(folder));
  await work.openFirst();
  let clip = new ClipPage(work.page);
  await clip.on(0);
  const { keyboard } = work.page;

  await work.drawBox([0.3, 0.4], [0.4, 0.55]);
  await clip.says([life(0, 59, 1)]);
  await keyboard.press('v');
  await clip.step(4);
  await work.drag([0.35, 0.47], [0.55, 0.47]);
  await clip.says([life(0, 59, 2)]);

  // Half way it lies half way, and can be made to stay there.
  await clip.step(-2);
  await keyboard.press('t');
  await clip.says([life(0, 59, 3)]);
  await keyboard.press('t');
  await clip.says([life(0, 59, 2)]);

  await keyboard.press('Alt+k');
  await clip.says([life(0, 1, 3), life(2, 59, 2)]);
  await keyboard.press('Control+a');
  await keyboard.press('Shift+k');
  await expect(clip.lanes).toHaveCount(1);
  await work.undo();
  await expect(clip.lanes).toHaveCount(2);
  await work.undo();
  await clip.says([life(0, 59, 2)]);

  await clip.goTo(20);
  await work.stage.focus();
  await keyboard.press('Escape');
  await keyboard.press('m');
  await work.drag([0.6, 0.6], [0.7, 0.7]);
  await keyboard.press('v');
  await clip.goTo(24);
  await work.stage.focus();
  await keyboard.press('m');
  await work.drag([0.7, 0.7], [0.75, 0.75]);
  await keyboard.press('v');
  await clip.says([life(0, 59, 2), life(20, 59, 2)]);
  await keyboard.press('Alt+t');
  await clip.says([life(0, 59, 2), life(20, 24, 3)]);

  await clip.goTo(30);
  await keyboard.press('Alt+Delete');
  await expect(clip.readout).toContainText(words('transport.left'));
  await clip.step(-1);
  await keyboard.press("'");
  await clip.on(31);

  await work.stage.focus();
  await keyboard.press(' ');
  await expect.poll(async () => Number(await clip.frames.getAttribute('aria-valuenow')), { timeout: 10_000 }).toBeGreaterThan(36);
  await keyboard.press(' ');
  await work.saved();
  await clip.goTo(4);
  await expect(clip.readout).toContainText(words('transport.proven'), { timeout: 15_000 });

  work = new WorkPage(await workstation.restart(folder));
  await work.ready();
  clip = new ClipPage(work.page);
  await clip.on(0);
  await clip.says([life(0, 59, 2), life(20, 24, 3)]);
  await clip.goTo(30);
  await expect(clip.readout).toContainText(words('transport.left'));
  await clip.goTo(0);
  await expect(clip.readout).toContainText(words('transport.proven'), { timeout: 15_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a clip with the keyboard alone, for everyone, ${colorScheme}`, async ({ workstation, scratch }) => {
    test.setTimeout(120_000);
    const work = new WorkPage(await workstation.open(clipFolder(scratch)));
    await work.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await work.openFirst();
    const clip = new ClipPage(work.page);
    await clip.on(0);
    const { keyboard } = work.page;
    await work.stage.focus();
    await keyboard.press('b');
    for (const key of ['ArrowUp', 'ArrowLeft', 'x', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'x']) await keyboard.press(key);
    await clip.says([life(0, 59, 1)]);

    await clip.frames.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await keyboard.press(key);
    await clip.on(3);
    await keyboard.press('t');
    await clip.says([life(0, 59, 2)]);
    await keyboard.press('Alt+ArrowRight');
    await clip.on(4);
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Shift+ArrowRight');
    await expect(clip.readout).toContainText(words('transport.range', { from: 4, to: 6 }));
    const { violations } = await new AxeBuilder({ page: work.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);

    await keyboard.press('Alt+c');
    await keyboard.type('Junction');
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    for (const dialog of ['Control+b', 'Alt+c', 'Alt+v']) {
      await clip.frames.focus();
      await keyboard.press(dialog);
      await expect(work.page.getByRole('dialog')).toBeVisible();
      const found = await new AxeBuilder({ page: work.page }).include('dialog').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      expect.soft(found.violations.map(({ id }) => id), dialog).toEqual([]);
      await keyboard.press('Escape');
    }
    await clip.goTo(20);
    await work.stage.focus();
    await keyboard.press('PageUp');
    await clip.on(4);
  });
}

// Clips with painted numbers are made with the ffmpeg command line, where it is.
for (const file of hasFfmpeg() ? ['h264.mp4', 'vfr.mp4'] : []) {
  test(`the frame that is named is the frame that is seen: gone to, stepped, played, ${file}`, async ({ workstation, scratch }) => {
    test.setTimeout(120_000);
    const folder = join(scratch, 'home', 'numbers');
    mkdirSync(folder, { recursive: true });
    cpSync(clipAt(file), join(folder, file));
    const work = new WorkPage(await workstation.open(folder));
    await work.openFirst();
    const clip = new ClipPage(work.page);
    await clip.on(0);
    const chance = seeded(4);
    for (let turn = 0; turn < 25; turn += 1) {
      const frame = chance.below(150);
      await clip.goTo(frame);
      expect(await clip.painted(), `gone to ${frame}`).toEqual({ named: frame, seen: frame });
    }
    await clip.goTo(20);
    for (let step = 1; step <= 8; step += 1) {
      await clip.step(1);
      expect(await clip.painted()).toEqual({ named: 20 + step, seen: 20 + step });
    }
    await work.stage.focus();
    await work.page.keyboard.press(' ');
    for (let look = 0; look < 12; look += 1) {
      const { named, seen } = await clip.painted();
      expect(seen, 'while it plays').toBe(named);
    }
    await work.page.keyboard.press(' ');
  });
}

if (hasFfmpeg()) {
  test('a clip with chapters of its own, on a disk that goes away and comes back', async ({ workstation, scratch, expectComplaint }) => {
    test.setTimeout(120_000);
    // Thumbnails that were asked for while it was away.
    expectComplaint(/404 \(/);
    const folder = join(scratch, 'home', 'chapters');
    mkdirSync(folder, { recursive: true });
    cpSync(clipAt('chapters.mp4'), join(folder, 'chapters.mp4'));
    const work = new WorkPage(await workstation.open(folder));
    await work.openFirst();
    const clip = new ClipPage(work.page);
    await clip.on(0);
    for (const first of [50, 88]) {
      await work.page.keyboard.press('PageDown');
      await clip.on(first);
    }
    renameSync(folder, `${folder}-elsewhere`);
    await work.page.keyboard.press('g');
    await work.page.keyboard.type('140');
    await work.page.keyboard.press('Enter');
    const sentence = work.page.locator('.stage-news').getByText(words('error.files/missing', { name: 'chapters.mp4' }));
    await expect(sentence).toBeVisible();
    renameSync(`${folder}-elsewhere`, folder);
    await clip.goTo(120);
    expect(await clip.painted()).toEqual({ named: 120, seen: 120 });
    await expect(sentence).toBeHidden();
  });
}

test('another file in the place of the one that was labelled is noticed', async ({ workstation, scratch }) => {
  test.setTimeout(90_000);
  const folder = clipFolder(scratch);
  const work = new WorkPage(await workstation.open(folder));
  await work.openFirst();
  const clip = new ClipPage(work.page);
  await clip.on(0);
  await work.drawBox([0.3, 0.4], [0.4, 0.55]);
  await expect(clip.readout).toContainText(words('transport.proven'), { timeout: 15_000 });
  await work.saved();

  cpSync(join(repositoryRoot, 'assets/sample/field/clip/field.avi'), join(folder, 'street.avi'));
  const page = await workstation.restart(folder);
  await expect(page.getByText(wordsPattern('clip.other_one'))).toBeVisible({ timeout: 20_000 });
  await new ClipPage(page).says([life(0, 47, 1)]);
});
