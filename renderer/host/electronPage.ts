import * as z from 'zod';
import { folderGrant, type FolderGrant } from '#shared/bridge/hostContract.ts';

/** What the preload put into the page: everything Electron's page can do beyond a browser's. */
export interface ElectronPage {
  readonly kind: 'electron';
  /** Asks main for the two ports; they come as a message of the window. */
  ready(): void;
  /** Grants dropped folders and files. Their paths go from the preload to main and never come here. */
  grant(files: readonly File[]): Promise<unknown>;
}

const page = z.object({ kind: z.literal('electron'), ready: z.function(), grant: z.function() });

/** The preload's object when this window is Electron's, else `null`. */
export function electronPage(): ElectronPage | null {
  const found: unknown = Reflect.get(globalThis, 'sightline');
  return page.safeParse(found).success ? (found as ElectronPage) : null;
}

/** The window's and the worker's port, asked for and waited for. */
export function electronPorts(electron: ElectronPage): Promise<{ readonly window: MessagePort; readonly worker: MessagePort }> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent<unknown>): void => {
      const [forWindow, forWorker] = event.ports;
      if (event.source !== window || event.data !== 'sightline:ports' || forWindow === undefined || forWorker === undefined) return;
      window.removeEventListener('message', take);
      resolve({ window: forWindow, worker: forWorker });
    };
    window.addEventListener('message', take);
    electron.ready();
  });
}

export async function grantDropped(electron: ElectronPage, files: readonly File[]): Promise<readonly FolderGrant[]> {
  return z.array(folderGrant).parse(await electron.grant(files));
}
