import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';

/** One end of Electron's `MessageChannelMain`: real cloning over worker_threads, Electron's event form, no transfer. */
export class MessagePortMain extends EventEmitter {
  readonly port: NodePort;

  constructor(port: NodePort) {
    super();
    this.port = port;
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
    port.unref();
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }

  start(): void {
    this.port.start();
  }

  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

type Handler = (...values: never[]) => unknown;

/** What was done to the stub. A test that wants to begin anew imports the module anew. */
export interface Recorded {
  readonly order: string[];
  readonly switches: Map<string, string>;
  readonly paths: Map<string, string>;
  readonly schemes: unknown[];
  readonly windows: BrowserWindow[];
  readonly sessions: Map<string, SessionStub>;
  readonly handlers: Map<string, Handler>;
  readonly listeners: Map<string, Handler>;
  readonly forks: UtilityProcessStub[];
  readonly external: string[];
  readonly boxes: { readonly message: string; readonly detail?: string }[];
  readonly exposed: Map<string, object>;
  readonly invoked: { readonly channel: string; readonly values: readonly unknown[] }[];
  readonly crashReporter: object[];
  readonly exits: number[];
  menu: unknown;
}

const fresh = (): Recorded => ({
  order: [], switches: new Map(), paths: new Map(), schemes: [], windows: [], sessions: new Map(), handlers: new Map(), listeners: new Map(), forks: [],
  external: [], boxes: [], exposed: new Map(), invoked: [], crashReporter: [], exits: [], menu: null,
});

/** What the machine and the person answer in a test. */
const freshAnswers = () => ({ isPackaged: false, encryption: true, backend: 'gnome_libsecret', firstInstance: true, pickedFolders: [] as string[], button: 1, ready: true, userData: '' });

export const recorded = fresh();
export const answers = freshAnswers();

class App extends EventEmitter {
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => void recorded.switches.set(name, value),
    hasSwitch: (name: string) => recorded.switches.has(name),
  };

  get isPackaged(): boolean {
    return answers.isPackaged;
  }

  enableSandbox(): void {
    recorded.order.push('enableSandbox');
  }

  setPath(name: string, path: string): void {
    recorded.paths.set(name, path);
  }

  getPath(name: string): string {
    return recorded.paths.get(name) ?? answers.userData;
  }

  getLocale(): string {
    return 'de';
  }

  requestSingleInstanceLock(): boolean {
    recorded.order.push('lock');
    return answers.firstInstance;
  }

  async whenReady(): Promise<void> {
    recorded.order.push('ready');
  }

  quit(): void {
    recorded.order.push('quit');
  }

  exit(code: number): void {
    recorded.exits.push(code);
  }
}

export const app = new App();

class SessionStub extends EventEmitter {
  readonly given = new Map<string, Handler>();
  readonly protocol = { handle: (scheme: string, handler: Handler) => void this.given.set(`protocol:${scheme}`, handler) };
  readonly webRequest = { onBeforeRequest: (handler: Handler) => void this.given.set('onBeforeRequest', handler) };
  spellChecker = true;

  setPermissionRequestHandler = (handler: Handler): void => void this.given.set('permissionRequest', handler);
  setPermissionCheckHandler = (handler: Handler): void => void this.given.set('permissionCheck', handler);
  setDevicePermissionHandler = (handler: Handler): void => void this.given.set('devicePermission', handler);
  setBluetoothPairingHandler = (handler: Handler): void => void this.given.set('bluetoothPairing', handler);
  setDisplayMediaRequestHandler = (handler: Handler): void => void this.given.set('displayMedia', handler);
  setSpellCheckerEnabled = (on: boolean): void => void (this.spellChecker = on);
}

function sessionNamed(name: string): SessionStub {
  const known = recorded.sessions.get(name) ?? new SessionStub();
  recorded.sessions.set(name, known);
  return known;
}

export const session = {
  fromPartition: (name: string) => sessionNamed(name),
  get defaultSession() {
    return sessionNamed('default');
  },
};

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly mainFrame = { url: 'app://bundle/' };
  readonly posted: { readonly channel: string; readonly ports: readonly MessagePortMain[] }[] = [];
  windowOpen: Handler = () => undefined;
  reloads = 0;

  constructor(id: number) {
    super();
    this.id = id;
  }

  setWindowOpenHandler(handler: Handler): void {
    this.windowOpen = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  postMessage(channel: string, _message: unknown, ports: readonly MessagePortMain[]): void {
    this.posted.push({ channel, ports });
  }

  reload(): void {
    this.reloads += 1;
  }
}

interface WindowOptions {
  readonly show: boolean;
  readonly webPreferences: Readonly<Record<string, unknown>>;
}

export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  readonly loaded: string[] = [];
  focused = 0;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.webContents = new WebContents(recorded.windows.length + 1);
    recorded.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(address: string): Promise<void> {
    this.loaded.push(address);
  }

  show(): void {
    this.focused += 1;
  }

  focus(): void {
    this.focused += 1;
  }

  restore(): void {
    this.focused += 1;
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return false;
  }
}

class IpcMain extends EventEmitter {
  override on(channel: string, listener: (...values: never[]) => void): this {
    recorded.listeners.set(channel, listener);
    return this;
  }

  handle(channel: string, handler: Handler): void {
    recorded.handlers.set(channel, handler);
  }
}

export const ipcMain = new IpcMain();

class IpcRenderer extends EventEmitter {
  send(channel: string, ...values: unknown[]): void {
    recorded.invoked.push({ channel, values });
  }

  async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
    recorded.invoked.push({ channel, values });
    return [];
  }
}

export const ipcRenderer = new IpcRenderer();

/** A utility process whose other side is the test: `received` are main's messages, `emit('message')` its answers. */
export class UtilityProcessStub extends EventEmitter {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Its services were closed before its line was. */
  finished = false;

  constructor(program: string, args: readonly string[], options: Readonly<Record<string, unknown>>) {
    super();
    this.program = program;
    this.args = args;
    this.options = options;
  }
}

export const utilityProcess = {
  fork(program: string, args: readonly string[], options: Readonly<Record<string, unknown>>): UtilityProcessStub {
    const child = new UtilityProcessStub(program, args, options);
    recorded.forks.push(child);
    queueMicrotask(() => app.emit('stub:forked', child));
    return child;
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly unknown[]): void {
    recorded.order.push('registerSchemes');
    recorded.schemes.push(...schemes);
  },
};

export const safeStorage = {
  isEncryptionAvailable: () => answers.encryption,
  getSelectedStorageBackend: () => answers.backend,
  encryptString: (text: string) => Buffer.from(text, 'utf8').reverse(),
  decryptString: (sealed: Buffer) => Buffer.from(sealed).reverse().toString('utf8'),
};

export const dialog = {
  async showOpenDialog(): Promise<{ canceled: boolean; filePaths: string[] }> {
    return { canceled: answers.pickedFolders.length === 0, filePaths: answers.pickedFolders };
  },
  async showMessageBox(...values: readonly unknown[]): Promise<{ response: number }> {
    recorded.boxes.push(values.at(-1) as { message: string });
    return { response: answers.button };
  },
  showErrorBox: (_title: string, message: string) => void recorded.boxes.push({ message }),
};

export const shell = { openExternal: async (address: string): Promise<void> => void recorded.external.push(address) };
export const crashReporter = { start: (options: object) => void recorded.crashReporter.push(options) };
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => void (recorded.menu = menu) };
export const contextBridge = { exposeInMainWorld: (name: string, api: object) => void recorded.exposed.set(name, api) };
export const webUtils = { getPathForFile: (file: { readonly path: string }) => file.path };
