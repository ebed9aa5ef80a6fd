import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const REACH_MS = 3_000;
const STALL_MS = 20_000;
const LOOK_MS = 1_000;

/** Where Electron's own downloader looks first, unless a mirror is set. */
const HOME = 'https://github.com/electron/electron/releases/';

/**
 * Whether the place the binary comes from answers at all, in three seconds.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Promise<boolean>}
 */
export async function reachable(env) {
  const from = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'] ?? HOME;
  try {
    const answer = await fetch(from, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_MS) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/**
 * Runs the package's own installer. It has no time limit of its own, so it is ended when nothing arrives for a while.
 *
 * @param {{ folder: string, scratch: string, say: (line: string) => void, env: Readonly<Record<string, string | undefined>>, stallMs?: number }} job
 * @returns {Promise<boolean>} whether the binary is there now
 */
export function fetchElectron({ folder, scratch, say, env, stallMs = STALL_MS }) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', env: { ...env, TMPDIR: scratch, TMP: scratch, TEMP: scratch } });
  let bytes = 0;
  let moved = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(scratch) + sizeOf(join(folder, 'dist'));
    if (now !== bytes) {
      moved = Date.now();
      say(`Fetching Electron: ${(now / 1e6).toFixed(0)} MB`);
    } else if (Date.now() - moved > stallMs) child.kill('SIGKILL');
    bytes = now;
  }, LOOK_MS);
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ there) => {
      clearInterval(watch);
      rmSync(scratch, { recursive: true, force: true });
      resolve(there);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });
}

/**
 * @param {string} place
 * @returns {number}
 */
function sizeOf(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found?.size ?? 0;
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(join(place, name)), 0);
}
