import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../../support/words.ts';

/** What stands under the picture of a clip. */
export class ClipPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get frames(): Locator {
    return this.page.getByRole('slider', { name: words('timeline.frames') });
  }

  get lanes(): Locator {
    return this.page.getByRole('grid', { name: words('timeline.lanes') }).getByRole('row');
  }

  get readout(): Locator {
    return this.page.locator('.frame-readout');
  }

  /** A frame is on the canvas, with its number everywhere. */
  async on(frame: number): Promise<void> {
    await expect(this.page.getByRole('application')).toHaveAttribute('data-frame', String(frame));
    await expect(this.frames).toHaveAttribute('aria-valuenow', String(frame));
  }

  /** Goes to a frame as a person does who knows its number. */
  async goTo(frame: number): Promise<void> {
    await this.page.keyboard.press('g');
    await this.page.keyboard.type(String(frame));
    await this.page.keyboard.press('Enter');
    await this.on(frame);
  }

  /** Frame by frame, looking at each. */
  async step(by: number): Promise<void> {
    for (let at = 0; at < Math.abs(by); at += 1) {
      const from = Number(await this.frames.getAttribute('aria-valuenow'));
      await this.page.keyboard.press(by > 0 ? "'" : ';');
      await this.on(from + Math.sign(by));
    }
  }

  /** What the lanes say of their things, in order. */
  async says(lines: readonly string[]): Promise<void> {
    await expect(this.lanes).toHaveText(lines.map((line) => new RegExp(`${line}$`)));
  }
}
