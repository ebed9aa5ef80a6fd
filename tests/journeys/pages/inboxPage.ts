import type { Locator, Page } from '@playwright/test';
import { words } from '../../support/words.ts';

/** Where questions arrive and are answered. */
export class InboxPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: words('pages.inbox') }).click();
  }

  get list(): Locator {
    return this.page.getByRole('grid', { name: words('inbox.list') });
  }

  get detail(): Locator {
    return this.page.getByRole('region', { name: words('inbox.detail') });
  }

  /** The questions that are answered together. */
  get members(): Locator {
    return this.page.getByRole('region', { name: words('inbox.members') });
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: words('inbox.answer') });
  }

  async answer(rule: string, explanation: string): Promise<void> {
    const { form } = this;
    await form.getByLabel(words('inbox.rule')).fill(rule);
    await form.getByLabel(words('inbox.explanation')).fill(explanation);
    await form.getByRole('button', { name: words('inbox.send') }).click();
  }
}
