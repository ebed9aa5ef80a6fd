import type { Locator, Page } from '@playwright/test';
import { words } from '../../support/words.ts';

/** "What is unclear?" */
export class FlagPanel {
  readonly shown: Locator;

  constructor(page: Page) {
    this.shown = page.getByRole('dialog', { name: words('flag.title') });
  }

  get crop(): Locator {
    return this.shown.getByRole('img', { name: words('flag.crop'), exact: true });
  }

  get text(): Locator {
    return this.shown.getByLabel(words('flag.text'));
  }

  /** Earlier answers that may settle it. */
  get earlier(): Locator {
    return this.shown.getByRole('region', { name: words('flag.earlier') });
  }

  tag(at: number): Locator {
    return this.shown.getByRole('group', { name: words('flag.tags') }).getByRole('button').nth(at);
  }

  uploads(number: number): Locator {
    return this.shown.getByRole('img', { name: words('flag.upload', { number }) });
  }
}
