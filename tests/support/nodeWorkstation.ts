import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleMessage, Page } from '@playwright/test';
import { openBrowser, type BrowserWindow } from './browserWindow.ts';
import { startHost, type HostProgram } from './hostProgram.ts';

/** Which part is ended without a word. `browser` is every process of the window. */
export type Victim = 'host' | 'store' | 'browser' | 'all';

export interface WorkstationOptions {
  /** A folder of this workstation alone: profile, browser data and home are made in it. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Called with the blank page before it goes to the program. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Of a stack, the part that tells something. */
const LONGEST = 1200;

/** One person's machine: the bundled Node host and a Chromium window on the same profile, again and again. */
export class NodeWorkstation {
  /** What the window complained about, for a test to fail on. */
  readonly complaints: string[] = [];
  readonly home: string;
  readonly #options: WorkstationOptions;
  #host: HostProgram | null = null;
  #window: BrowserWindow | null = null;

  constructor(options: WorkstationOptions) {
    this.#options = options;
    this.home = join(options.folder, 'home');
    mkdirSync(this.home, { recursive: true });
  }

  get profile(): string {
    return join(this.#options.folder, 'profile');
  }

  get page(): Page {
    if (this.#window === null) throw new Error('the window of this workstation is not open');
    return this.#window.page;
  }

  /** Everything the host said since it was started last. */
  log(): string {
    return this.#host?.log() ?? '';
  }

  /** Starts the program (ending what is left of an earlier start), with a folder to open at once or with its welcome page. */
  async open(folder?: string): Promise<Page> {
    await this.close();
    const [host, window] = await Promise.allSettled([
      startHost({ profile: this.profile, open: folder, env: { HOME: this.home, ...this.#options.env } }),
      openBrowser(join(this.#options.folder, 'browser')),
    ]);
    if (window.status === 'rejected') throw window.reason;
    this.#window = window.value;
    if (host.status === 'rejected') throw host.reason;
    this.#host = host.value;
    this.#listen(this.#window.page);
    await this.#options.prepare?.(this.#window.page);
    await this.#window.page.goto(this.#host.address);
    return this.#window.page;
  }

  /** As a person does it: close the window, end the program, start it again. */
  restart(folder?: string): Promise<Page> {
    return this.open(folder);
  }

  /** The power cut. What is left running is closed afterwards, since a person starts from nothing as well. */
  async kill9(what: Victim): Promise<void> {
    const [host, window] = [this.#host, this.#window];
    await Promise.all([
      what === 'browser' || host === null ? null : host.kill(what),
      (what === 'browser' || what === 'all') && window !== null ? window.kill() : null,
    ]);
  }

  async close(): Promise<void> {
    const [host, window] = [this.#host, this.#window];
    this.#host = null;
    this.#window = null;
    await window?.close();
    await host?.stop();
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => void this.complaints.push(`uncaught: ${(error.stack ?? error.message).slice(0, LONGEST)}`));
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
  }
}
