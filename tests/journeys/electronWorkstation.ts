import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { descendantsOf, killHard } from '../support/processes.ts';
import type { Victim } from '../support/nodeWorkstation.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

interface ElectronOptions {
  readonly folder: string;
  /** The binary itself; never found by asking the package, which would start a download. */
  readonly program: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** The same machine under Electron: one program holds host and window. */
export class ElectronWorkstation {
  readonly complaints: string[] = [];
  readonly home: string;
  readonly #options: ElectronOptions;
  readonly #printed: string[] = [];
  #app: ElectronApplication | null = null;
  #page: Page | null = null;

  constructor(options: ElectronOptions) {
    this.#options = options;
    this.home = join(options.folder, 'home');
    mkdirSync(this.home, { recursive: true });
  }

  get profile(): string {
    return join(this.#options.folder, 'profile');
  }

  get page(): Page {
    if (this.#page === null) throw new Error('the window of this workstation is not open');
    return this.#page;
  }

  log(): string {
    return this.#printed.join('');
  }

  async open(folder?: string): Promise<Page> {
    await this.close();
    const args = [repositoryRoot, '--profile', this.profile, ...(folder === undefined ? [] : ['--open', folder])];
    this.#app = await _electron.launch({ executablePath: this.#options.program, args, env: { ...ownEnv(), HOME: this.home, ...this.#options.env } });
    for (const stream of [this.#app.process().stdout, this.#app.process().stderr]) stream?.on('data', (bytes: Buffer) => void this.#printed.push(bytes.toString()));
    this.#page = await this.#app.firstWindow();
    this.#page.on('pageerror', (error) => void this.complaints.push(`uncaught: ${error.stack ?? error.message}`));
    this.#page.on('console', (message) => void (message.type() === 'error' && this.complaints.push(message.text())));
    return this.#page;
  }

  restart(folder?: string): Promise<Page> {
    return this.open(folder);
  }

  /** Under Electron the browser is the host; `store` ends the processes below it. */
  async kill9(what: Victim): Promise<void> {
    const app = this.#app;
    if (app === null) return;
    const pid = app.process().pid ?? 0;
    const under = descendantsOf(pid).map((one) => one.pid);
    const gone = new Promise<void>((resolve) => void app.process().once('close', () => resolve()));
    killHard(what === 'store' ? under : [pid, ...under]);
    if (what !== 'store') await gone;
  }

  async close(): Promise<void> {
    const app = this.#app;
    this.#app = null;
    this.#page = null;
    await app?.close();
  }
}

function ownEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
