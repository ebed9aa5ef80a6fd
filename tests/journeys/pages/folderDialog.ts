import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../../support/words.ts';

/** The folder dialog of hosts that have none of their own. */
export class FolderDialog {
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#dialog = page.getByRole('dialog', { name: words('folders.title') });
  }

  /** Walks from a starting place through folders by name. */
  async walk(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#dialog.getByRole('gridcell', { name, exact: true }).click();
      await expect(this.#dialog.getByRole('navigation').getByRole('button', { name }).last()).toHaveAttribute('aria-current', 'location');
    }
  }

  /** Takes the folder that is shown. */
  async take(): Promise<void> {
    await this.#dialog.getByRole('button', { name: words('folders.choose') }).click();
    await expect(this.#dialog).toBeHidden();
  }

  get shown(): Locator {
    return this.#dialog;
  }
}
