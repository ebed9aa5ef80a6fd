import { expect, type Locator, type Page } from '@playwright/test';
import { words, wordsPattern } from '../../support/words.ts';

/** A place on the stage, as shares of its width and height. */
export type Spot = readonly [across: number, down: number];

/** The window while a project is open: tasks, stage, side panels, status bar. */
export class WorkPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get stage(): Locator {
    return this.page.getByRole('application');
  }

  get tasks(): Locator {
    return this.page.getByRole('grid', { name: words('tasks.name') });
  }

  get objects(): Locator {
    return this.page.getByRole('grid', { name: words('objects.name') });
  }

  get selected(): Locator {
    return this.page.getByRole('region', { name: words('objects.selected') });
  }

  get sign(): Locator {
    return this.page.getByRole('contentinfo').getByRole('status');
  }

  /** Takes the first task of the queue, as a person does with N, unless one is open already. */
  async openFirst(): Promise<void> {
    await expect(this.tasks.getByRole('row').first()).toBeVisible();
    if (!(await this.stage.isVisible())) await this.page.keyboard.press('n');
    await this.ready();
  }

  async openTask(name: string): Promise<void> {
    await this.task(name).click();
    await expect(this.openItem).toHaveText(name);
    await this.ready();
  }

  /** The picture is on screen and can be worked on. */
  async ready(): Promise<void> {
    await expect(this.stage).toHaveAttribute('aria-busy', 'false');
    await expect(this.page.getByRole('button', { name: words('command.draw.box'), exact: true })).toBeEnabled();
  }

  /** Everything done so far stands in both places on this machine. */
  async saved(): Promise<void> {
    await expect(this.sign).toHaveText(new RegExp(`^(?:${words('save.saved')}|${words('save.synced')})$`));
  }

  /** The server has it. */
  async synced(): Promise<void> {
    await expect(this.sign).toHaveText(words('save.synced'), { timeout: 20_000 });
  }

  async hasObjects(count: number, timeout = 10_000): Promise<void> {
    if (count === 0) await expect(this.page.getByText(words('objects.none'), { exact: true })).toBeVisible({ timeout });
    else await expect(this.objects).toHaveAttribute('aria-rowcount', String(count), { timeout });
  }

  async point([across, down]: Spot): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.stage.boundingBox();
    if (box === null) throw new Error('the stage is not on the page');
    return { x: box.x + box.width * across, y: box.y + box.height * down };
  }

  /** Takes the box tool and drags. */
  async drawBox(from: Spot, to: Spot): Promise<void> {
    await this.page.keyboard.press('b');
    await this.drag(from, to);
  }

  async drag(from: Spot, to: Spot): Promise<void> {
    const [start, end] = [await this.point(from), await this.point(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
    await this.page.mouse.move(end.x, end.y);
    await this.page.mouse.up();
  }

  /** Takes the polygon tool, clicks the corners and confirms. */
  async drawPolygon(corners: readonly Spot[]): Promise<void> {
    await this.page.keyboard.press('p');
    for (const corner of corners) {
      const { x, y } = await this.point(corner);
      await this.page.mouse.click(x, y);
    }
    await this.page.keyboard.press('Enter');
  }

  async click(spot: Spot): Promise<void> {
    const { x, y } = await this.point(spot);
    await this.page.mouse.click(x, y);
  }

  undo(): Promise<void> {
    return this.page.keyboard.press('Control+z');
  }

  redo(): Promise<void> {
    return this.page.keyboard.press('Control+Shift+z');
  }

  /** The card of a picture in the task list. */
  task(name: string | RegExp): Locator {
    return this.tasks.getByRole('row').filter({ hasText: name });
  }

  /** The picture that is open, as the status bar names it. */
  get openItem(): Locator {
    return this.page.locator('.status-item');
  }

  side(tab: 'objects' | 'labels' | 'flags' | 'guideline'): Promise<void> {
    return this.page.getByRole('tab', { name: words(`side.${tab}`) }).click();
  }

  /** A command by its name in the palette. */
  async command(id: string): Promise<void> {
    await expect(this.tasks).toBeVisible();
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('dialog').getByRole('combobox').fill(words(`command.${id}`));
    await this.page.keyboard.press('Enter');
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: wordsPattern(title) });
  }

  /** A passing message. */
  async told(what: string | RegExp): Promise<void> {
    await expect(this.page.getByText(what).first()).toBeVisible();
  }
}
