import { expect, type Locator, type Page } from '@playwright/test';
import { fitted, project, type Orbit } from '../../../renderer/stage3d/orbit.ts';
import { words } from '../../support/words.ts';

/** The stage of point clouds. */
export class CloudPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get stage(): Locator {
    return this.page.getByRole('application');
  }

  /** Above the cloud: what is known of it and of the block in hand. */
  get bar(): Locator {
    return this.page.getByRole('group', { name: words('space.name') });
  }

  /** That frame is on the canvas, with all its points. */
  async on(frame: number): Promise<void> {
    await expect(this.stage).toHaveAttribute('data-frame', String(frame));
  }

  /** Sides of the block in hand and the points in it. */
  async hasBlock(size: readonly [string, string, string], inside: number): Promise<void> {
    const [length, width, height] = size;
    await expect(this.bar.getByRole('status')).toHaveText(words('space.block', { length, width, height, count: inside, inside: String(inside) }));
  }

  async size(): Promise<{ readonly left: number; readonly top: number; readonly width: number; readonly height: number }> {
    const box = await this.stage.boundingBox();
    if (box === null) throw new Error('the stage is not on the page');
    return { left: box.x, top: box.y, width: box.width, height: box.height };
  }

  /** Where a place in space is on the page, while the view is as it was opened over those corners. */
  async spot(place: readonly [number, number, number], over: { readonly min: readonly [number, number, number]; readonly max: readonly [number, number, number] }, change: (orbit: Orbit) => Orbit = (orbit) => orbit): Promise<{ readonly x: number; readonly y: number }> {
    const { left, top, width, height } = await this.size();
    const at = project(change(fitted(over.min, over.max)), place, { width, height });
    if (at === null) throw new Error('that place is behind the eye');
    return { x: left + at[0], y: top + at[1] };
  }

  async drag(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }, button: 'left' | 'right' = 'left'): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down({ button });
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await this.page.mouse.move(to.x, to.y);
    await this.page.mouse.up({ button });
  }
}
