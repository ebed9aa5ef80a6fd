import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lock
 */

/**
 * Whether what is installed is what the lock asks for. Compared by content: file times lie after a clone or a copy.
 *
 * @param {Lock | null} lock
 * @param {Lock | null} installed npm's own note inside `node_modules`
 * @returns {boolean}
 */
export function packagesMatch(lock, installed) {
  if (installed?.packages === undefined) return false;
  const have = installed.packages;
  return Object.entries(lock?.packages ?? {}).every(([place, { version, optional, devOptional }]) => {
    if (place === '' || have[place]?.version === version) return true;
    return have[place] === undefined && (optional === true || devOptional === true);
  });
}

/**
 * Installs exactly what the lock says, when it is not there yet.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {boolean} whether everything is there now
 */
export function ensurePackages(root, say) {
  const lock = readLock(join(root, 'package-lock.json'));
  const note = join(root, 'node_modules', '.package-lock.json');
  if (packagesMatch(lock, readLock(note))) return true;
  say('Installing packages (about a minute, once)…');
  const { command, args, shell } = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  // An older npm runs every package's script; this word keeps the decoder's from fetching a program we do not use.
  const ran = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell, env: { ...process.env, SKIP_FFMPEG: 'true' } });
  return ran.status === 0;
}

/**
 * npm as it was started, or by name. Windows runs `npm.cmd` only through a shell.
 *
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args) {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('npm-cli.js') === true) return { command: process.execPath, args: [own, ...args], shell: false };
  return { command: 'npm', args, shell: process.platform === 'win32' };
}

/**
 * @param {string} file
 * @returns {Lock | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
