import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @type {Readonly<Record<string, readonly string[]>>} */
const PLACES = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
};
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/**
 * The Chromium of this machine: `CHROMIUM` when set, else the usual places.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} [platform]
 * @param {(path: string) => boolean} [exists]
 * @returns {string | null}
 */
export function findChromium(env, platform = process.platform, exists = existsSync) {
  const named = env['CHROMIUM'];
  if (named !== undefined && named !== '') return exists(named) ? named : null;
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => (folder === '' || platform === 'win32' ? [] : NAMES.map((name) => join(folder, name))));
  return [...onPath, ...(PLACES[platform] ?? [])].find(exists) ?? null;
}
