import { uuidMaker } from '#shared/base/id.ts';
import { withResolvers } from '#shared/base/withResolvers.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import { hostContract } from '#shared/bridge/hostContract.ts';
import { serveLogged } from '#shared/bridge/serve.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { appRequests } from '../services/appRequests.ts';
import { BrowseDialogs } from '../services/browseDialogs.ts';
import { fileVault, openSeal } from '../services/fileVault.ts';
import type { Flags } from '../services/flags.ts';
import { Grants } from '../services/grants.ts';
import { hostServices, type HostParts } from '../services/hostServices.ts';
import { machineClock, machineRandom, pause } from '../services/machineClock.ts';
import { meetingArguments } from '../services/meeting.ts';
import { OpenedFolders } from '../services/openedFolders.ts';
import type { ProgramFolders } from '../services/programFolders.ts';
import { rendererFiles } from '../services/rendererFiles.ts';
import { faultLog, runLog } from '../services/runLog.ts';
import { Settings } from '../services/settings.ts';
import { startStore, type Store } from '../storeProcess/startStore.ts';
import { storeArguments } from '../storeProcess/storeArguments.ts';
import { capabilities } from './capabilities.ts';
import { browseOnly } from './dialogs.ts';
import { startLoopback, type SecondStart } from './loopback.ts';
import { PageWatch } from './pageWatch.ts';
import { rememberedPort } from './rememberedPort.ts';
import { announce, withdraw } from './runningHost.ts';
import { Sessions } from './sessions.ts';
import { spawnProcess } from './spawnProcess.ts';

/** There is one person in front of the Node host, whatever number of pages they have open. */
const OWNER = 'page';

export interface NodeHost {
  /** A new address with a ticket that works once. */
  address(): string;
  /** Resolves when the host's own window is closed for good. */
  readonly windowClosed: Promise<void>;
  /** Opens a window of its own; nothing where there is no display. */
  openWindow(): void;
  close(): Promise<void>;
}

export interface NodeHostStart {
  readonly profile: string;
  readonly flags: Flags;
  readonly folders: ProgramFolders;
  /** Opens a window on an address and resolves when its browser process ended; `null` where there is no display. */
  readonly openWindow: ((address: string) => Promise<void>) | null;
}

/** The program without Electron: the same services, reached over loopback by a page in any Chromium. */
export async function startNodeHost({ profile, flags, folders, openWindow }: NodeHostStart): Promise<NodeHost> {
  const log = runLog(profile, machineClock);
  process.on('unhandledRejection', (error) => faultLog(log)('unhandled', error));
  const newId = uuidMaker(machineClock, machineRandom);
  const grants = new Grants(newId);
  const sessions = await Sessions.load(profile, machineClock);
  const port = await rememberedPort(profile, flags.port, machineRandom);
  const store = startStore({
    launch: (point) => spawnProcess(folders.storeProcess, storeArguments({ profile, samples: folders.samples, version: folders.version, point })),
    decode: (point) => spawnProcess(folders.decoderProcess, meetingArguments(point)),
    vault: fileVault(profile, openSeal), grants, log, pause,
  });
  const opened = new OpenedFolders();
  const grant = granter(grants, store);
  const places = new BrowseDialogs(newId);
  const parts: HostParts = {
    version: folders.version, capabilities, language: Intl.DateTimeFormat().resolvedOptions().locale,
    store: store.services, settings: new Settings(profile, machineClock), grants, opened, dialogs: () => browseOnly(places, grant),
  };
  const { promise: windowClosed, resolve: closed } = withResolvers<void>();
  const watch = new PageWatch(pause, closed);
  const address = (): string => `http://127.0.0.1:${port}/#ticket=${sessions.issueTicket()}`;
  const show = (): void => {
    const ended = watch.windowOpened();
    void openWindow?.(address()).then(ended);
  };
  const secret = Buffer.from(machineRandom(32)).toString('base64url');
  const loopback = await startLoopback({
    port, sessions,
    answer: appRequests({ page: rendererFiles(folders.renderer, `ws://127.0.0.1:${port}`), bulk: (request) => store.handleRequest(request), log }),
    onPage: (wire) => servePage({ parts, watch, log }, wire),
    secondStart: { secret, take: (start) => takeSecondStart({ start, grant, opened, address, show, watch }) },
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  await announce(profile, { port, secret });
  if (flags.open !== null) opened.push(await grant(flags.open));
  return {
    address, windowClosed,
    openWindow: show,
    async close() {
      await withdraw(profile);
      await loopback.close();
      await store.close();
    },
  };
}

function servePage({ parts, watch, log }: { readonly parts: HostParts; readonly watch: PageWatch; readonly log: (text: string) => void }, wire: Wire): void {
  const left = watch.arrived();
  wire.onClose(left);
  serveLogged({ contract: hostContract, handlers: hostServices(parts, OWNER), wire, onFault: faultLog(log) });
}

/** Grants a folder here and in the store process, in this order, before anyone can ask for it. */
function granter(grants: Grants, store: Store): (path: string) => Promise<FolderGrant> {
  return async (path) => {
    const { grant, name, path: real } = await grants.add(path, OWNER);
    await store.services.grants.add({ grants: [{ grant, path: real }] });
    return { grant, name };
  };
}

interface Arrival {
  readonly start: SecondStart;
  readonly grant: (path: string) => Promise<FolderGrant>;
  readonly opened: OpenedFolders;
  readonly address: () => string;
  readonly show: () => void;
  readonly watch: PageWatch;
}

/** The window that is open shows the folder; without one, one is opened. Its flags come from outside like a stranger's. */
async function takeSecondStart({ start, grant, opened, address, show, watch }: Arrival): Promise<string> {
  if (start.open !== null) opened.push(await grant(start.open));
  if (start.window && watch.pages === 0) show();
  return address();
}
