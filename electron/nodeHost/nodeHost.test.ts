import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOST_CONTRACT } from '#shared/bridge/contractNumber.ts';
import { folderGrant } from '#shared/bridge/hostContract.ts';
import { bundle } from '../../tests/support/bundle.ts';
import { ask, openPage, startHost, tradeTicket, type HostProcess } from '../../tests/support/nodeHostProcess.ts';

let program = '';
let folder = '';
const running: HostProcess[] = [];

beforeAll(async () => {
  program = await bundle({ nodeHost: 'electron/nodeHost/main.ts', storeProcess: 'electron/storeProcess/main.ts' });
  folder = mkdtempSync(join(tmpdir(), 'sightline-host-'));
}, 60_000);
afterEach(async () => {
  for (const host of running.splice(0)) await host.stop('SIGKILL');
});
afterAll(() => {
  rmSync(program, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

async function start(profile: string, ...args: string[]): Promise<HostProcess> {
  const host = await startHost(program, ['--profile', join(folder, profile), '--no-open', ...args]);
  running.push(host);
  return host;
}

async function startWithPage(profile: string, ...args: string[]) {
  const host = await start(profile, ...args);
  const cookie = (await tradeTicket(host.port, host.ticket)) ?? '';
  return { started: host, cookie, ...(await openPage(host.port, { cookie })) };
}

const HELLO = { contract: String(HOST_CONTRACT) };

describe('the door', () => {
  it('lets the page in with a ticket, once, and with its cookie from then on', async () => {
    const host = await start('door');
    const cookie = await tradeTicket(host.port, host.ticket);
    expect(cookie).toMatch(new RegExp(`^sightline-${host.port}=`));
    expect(await tradeTicket(host.port, host.ticket)).toBeNull();
    expect(await tradeTicket(host.port, 'guessed')).toBeNull();
    const page = await openPage(host.port, { cookie: cookie ?? '' });
    expect(await page.host.app.hello(HELLO)).toMatchObject({ ...HELLO, open: null });
    const full = await ask(host.port, '/session', { method: 'POST', headers: { origin: `http://127.0.0.1:${host.port}` }, body: '{"ticket":"x"}' });
    expect(full.status).toBe(401);
  });

  it('gives the cookie to the page only: no scripts, no other sites', async () => {
    const host = await start('cookie');
    const { headers } = await ask(host.port, '/session', { method: 'POST', headers: { origin: `http://127.0.0.1:${host.port}` }, body: JSON.stringify({ ticket: host.ticket }) });
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('turns strangers away', async () => {
    const { started: { port }, cookie } = await startWithPage('strangers');
    const own = `http://127.0.0.1:${port}`;
    const media = '/media/00000000-0000-4000-8000-000000000000/00000000-0000-4000-8000-000000000000';
    const status = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> => (await ask(port, path, { headers, method })).status;
    expect(await status('/', { host: 'evil.example' })).toBe(421);
    expect(await status('/', { host: `localhost:${port}` })).toBe(421);
    expect(await status('/', { origin: 'https://evil.example' })).toBe(403);
    expect(await status('/', { origin: 'null' })).toBe(403);
    expect(await status(media, { cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status(media, { cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status('/', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(200);
    expect(await status('/', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'no-cors' })).toBe(403);
    expect(await status(media, {})).toBe(401);
    expect(await status(media, { cookie: `sightline-${port}=guess` })).toBe(401);
    expect(await status(media, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(404);
    expect(await status('/', { origin: own }, 'POST')).toBe(405);
    expect(await status('/session', { origin: 'https://evil.example' }, 'POST')).toBe(403);
    expect(await status('/session', {}, 'POST')).toBe(403);
    expect(await status('/second-start', { authorization: 'Bearer guess' }, 'POST')).toBe(401);
    await expect(openPage(port, { cookie, origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(openPage(port, { cookie, host: 'evil.example' })).rejects.toThrow('421');
    await expect(openPage(port, {})).rejects.toThrow('401');
  });

  it('serves the built page and nothing beside it', async () => {
    const host = await start('files');
    const page = await ask(host.port, '/');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1];
    expect(page.body.toString()).toContain(`<meta property="csp-nonce" nonce="${nonce}" />`);
    expect((await ask(host.port, '/assets/page-1.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/assets/../../package.json', '//etc/passwd', '/assets', '/.hidden.js', '/a\\..\\b.js', '/assets/page-1.js%00']) {
      expect([400, 404], path).toContain((await ask(host.port, path)).status);
    }
  });
});

describe('a profile', () => {
  it('is closed to others and keeps its port', async () => {
    const first = await start('port');
    expect(statSync(join(folder, 'port')).mode & 0o777).toBe(0o700);
    await first.stop();
    expect((await start('port')).port).toBe(first.port);
  });

  it('refuses loudly when another program has its port', async () => {
    mkdirSync(join(folder, 'taken'));
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    writeFileSync(join(folder, 'taken', 'port'), `${port}\n`);
    await expect(start('taken')).rejects.toThrow(`Another program on this computer uses port ${port}`);
    other.close();
  });

  it('hands a second start to the first, folder included, also past a page that listens', async () => {
    mkdirSync(join(folder, 'photos'));
    const { started, host } = await startWithPage('second');
    const opened = host.app.opened({})[Symbol.asyncIterator]();
    const next = opened.next();
    await host.app.readSettings({});
    const second = await start('second', '--open', join(folder, 'photos'));
    expect(second.port).toBe(started.port);
    const opening = folderGrant.parse((await next).value);
    expect(opening.name).toBe('photos');
    expect(JSON.stringify(opening)).not.toContain(folder);
    expect(await host.files.list({ grant: opening.grant, path: '' })).toEqual([]);
    await new Promise((resolve) => (second.child.exitCode === null ? second.child.once('exit', resolve) : resolve(null)));
    expect(second.child.exitCode).toBe(0);
    await expect(start('second', '--open', join(folder, 'no-such'))).rejects.toThrow('no-such');
  });

  it('starts again after it was killed, and knows the page from before', async () => {
    const { started, cookie } = await startWithPage('killed');
    await started.stop('SIGKILL');
    const again = await start('killed');
    expect(again.port).toBe(started.port);
    const page = await openPage(again.port, { cookie });
    expect(await page.host.app.hello(HELLO)).toMatchObject(HELLO);
  });

  it('says one line on stdout and closes cleanly when told', async () => {
    const host = await start('clean');
    expect(await host.stop('SIGINT')).toBe(0);
    expect(host.stdout()).toMatch(/^Sightline is ready: http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]+\n$/);
  });

  it('lets the window look for a folder by places, and opens the chosen one', async () => {
    const { host } = await startWithPage('browse');
    let { folders } = await host.dialogs.browse({ place: null });
    let place = folders.find(({ name }) => name === '/')?.place ?? '';
    for (const step of folder.split('/').slice(1)) {
      ({ folders } = await host.dialogs.browse({ place }));
      place = folders.find(({ name }) => name === step)?.place ?? '';
    }
    const { grant, name } = await host.dialogs.choose({ place });
    expect(name).toBe(folder.split('/').at(-1));
    expect((await host.files.list({ grant, path: '' })).map((entry) => entry.name)).toContain('browse');
    await expect(host.dialogs.pickFolder({ title: 'Open' })).rejects.toMatchObject({ code: 'dialogs/not-here' });
    await expect(host.dialogs.choose({ place: folder })).rejects.toMatchObject({ code: 'dialogs/no-place' });
  });

  it('keeps settings, changes made at once included', async () => {
    const { host } = await startWithPage('settings');
    await Promise.all([host.app.writeSettings({ set: { theme: 'dark' } }), host.app.writeSettings({ set: { size: 2, gone: null } })]);
    expect(await host.app.readSettings({})).toEqual({ theme: 'dark', size: 2 });
    expect(JSON.parse(readFileSync(join(folder, 'settings', 'settings.json'), 'utf8'))).toMatchObject({ values: { theme: 'dark' } });
  });
});

describe('the store process', () => {
  it('serves a folder opened at the start: list, thumbnail, ranges', async () => {
    const sample = join(program, 'assets', 'sample', 'field');
    const { started, host, cookie } = await startWithPage('media', '--open', sample);
    const { open } = await host.app.hello(HELLO);
    const project = await host.projects.openFolder({ grant: open?.grant ?? '' });
    const items = [];
    for await (const step of host.projects.index({ project: project.id })) items.push(...step.items);
    const item = items.find(({ media }) => media === 'image');
    const thumb = await ask(started.port, `/thumb/${project.id}/${item?.id}?side=64`, { headers: { cookie } });
    expect(thumb.status).toBe(200);
    expect(thumb.headers['content-type']).toMatch(/^image\//);
    const whole = await ask(started.port, `/media/${project.id}/${item?.id}`, { headers: { cookie } });
    const part = await ask(started.port, `/media/${project.id}/${item?.id}`, { headers: { cookie, range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.body.equals(whole.body.subarray(100, 200))).toBe(true);
  });

  it('comes back when it is killed; what was asked meanwhile fails with a code, and a retry works', async () => {
    const { started, host } = await startWithPage('restart', '--open', folder);
    const { open } = await host.app.hello(HELLO);
    const grant = open?.grant ?? '';
    await host.journal.open({ database: 'local' });
    for (let round = 0; round < 3; round += 1) {
      process.kill(storeOf(started), 'SIGSTOP');
      const underWay = Array.from({ length: 20 }, () => host.files.list({ grant, path: '' }).then(() => 'answered', (error: unknown) => (error as { code: string }).code));
      await host.app.readSettings({});
      process.kill(storeOf(started), 'SIGKILL');
      expect(new Set(await Promise.all(underWay))).toEqual(new Set(['host/restarted']));
      expect((await host.files.list({ grant, path: '' })).length).toBeGreaterThan(0);
      expect(await host.journal.append({ database: 'local', records: [{ type: 'op', lseq: round + 1, body: {} }] })).toEqual({ lastLseq: round + 1 });
    }
  });
});

/** The store process is the host's only child. */
function storeOf({ child }: HostProcess): number {
  return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0]);
}
