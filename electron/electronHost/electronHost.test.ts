import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { connect } from '#shared/bridge/client.ts';
import { HOST_CONTRACT } from '#shared/bridge/contractNumber.ts';
import { folderGrant, hostContract } from '#shared/bridge/hostContract.ts';
import { pageWire } from '../../tests/support/pageWire.ts';
import type * as Stub from '../../tests/support/electronStub.ts';
import type { storeInside } from '../../tests/support/storeInside.ts';

/** The hardening list of the design, line by line, against the program itself running on a recording stand-in. */

let profile = '';
let program = '';
/** Fresh for every test, together with everything that imports it. */
let stub: typeof Stub;
let serveInside: typeof storeInside;

vi.mock('../services/programFolders.ts', () => ({
  programFolders: () => ({ renderer: join(program, 'renderer'), storeProcess: '/p/storeProcess.js', preload: '/p/preload.cjs', samples: '/p/sample', version: '9.9.9' }),
}));

async function freshModules(): Promise<void> {
  vi.resetModules();
  stub = await import('../../tests/support/electronStub.ts');
  serveInside = (await import('../../tests/support/storeInside.ts')).storeInside;
}

beforeEach(async () => {
  await freshModules();
  program = mkdtempSync(join(tmpdir(), 'sightline-electron-'));
  profile = join(program, 'profile');
  mkdirSync(join(program, 'renderer'));
  process.argv = ['electron', '.', '--no-sandbox', '--profile', profile, '--some-browser-flag=1'];
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(program, { recursive: true, force: true });
});

/** Runs main.ts as Electron would, with a store process that answers. */
async function startApp(): Promise<void> {
  stub.app.on('stub:forked', (child: Stub.UtilityProcessStub) => void serveInside(child, program));
  await import('./main.ts');
  await vi.waitFor(() => expect(stub.recorded.windows.length + stub.recorded.exits.length + Number(stub.recorded.order.includes('quit'))).toBeGreaterThan(0));
}

function theWindow(): Stub.BrowserWindow {
  const [window] = stub.recorded.windows;
  if (window === undefined) throw new Error('no window was made');
  return window;
}

function own(): { given: Map<string, (...values: unknown[]) => unknown>; emit: (name: string, ...values: unknown[]) => boolean; spellChecker: boolean } {
  return stub.session.fromPartition('persist:sightline') as never;
}

/** Says "ready" as the preload does and takes the page's ports. */
function pagePorts(window = theWindow()): readonly [unknown, unknown] {
  stub.recorded.listeners.get('sightline:ready')?.(...([{ senderFrame: window.webContents.mainFrame, sender: window.webContents }] as never[]));
  const ports = window.webContents.posted.at(-1)?.ports ?? [];
  return [ports[0]?.port, ports[1]?.port];
}

function prevented(): { event: { preventDefault: () => void; url: string }; was: () => boolean } {
  let was = false;
  return { event: { preventDefault: () => void (was = true), url: '' }, was: () => was };
}

