import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { buildIsCurrent } from './stamp.mjs';

/**
 * Packages and build, whatever is missing. Everything said goes to stderr: stdout is the program's.
 *
 * @param {string} root
 * @returns {string | null} a sentence when it cannot go on
 */
export function prepare(root) {
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  if (!ensurePackages(root, say)) return 'The packages could not be installed; the lines above say why. Is the network there?';
  if (buildIsCurrent(root)) return null;
  say('Building…');
  const built = spawnSync(process.execPath, [join(root, 'build', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  return built.status === 0 ? null : 'The build failed; the lines above say where.';
}
