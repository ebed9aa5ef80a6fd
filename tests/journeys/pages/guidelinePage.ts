import type { Locator, Page } from '@playwright/test';
import { words } from '../../support/words.ts';

/** The guideline beside the picture. */
export class GuidelinePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get room(): Locator {
    return this.page.getByRole('region', { name: words('guideline.name'), exact: true });
  }

  get editor(): Locator {
    return this.room.getByRole('form', { name: words('guideline.editor') });
  }

  /** Where two published without knowing of each other. */
  get fork(): Locator {
    return this.room.getByRole('region', { name: words('guideline.fork') });
  }

  rule(title: string): Locator {
    return this.room.getByRole('article', { name: title });
  }

  async search(what: string): Promise<void> {
    await this.room.getByLabel(words('guideline.search')).fill(what);
  }

  async history(): Promise<void> {
    await this.page.getByRole('button', { name: words('guideline.history') }).click();
  }

  async add(title: string, text: string): Promise<void> {
    await this.room.getByRole('button', { name: words('guideline.add') }).click();
    await this.editor.getByLabel(words('guideline.title')).fill(title);
    await this.editor.getByLabel(words('guideline.text')).fill(text);
    await this.editor.getByRole('button', { name: words('guideline.publish', { version: '0.1.0' }) }).click();
  }
}