describe('windows and content', () => {
  it('1, 2: one factory, every preference written out, sandbox before ready', async () => {
    await startApp();
    expect(theWindow().options.webPreferences).toEqual({
      preload: '/p/preload.cjs', partition: 'persist:sightline', sandbox: true, contextIsolation: true, webSecurity: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: true,
    });
    const { order } = stub.recorded;
    expect(order.indexOf('enableSandbox')).toBeLessThan(order.indexOf('ready'));
    expect(order.indexOf('registerSchemes')).toBeLessThan(order.indexOf('ready'));
  });

  it('1, 5: no other file makes windows, views or loads files', () => {
    const here = new URL('.', import.meta.url);
    const breaking = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'window.ts')
      .filter((name) => /new (?:BrowserWindow|WebContentsView|BrowserView|BaseWindow)\b|loadFile\(|loadURL\(|file:\/\//.test(readFileSync(new URL(name, here), 'utf8')));
    expect(breaking).toEqual([]);
  });

  it('4, 5: loads from app://bundle only, a scheme without special rights', async () => {
    await startApp();
    expect(theWindow().loaded).toEqual(['app://bundle/']);
    expect(stub.recorded.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
    const answer = own().given.get('protocol:app') as (request: Request) => Promise<Response>;
    for (const address of ['app://other/index.html', 'app://bundle/..%2f..%2fetc%2fpasswd', 'app://bundle/out/electron/main.js']) expect((await answer(new Request(address))).status).toBe(404);
  });

  it('6, 7: bytes and page from one handler, with policy and nosniff', async () => {
    await startApp();
    const answer = own().given.get('protocol:app') as (request: Request) => Promise<Response>;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(program, 'renderer', 'index.html'), '<head></head>');
    const page = await answer(new Request('app://bundle/'));
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-[^']+'; /);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('unsafe-eval\' \'');
    const bytes = await answer(new Request('app://bundle/blob/abc', { headers: { range: 'bytes=0-1' } }));
    expect(await bytes.text()).toBe('store: GET app://bundle/blob/abc bytes=0-1');
    expect(bytes.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await answer(new Request('app://bundle/', { method: 'POST', body: 'x' }))).status).toBe(405);
  });

  it('3, 8: navigates nowhere and attaches nothing', async () => {
    await startApp();
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      for (const [url, stays] of [['https://evil.example/', true], ['file:///etc/passwd', true], ['app://bundle.evil/', true], ['app://user@bundle/', true], ['javascript:alert(1)', true], ['app://bundle/', false]] as const) {
        const { event, was } = prevented();
        theWindow().webContents.emit(name, { ...event, url });
        expect(was(), `${name} ${url}`).toBe(stays);
      }
    }
    const webview = prevented();
    theWindow().webContents.emit('will-attach-webview', webview.event);
    expect(webview.was()).toBe(true);
  });

  it('9: opens no windows; https links only after the whole address was shown', async () => {
    await startApp();
    const open = (url: string): unknown => theWindow().webContents.windowOpen(...([{ url }] as never[]));
    expect(open('https://example.org/a')).toEqual({ action: 'deny' });
    for (const url of ['http://example.org/', 'file:///etc/passwd', 'https://name@example.org/', 'javascript:1', 'not an address']) expect(open(url)).toEqual({ action: 'deny' });
    await vi.waitFor(() => expect(stub.recorded.boxes).toHaveLength(1));
    expect(stub.recorded.boxes[0]?.detail).toBe('https://example.org/a');
    expect(stub.recorded.external).toEqual([]);
    stub.answers.button = 0;
    open('https://example.org/b');
    await vi.waitFor(() => expect(stub.recorded.external).toEqual(['https://example.org/b']));
  });

  it('10: asks for nothing but a written list, no devices', async () => {
    await startApp();
    const request = own().given.get('permissionRequest') as (contents: unknown, name: string, decide: (yes: boolean) => void) => void;
    const decided = (name: string, url: string): boolean => {
      let answer = false;
      request({ getURL: () => url }, name, (yes) => (answer = yes));
      return answer;
    };
    const names = ['media', 'geolocation', 'notifications', 'midi', 'openExternal', 'clipboard-read', 'fileSystem', 'hid', 'serial', 'usb', 'display-capture', 'idle-detection', 'unknown'];
    for (const name of names) {
      expect(decided(name, 'app://bundle/'), name).toBe(false);
      expect(own().given.get('permissionCheck')?.(null, name, 'app://bundle/'), name).toBe(false);
    }
    expect(decided('fullscreen', 'app://bundle/')).toBe(true);
    expect(decided('fullscreen', 'https://evil.example/')).toBe(false);
    expect(own().given.get('devicePermission')?.({})).toBe(false);
    for (const name of ['select-hid-device', 'select-serial-port', 'select-usb-device']) {
      const { event, was } = prevented();
      const choose = vi.fn();
      own().emit(name, event, ...(name === 'select-serial-port' ? [[], {}, choose] : [{}, choose]));
      expect(was()).toBe(true);
      expect(choose.mock.calls[0]?.[0] ?? null).toSatisfy((chosen: unknown) => chosen === null || chosen === '');
    }
  });

  it('11: accepts no bad certificate', async () => {
    await startApp();
    const accept = vi.fn();
    const { event } = prevented();
    stub.app.emit('certificate-error', event, {}, 'https://x/', 'ERR', {}, accept);
    expect(accept).toHaveBeenCalledWith(false);
  });

  it('12: a release has no developer tools and takes no debugging switch', async () => {
    stub.answers.isPackaged = true;
    await startApp();
    expect(theWindow().options.webPreferences['devTools']).toBe(false);
    expect(JSON.stringify(stub.recorded.menu)).not.toMatch(/devtools|reload/i);
    await freshModules();
    stub.answers.isPackaged = true;
    stub.app.commandLine.appendSwitch('remote-debugging-port', '9222');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await startApp();
    expect(stub.recorded.exits).toEqual([1]);
    expect(stub.recorded.windows).toEqual([]);
  });

  it('13, 32: downloads nothing and asks no network, in any session', async () => {
    await startApp();
    for (const session of [own(), stub.session.defaultSession]) {
      const download = prevented();
      session.emit('will-download', download.event);
      expect(download.was()).toBe(true);
      const ask = (session as ReturnType<typeof own>).given.get('onBeforeRequest') as (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void;
      const cancelled = (url: string): boolean => {
        let answer = true;
        ask({ url }, ({ cancel }) => (answer = cancel));
        return answer;
      };
      for (const url of ['https://example.org/', 'http://127.0.0.1:80/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'app://bundle.evil/', 'blob:https://example.org/1', 'ftp://x/']) expect(cancelled(url), url).toBe(true);
      for (const url of ['app://bundle/', 'app://bundle/thumb/a/b', 'blob:app://bundle/1', 'data:image/png;base64,AA']) expect(cancelled(url), url).toBe(false);
      expect((session as ReturnType<typeof own>).spellChecker).toBe(false);
    }
    expect(stub.recorded.crashReporter).toEqual([expect.objectContaining({ uploadToServer: false })]);
  });
});

describe('IPC', () => {
  it('15: the preload exposes three named things, and no Electron object crosses', async () => {
    const posted: unknown[] = [];
    vi.stubGlobal('window', { postMessage: (...values: unknown[]) => posted.push(values) });
    vi.stubGlobal('location', { origin: 'app://bundle' });
    await import('./preload.ts');
    const page = stub.recorded.exposed.get('sightline') as { kind: string; ready: () => void; grant: (files: unknown[]) => Promise<unknown> };
    expect(Object.keys(page)).toEqual(['kind', 'ready', 'grant']);
    expect(Object.isFrozen(page)).toBe(true);
    expect(page.ready()).toBeUndefined();
    await page.grant([{ path: '/home/a/photos' }, { path: '' }]);
    expect(stub.recorded.invoked).toEqual([{ channel: 'sightline:ready', values: [] }, { channel: 'sightline:grant', values: [['/home/a/photos']] }]);
    stub.ipcRenderer.emit('sightline:ports', { ports: ['a', 'b'], sender: 'secret' });
    expect(posted).toEqual([['sightline:ports', 'app://bundle', ['a', 'b']]]);
    vi.unstubAllGlobals();
    expect(readFileSync(new URL('./preload.ts', import.meta.url), 'utf8').trim().split('\n').length).toBeLessThanOrEqual(30);
  });

  it('16: listens to the top frame of its own page only', async () => {
    await startApp();
    const { webContents } = theWindow();
    const ready = stub.recorded.listeners.get('sightline:ready');
    const grant = stub.recorded.handlers.get('sightline:grant');
    const strangers = [{ senderFrame: null, sender: webContents }, { senderFrame: { url: 'app://bundle/' }, sender: webContents }, { senderFrame: webContents.mainFrame, sender: { mainFrame: null } }];
    for (const event of strangers) {
      ready?.(...([event] as never[]));
      expect(await grant?.(...([event, [program]] as never[]))).toEqual([]);
    }
    webContents.mainFrame.url = 'https://evil.example/';
    ready?.(...([{ senderFrame: webContents.mainFrame, sender: webContents }] as never[]));
    expect(webContents.posted).toEqual([]);
  });

  it('17, 18: takes no paths but those of the preload, and gives none back', async () => {
    await startApp();
    const { webContents } = theWindow();
    const event = { senderFrame: webContents.mainFrame, sender: webContents };
    const grant = stub.recorded.handlers.get('sightline:grant');
    for (const hostile of ['text', [1], [''], ['x'.repeat(5000)], Array.from({ length: 101 }, () => '/')]) expect(await grant?.(...([event, hostile] as never[]))).toEqual([]);
    for (const path of ['relative', '/no/such/folder', `${program}\0`, '\\\\server\\share', 'file:///etc']) expect(await grant?.(...([event, [path]] as never[])), path).toEqual([]);
    const [granted] = z.array(folderGrant).parse(await grant?.(...([event, [program]] as never[])));
    expect(granted?.grant).toMatch(/^[0-9a-f-]{36}$/);
    expect(granted).toEqual({ grant: granted?.grant, name: program.split('/').at(-1) });
  });

  it('18: a grant is good for its own window only, and ends with it', async () => {
    await startApp();
    const host = connect(hostContract, pageWire(pagePorts()[0]));
    stub.answers.pickedFolders = [program];
    const picked = await host.dialogs.pickFolder({ title: 'Open' });
    expect(JSON.stringify(picked)).not.toContain(program);
    expect(await host.files.list({ grant: picked?.grant ?? '', path: '' })).toEqual([{ name: 'from the store', kind: 'other', bytes: 1 }]);
    const first = theWindow();
    first.emit('closed');
    stub.app.emit('activate');
    const second = stub.recorded.windows[1];
    const other = connect(hostContract, pageWire(pagePorts(second)[0]));
    await expect(other.files.list({ grant: picked?.grant ?? '', path: '' })).rejects.toMatchObject({ code: 'files/no-grant' });
    await expect(other.files.list({ grant: 'guess', path: '' })).rejects.toMatchObject({ code: 'files/no-grant' });
  });

  it('20: has these channels and no others', async () => {
    await startApp();
    expect([...stub.recorded.listeners.keys(), ...stub.recorded.handlers.keys()]).toEqual(['sightline:ready', 'sightline:grant']);
    pagePorts();
    expect(theWindow().webContents.posted.map(({ channel }) => channel)).toEqual(['sightline:ports']);
  });

  it('gives page and worker a port each, and both are answered', async () => {
    await startApp();
    for (const port of pagePorts()) expect(await connect(hostContract, pageWire(port)).app.hello({ contract: String(HOST_CONTRACT) })).toMatchObject({ version: '9.9.9', language: 'de', capabilities: ['native-dialogs', 'local-files', 'server', 'sealed-secrets'] });
  });
});

describe('processes', () => {
  it('21, 22: work with files runs in a utility process without our environment, started again when it dies', async () => {
    process.env['SIGHTLINE_SECRET_FOR_TEST'] = 'x';
    await startApp();
    await vi.waitFor(() => expect(stub.recorded.forks).toHaveLength(1));
    const [child] = stub.recorded.forks;
    expect(child?.program).toBe('/p/storeProcess.js');
    expect(JSON.stringify(child?.options)).not.toContain('SIGHTLINE_SECRET_FOR_TEST');
    const host = connect(hostContract, pageWire(pagePorts()[0]));
    expect(await host.projects.recent({})).toEqual([]);
    child?.emit('exit', 9);
    await vi.waitFor(() => expect(stub.recorded.forks).toHaveLength(2));
    expect(await host.projects.recent({})).toEqual([]);
  });

  it('23: a lost page is loaded again, then the person is asked', async () => {
    await startApp();
    const { webContents } = theWindow();
    for (let times = 0; times < 5; times += 1) webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(webContents.reloads).toBe(3);
    expect(stub.recorded.boxes.length).toBe(2);
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(stub.recorded.boxes.length).toBe(2);
    theWindow().emit('unresponsive');
    stub.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 });
    const log = readFileSync(join(profile, 'logs', 'sightline.log'), 'utf8');
    expect(log).toContain('crashed (5)');
    expect(log).toContain('a GPU process was lost');
  });

  it('finishes the store before it quits', async () => {
    await startApp();
    await connect(hostContract, pageWire(pagePorts()[0])).projects.recent({});
    const { event, was } = prevented();
    stub.app.emit('will-quit', event);
    expect(was()).toBe(true);
    await vi.waitFor(() => expect(stub.recorded.exits).toEqual([0]));
    expect(stub.recorded.forks[0]?.finished).toBe(true);
  });
});

describe('secrets and instances', () => {
  it.each([[true, 'gnome_libsecret', true], [true, 'basic_text', false], [true, 'unknown', false], [false, 'gnome_libsecret', false]])('29: keyring %s (%s) seals: %s', async (encryption, backend, sealed) => {
    Object.assign(stub.answers, { encryption, backend });
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
    const { sealedVault } = await import('./sealedVault.ts');
    const vault = sealedVault(program);
    expect(vault.sealed).toBe(sealed);
    await vault.vault.write('account', 'token-1');
    expect(await vault.vault.read('account')).toBe('token-1');
    const onDisk = statSync(join(program, 'vault'), { throwIfNoEntry: false });
    expect(onDisk !== undefined).toBe(sealed);
    await vault.vault.clear('account');
    expect(await vault.vault.read('account')).toBeNull();
  });

  it('31: the profile and its temporary folder are closed to others', async () => {
    await startApp();
    expect(statSync(profile).mode & 0o777).toBe(0o700);
    expect(statSync(join(profile, 'tmp')).mode & 0o777).toBe(0o700);
    expect(stub.recorded.paths.get('userData')).toBe(profile);
    expect(stub.recorded.paths.get('temp')).toBe(join(profile, 'tmp'));
  });

  it('34: one instance; of a second start only a folder is heard', async () => {
    await startApp();
    const host = connect(hostContract, pageWire(pagePorts()[0]));
    const next = host.app.opened({})[Symbol.asyncIterator]().next();
    await host.app.readSettings({});
    const second = (...argv: string[]): boolean => stub.app.emit('second-instance', {}, ['electron', '.', ...argv], program);
    second('--open');
    second('--open', '/no/such/folder', '--profile', '/etc', '--load-extension=/x');
    await vi.waitFor(() => expect(stub.recorded.boxes.at(-1)?.message).toContain('“folder”'));
    second('--open', '.');
    expect((await next).value).toMatchObject({ name: program.split('/').at(-1) });
    expect(stub.recorded.windows).toHaveLength(1);
  });

  it('34: a second instance leaves at once', async () => {
    stub.answers.firstInstance = false;
    await startApp();
    expect(stub.recorded.order).not.toContain('ready');
    expect(stub.recorded.windows).toEqual([]);
  });
});
