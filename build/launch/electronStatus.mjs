import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} ElectronStatus
 * @property {string} folder the npm package
 * @property {string} version
 * @property {string | null} program the binary, when it is there and is that version
 */

/** @type {Readonly<Record<string, string>>} */
const PROGRAMS = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Looks at files only: loading the package itself would start a download.
 *
 * @param {{ root: string, platform: string, env: Readonly<Record<string, string | undefined>> }} place
 * @returns {ElectronStatus | null} null when the package is not installed
 */
export function electronStatus({ root, platform, env }) {
  const folder = join(root, 'node_modules', 'electron');
  const version = versionOf(folder);
  if (version === null) return null;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = override ?? join(folder, 'dist');
  const program = join(dist, PROGRAMS[platform] ?? 'electron');
  const right = override !== undefined || readText(join(dist, 'version'))?.trim().replace(/^v/, '') === version;
  return { folder, version, program: right && existsSync(program) ? program : null };
}

/**
 * @param {string} folder
 * @returns {string | null}
 */
function versionOf(folder) {
  const text = readText(join(folder, 'package.json'));
  return text === null ? null : /** @type {{ version: string }} */ (JSON.parse(text)).version;
}

/**
 * @param {string} file
 * @returns {string | null}
 */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
