import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folders and files whose contents decide whether a build is current. Tests beside sources are not among them. */
const SOURCES = ['shared', 'electron', 'renderer', 'server', 'build', 'tests/sync', 'tests/bench', 'tests/kill', 'tests/support', 'assets/public', 'package-lock.json', 'package.json'];
const STAMP = ['out', 'build.stamp'];

/**
 * A hash over everything that is built, by content: file times mean nothing after a clone or a copy.
 *
 * @param {string} root
 * @returns {string}
 */
export function sourceStamp(root) {
  const hash = createHash('sha256');
  for (const name of SOURCES) {
    for (const file of filesOf(join(root, name))) {
      hash.update(relative(root, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function buildIsCurrent(root) {
  try {
    return readFileSync(join(root, ...STAMP), 'utf8') === sourceStamp(root);
  } catch {
    return false;
  }
}

/**
 * @param {string} root
 * @param {string} stamp taken before the build began, so that an edit made meanwhile is seen next time
 */
export function writeStamp(root, stamp) {
  mkdirSync(join(root, STAMP[0] ?? ''), { recursive: true });
  writeFileSync(join(root, ...STAMP), stamp);
}

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesOf(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (/\.test\.tsx?$/.test(entry.name) ? [] : filesOf(join(place, entry.name))));
}
