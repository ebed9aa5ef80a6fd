import { app, session, type BrowserWindow, type WebContents } from 'electron';
import { uuidMaker } from '#shared/base/id.ts';
import { hostContract, type FolderGrant } from '#shared/bridge/hostContract.ts';
import { serveLogged } from '#shared/bridge/serve.ts';
import { appRequests } from '../services/appRequests.ts';
import { Grants } from '../services/grants.ts';
import { hostServices, type HostParts } from '../services/hostServices.ts';
import { machineClock, machineRandom, pause } from '../services/machineClock.ts';
import { meetingArguments } from '../services/meeting.ts';
import { OpenedFolders } from '../services/openedFolders.ts';
import type { ProgramFolders } from '../services/programFolders.ts';
import { rendererFiles } from '../services/rendererFiles.ts';
import { faultLog } from '../services/runLog.ts';
import { Settings } from '../services/settings.ts';
import { startStore, type Store } from '../storeProcess/startStore.ts';
import { storeArguments } from '../storeProcess/storeArguments.ts';
import { serveApp } from './appProtocol.ts';
import { capabilities } from './capabilities.ts';
import { watchWindow } from './crashes.ts';
import { nativeDialogs } from './dialogs.ts';
import { sealedVault } from './sealedVault.ts';
import { secureSession } from './secureSession.ts';
import { utilityChild } from './utilityChild.ts';
import { createWindow, PARTITION } from './window.ts';
import { offerPorts } from './windowPorts.ts';

export interface ElectronHost {
  /** Brings the window to the front, made anew if it was closed, and shows a folder in it. */
  show(folder: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface ElectronHostStart {
  readonly profile: string;
  readonly folders: ProgramFolders;
  readonly log: (text: string) => void;
}

/** The program inside Electron, from the moment the app is ready. */
export function startElectronHost({ profile, folders, log }: ElectronHostStart): ElectronHost {
  const grants = new Grants(uuidMaker(machineClock, machineRandom));
  const { vault, sealed } = sealedVault(profile);
  const store = startStore({
    launch: (point) => utilityChild(folders.storeProcess, storeArguments({ profile, samples: folders.samples, version: folders.version, point }), 'Sightline store'),
    decode: (point) => utilityChild(folders.decoderProcess, meetingArguments(point), 'Sightline decoder'),
    vault, grants, log, pause,
  });
  const own = session.fromPartition(PARTITION);
  for (const one of [own, session.defaultSession]) secureSession(one);
  serveApp(own, appRequests({ page: rendererFiles(folders.renderer, null), bulk: (request) => store.handleRequest(request), log }));
  const windows = new Windows({ folders, log, grants, store });
  const parts: Omit<HostParts, 'dialogs'> = {
    version: folders.version, capabilities: capabilities(sealed), language: app.getLocale(),
    store: store.services, settings: new Settings(profile, machineClock), grants, opened: windows.opened,
  };
  offerPorts({
    serve: (wire, contents) => {
      const dialogs: HostParts['dialogs'] = () => nativeDialogs(windows.of(contents), (path) => windows.grant(path, contents));
      serveLogged({ contract: hostContract, handlers: hostServices({ ...parts, dialogs }, ownerOf(contents)), wire, onFault: faultLog(log) });
    },
    grant: (path, contents) => windows.grant(path, contents).catch(() => null),
  });
  return {
    async show(folder) {
      const contents = windows.show();
      if (folder !== null) windows.opened.push(await windows.grant(folder, contents));
    },
    close: () => store.close(),
  };
}

interface WindowParts {
  readonly folders: ProgramFolders;
  readonly log: (text: string) => void;
  readonly grants: Grants;
  readonly store: Store;
}

/** The window of the program, and what it was granted: a grant ends with its window. */
class Windows {
  readonly opened = new OpenedFolders();
  readonly #parts: WindowParts;
  #window: BrowserWindow | null = null;

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  show(): WebContents {
    this.#window ??= this.#create();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
    return this.#window.webContents;
  }

  of(contents: WebContents): BrowserWindow {
    if (this.#window?.webContents !== contents) throw new Error('invariant: a question from a window that is gone');
    return this.#window;
  }

  async grant(path: string, contents: WebContents): Promise<FolderGrant> {
    const { grants, store } = this.#parts;
    const { grant, name, path: real } = await grants.add(path, ownerOf(contents));
    await store.services.grants.add({ grants: [{ grant, path: real }] });
    return { grant, name };
  }

  #create(): BrowserWindow {
    const { folders, log, grants, store } = this.#parts;
    const window = createWindow({ preload: folders.preload, isRelease: app.isPackaged });
    const owner = ownerOf(window.webContents);
    watchWindow(window, log, machineClock);
    window.once('ready-to-show', () => process.stdout.write('Sightline is ready: app://bundle/\n'));
    window.on('closed', () => {
      this.#window = null;
      const ended = grants.revoke(owner).map(({ grant }) => grant);
      if (ended.length > 0) void store.services.grants.remove({ grants: ended }).catch(() => undefined);
    });
    return window;
  }
}

function ownerOf(contents: WebContents): string {
  return `window-${contents.id}`;
}
