import { expect, type Locator, type Page } from '@playwright/test';
import { fitView, toScreen } from '../../../renderer/stage2d/camera2d.ts';
import { barSpots, readBar } from '../../support/barCode.ts';
import { words } from '../../support/words.ts';

/** Pixels across a square of the painted number. */
const CELL = 8;

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

  /** The frame the stage names and the number painted into the picture on its canvas (320 × 240, all in view), read at one moment. */
  async painted(): Promise<{ readonly named: number; readonly seen: number | null }> {
    const size = await this.page.getByRole('application').evaluate(({ clientWidth: width, clientHeight: height }) => ({ width, height }));
    const view = fitView({ width: 320, height: 240 }, size, 0);
    const spots = barSpots(CELL).map((spot) => toScreen(view, size, spot));
    const { named, luma } = await this.page.getByRole('application').evaluate((stage, points) => {
      const canvas = stage.querySelector('canvas');
      const context = canvas?.getContext('2d');
      const ratio = window.devicePixelRatio;
      return { named: Number(stage.dataset['frame']), luma: points.map(([x, y]) => context?.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data[1] ?? 0) };
    }, spots.map(([x, y]) => [x, y] as const));
    const at = new Map(barSpots(CELL).map((spot, index) => [String(spot), luma[index] ?? 0]));
    return { named, seen: readBar((x, y) => at.get(String([x, y])) ?? 0, CELL) };
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
