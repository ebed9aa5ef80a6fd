import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findChromium } from './findChromium.mjs';

/**
 * What the tests need from the system and do not have. Chromium is needed; fonts, PostgreSQL and ffmpeg, which makes the test clips,
 * make more tests run.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string[]} names of Debian packages
 */
export function missingPackages(env) {
  return [
    ...(findChromium(env) === null ? ['chromium'] : []),
    ...(process.platform === 'linux' && !hasNoto() ? ['fonts-noto-core'] : []),
    ...(process.platform === 'linux' && !hasPostgres() ? ['postgresql'] : []),
    ...(process.platform === 'linux' && !hasFfmpeg() ? ['ffmpeg'] : []),
  ];
}

/**
 * Installs them where that is possible without asking: root on a Debian.
 *
 * @param {readonly string[]} names
 * @param {(line: string) => void} say
 * @returns {string | null} a sentence on what to do when it could not be done
 */
export function installPackages(names, say) {
  if (names.length === 0) return null;
  const advice = adviceFor(names);
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return advice;
  say(`Installing ${names.join(', ')} with apt…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', ...names]]) {
    const ran = spawnSync('apt-get', [...lock, ...args], { stdio: ['ignore', 'ignore', 2], env });
    if (ran.status !== 0) return advice;
  }
  return null;
}

/**
 * @param {readonly string[]} names
 * @returns {string}
 */
function adviceFor(names) {
  if (process.platform === 'linux') return `Missing on this machine: ${names.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${names.join(' ')}`;
  return 'No Chromium was found. Install Chrome or Chromium, or set CHROMIUM to the path of one.';
}

function hasNoto() {
  return existsSync('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf') || existsSync('/usr/share/fonts/noto/NotoSans-Regular.ttf');
}

function hasPostgres() {
  if (process.env['DATABASE_URL'] !== undefined) return true;
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  return versions.some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`));
}

function hasFfmpeg() {
  return spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
}
