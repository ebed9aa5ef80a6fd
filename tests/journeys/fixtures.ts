import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { NodeWorkstation } from '../support/nodeWorkstation.ts';
import { writePictures } from '../support/pictures.ts';
import { cuttableLink, type CuttableLink } from '../support/cuttableLink.ts';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { ElectronWorkstation } from './electronWorkstation.ts';

/** What a journey may do with a machine, whichever host it runs. */
export type Workstation = NodeWorkstation | ElectronWorkstation;

interface Fixtures {
  /** A folder that is this test's own and gone afterwards. */
  readonly scratch: string;
  /** A writable folder of four real photos, or of generated ones where those are absent. */
  readonly photos: string;
  /** A folder of 10,000 pictures in the person's home: one small JPEG under many names. */
  readonly manyPictures: string;
  readonly workstation: Workstation;
  /** Further machines with profiles of their own. */
  readonly anotherWorkstation: (name: string) => Workstation;
  /** The cable between a workstation and the server. */
  readonly link: CuttableLink;
  /** Complaints of the window that a journey brings about on purpose. */
  readonly expectComplaint: (what: RegExp) => void;
}

interface WorkerFixtures {
  /** The sync server as a person starts it, with its demo organisation. */
  readonly server: ServerProcess;
}

const REAL_PHOTOS = join(repositoryRoot, '..', 'shared', 'data', 'photos');

export const test = base.extend<Fixtures & { readonly machines: Machines }, WorkerFixtures>({
  server: [async ({}, give) => {
    const server = await startServerProcess();
    await give(server);
    await server.stop();
    rmSync(server.folder, { recursive: true, force: true });
  }, { scope: 'worker', timeout: 60_000 }],

  link: async ({ server }, give) => {
    const link = await cuttableLink(server.address);
    await give(link);
    await link.close();
  },

  scratch: async ({}, give) => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-journey-'));
    await give(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },

  photos: async ({ scratch }, give) => {
    const folder = join(scratch, 'home', `photos-${scratch.slice(-6)}`);
    mkdirSync(folder, { recursive: true });
    if (existsSync(REAL_PHOTOS)) cpSync(REAL_PHOTOS, folder, { recursive: true, filter: (path) => !path.endsWith('labelme') });
    else await writePictures(folder, { count: 4, width: 800, height: 600 });
    await give(folder);
  },

  manyPictures: async ({ scratch }, give) => {
    const folder = join(scratch, 'home', 'many');
    const [first = ''] = await writePictures(folder, { count: 1, width: 320, height: 240 });
    for (let at = 2; at <= 10_000; at += 1) linkSync(join(folder, first), join(folder, `picture-${at}.jpg`));
    await give(folder);
  },

  machines: async ({ scratch }, give, info) => {
    const machines = new Machines(scratch, info);
    await give(machines);
    await machines.end();
  },

  workstation: async ({ machines }, give) => give(machines.make('.')),
  anotherWorkstation: async ({ machines }, give) => give((name) => machines.make(name)),
  expectComplaint: async ({ machines }, give) => give((what) => void machines.expected.push(what)),
});

export { expect } from '@playwright/test';

/** All machines of one test: closed at its end, their complaints held against it. */
class Machines {
  readonly expected: RegExp[] = [];
  readonly #made = new Map<string, Workstation>();
  readonly #scratch: string;
  readonly #info: TestInfo;

  constructor(scratch: string, info: TestInfo) {
    this.#scratch = scratch;
    this.#info = info;
  }

  make(name: string): Workstation {
    const { host, program } = this.#info.project.metadata as { readonly host: string; readonly program?: string };
    const folder = join(this.#scratch, name);
    const made = host === 'electron' ? new ElectronWorkstation({ folder, program: program ?? '' }) : new NodeWorkstation({ folder });
    this.#made.set(name, made);
    return made;
  }

  async end(): Promise<void> {
    const failed = this.#info.status !== this.#info.expectedStatus;
    for (const [name, machine] of this.#made) {
      if (failed) await this.#info.attach(`host ${name}`, { body: machine.log(), contentType: 'text/plain' });
      await machine.close();
    }
    const unexpected = [...this.#made.values()].flatMap(({ complaints }) => complaints).filter((one) => !this.expected.some((what) => what.test(one)));
    if (unexpected.length > 0) throw new Error(`The window complained:\n${unexpected.join('\n')}`);
  }
}
