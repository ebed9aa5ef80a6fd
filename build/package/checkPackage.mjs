// Packs the built program around a stand-in for Electron's binary, looks at what went in, and starts the packed files
// with plain Node. Needs no network and no Electron. `node build/package/checkPackage.mjs`, after `npm run build`.
import { extractAll, listPackage } from '@electron/asar';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemsOf } from './packedFiles.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'sightline-package-'));
try {
  const problem = await check();
  process.stdout.write(problem === null ? 'The package is complete and starts.\n' : `${problem}\n`);
  process.exitCode = problem === null ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns {Promise<string | null>} what is wrong, or null */
async function check() {
  if (!existsSync(join(root, 'out/electron/main.js')) || !existsSync(join(root, 'out/renderer/index.html'))) return 'There is nothing to pack. Run `npm run build` first.';
  const packed = pack(standIn());
  if (packed !== null) return packed;
  const archive = join(scratch, 'package', 'linux-unpacked', 'resources', 'app.asar');
  const problems = problemsOf(listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/')));
  if (problems.length > 0) return `The package is not what it should be:\n${problems.join('\n')}`;
  extractAll(archive, join(scratch, 'app'));
  return startsAndAnswers(join(scratch, 'app'));
}

/** The smallest folder that electron-builder takes for Electron. */
function standIn() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  const folder = join(scratch, 'electron');
  /** @type {Readonly<Record<string, string>>} */
  const files = { electron: '#!/bin/sh\n', 'chrome-sandbox': '', version, LICENSE: '', 'LICENSES.chromium.html': '', 'locales/en-US.pak': '' };
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  chmodSync(join(folder, 'electron'), 0o755);
  return folder;
}

/**
 * @param {string} electronDist
 * @returns {string | null}
 */
function pack(electronDist) {
  const config = join(scratch, 'builder.json');
  const own = { extends: join(root, 'build/package/electron-builder.yml'), electronDist, electronFuses: null, directories: { output: join(scratch, 'package') }, linux: { target: ['dir'] } };
  writeFileSync(config, JSON.stringify(own));
  const ran = spawnSync(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), '--dir', '--linux', '--publish', 'never', '--config', config, '--projectDir', root], { cwd: root, encoding: 'utf8' });
  return ran.status === 0 ? null : `electron-builder refused:\n${ran.stdout.slice(-3000)}${ran.stderr.slice(-3000)}`;
}

/**
 * @param {string} app
 * @returns {Promise<string | null>}
 */
async function startsAndAnswers(app) {
  const host = spawn(process.execPath, [join(app, 'out/electron/nodeHost.js'), '--no-open', '--profile', join(scratch, 'profile')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (/** @type {Buffer} */ bytes) => void (said += bytes.toString()));
  const ended = new Promise((resolve) => void host.on('exit', resolve));
  try {
    const address = await addressOf(() => said, ended);
    return address === null ? `The packed program did not start:\n${said}` : await answers(new URL(address));
  } finally {
    host.kill();
    await ended;
  }
}

/**
 * @param {() => string} said
 * @param {Promise<unknown>} ended
 * @returns {Promise<string | null>}
 */
async function addressOf(said, ended) {
  let over = false;
  void ended.then(() => (over = true));
  for (let tries = 0; tries < 300 && !over; tries += 1) {
    const found = /Sightline is ready: (\S+)/.exec(said())?.[1];
    if (found !== undefined) return found;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  return null;
}

/**
 * The page comes from the package, and an address of bytes is answered by the packed store process.
 *
 * @param {URL} address
 * @returns {Promise<string | null>}
 */
async function answers({ origin, hash }) {
  const page = await fetch(origin);
  if (page.status !== 200) return `The packed page answered ${page.status}.`;
  const session = await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body: JSON.stringify({ ticket: hash.replace('#ticket=', '') }) });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const bytes = await fetch(`${origin}/blob/${'0'.repeat(64)}`, { headers: { cookie } });
  return bytes.status === 404 ? null : `The packed store process answered ${bytes.status}.`;
}
