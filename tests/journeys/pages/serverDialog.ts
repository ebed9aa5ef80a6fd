import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../../support/words.ts';
import { WorkPage } from './workPage.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signing in, the projects of a server, and putting one there. */
export class ServerDialog {
  readonly page: Page;
  readonly shown: Locator;

  constructor(page: Page) {
    this.page = page;
    this.shown = page.getByRole('dialog', { name: words('server.title'), exact: true });
  }

  async fill(address: string, { email, password }: Credentials): Promise<void> {
    await this.shown.getByLabel(words('server.address')).fill(address);
    await this.shown.getByLabel(words('server.email')).fill(email);
    await this.shown.getByLabel(words('server.password')).fill(password);
    await this.shown.getByRole('button', { name: words('server.signIn') }).click();
  }

  async signIn(address: string, who: Credentials): Promise<void> {
    await this.fill(address, who);
    await expect(this.shown.getByRole('button', { name: words('server.signOut') })).toBeVisible({ timeout: 20_000 });
  }

  /** Makes an account with a code. */
  async accept(address: string, code: string, who: Credentials & { readonly name: string }): Promise<void> {
    await this.shown.getByRole('button', { name: words('invited.title') }).click();
    await this.shown.getByLabel(words('server.address')).fill(address);
    await this.shown.getByLabel(words('invited.code')).fill(code);
    await this.shown.getByLabel(words('invited.name')).fill(who.name);
    await this.shown.getByLabel(words('server.email')).fill(who.email);
    await this.shown.getByLabel(words('invited.password')).fill(who.password);
    await this.shown.getByRole('button', { name: words('invited.accept') }).click();
  }

  /** Puts the project that is open on the server; the window goes on with the shared one. */
  async push(): Promise<void> {
    await this.shown.getByRole('button', { name: words('server.push') }).click();
    await expect(this.shown).toBeHidden({ timeout: 30_000 });
  }

  async openProject(name: string): Promise<WorkPage> {
    await this.shown.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: words('server.open') }).click();
    await expect(this.shown).toBeHidden();
    return new WorkPage(this.page);
  }
}
