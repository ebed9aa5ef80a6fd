import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../../support/words.ts';
import { FolderDialog } from './folderDialog.ts';
import { WorkPage } from './workPage.ts';

/** What a person sees first. */
export class WelcomePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1, name: words('app.name') });
  }

  get recent(): Locator {
    return this.page.getByRole('region', { name: words('welcome.recent') });
  }

  get folders(): FolderDialog {
    return new FolderDialog(this.page);
  }

  way(key: 'folder' | 'street' | 'field' | 'server'): Locator {
    return this.page.getByRole('button', { name: words(`welcome.${key}`) });
  }

  /** Opens a folder through the window's own folder dialog, starting at the person's home. */
  async openFolder(home: string, ...names: readonly string[]): Promise<WorkPage> {
    await this.way('folder').click();
    await this.folders.walk(home, ...names);
    await this.folders.take();
    return this.work();
  }

  async openSample(scene: 'street' | 'field'): Promise<WorkPage> {
    await this.way(scene).click();
    return this.work();
  }

  async reopen(name: string): Promise<WorkPage> {
    await this.recent.getByRole('button', { name }).first().click();
    return this.work();
  }

  private async work(): Promise<WorkPage> {
    const work = new WorkPage(this.page);
    await expect(work.tasks).toBeVisible();
    return work;
  }
}
