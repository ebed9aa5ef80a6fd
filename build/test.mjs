// `npm test`: everything, from a fresh clone. Each suite runs whatever the earlier ones said; the last line counts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './launch/prepare.mjs';
import { ensurePackages } from './launch/packages.mjs';
import { installPackages, missingPackages } from './launch/systemPackages.mjs';
import { countPlaywright, countVitest, lastLine, settle } from './launch/suites.mjs';

const SEEDS = '400';
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
const local = (/** @type {string} */ path) => join(root, ...path.split('/'));

rmSync(local('reports'), { recursive: true, force: true });
mkdirSync(local('reports'), { recursive: true });
if (!ensurePackages(root, say)) finish([['packages', { passed: 0, failed: 1, skipped: 0 }]]);
const advice = installPackages(missingPackages(process.env), say);
if (advice !== null) say(advice);

/** @type {[string, import('./launch/suites.mjs').Counts][]} */
const results = [
  ['types', plain('types', ['node_modules/typescript/bin/tsc', '-b'])],
  ['lint', plain('lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '-c', 'build/oxlint.json', 'shared', 'electron', 'renderer', 'server', 'build', 'tests'])],
  ['units', reported('units', ['node_modules/vitest/vitest.mjs', 'run', '-c', 'build/vitest.config.ts', '--reporter=default', '--reporter=json', '--outputFile.json=reports/units.json'], countVitest)],
];
const problem = prepare(root);
results.push(['build', { passed: problem === null ? 1 : 0, failed: problem === null ? 0 : 1, skipped: 0 }]);
if (problem === null) {
  results.push(['simulation', plain('simulation', ['--enable-source-maps', 'out/tools/simulate.js', '--seeds', SEEDS])]);
  results.push(['journeys', reported('journeys', ['node_modules/@playwright/test/cli.js', 'test', '-c', 'build/playwright.config.ts'], countPlaywright)]);
} else {
  say(problem);
  results.push(['simulation', settle(null, 1)], ['journeys', settle(null, 1)]);
}
if (advice !== null) say(advice);
finish(results);

/**
 * A suite that only says yes or no.
 *
 * @param {string} name
 * @param {string[]} args
 */
function plain(name, args) {
  const code = run(name, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/**
 * A suite that leaves `reports/<name>.json`.
 *
 * @template T
 * @param {string} name
 * @param {string[]} args
 * @param {(report: T) => import('./launch/suites.mjs').Counts} count
 */
function reported(name, args, count) {
  const code = run(name, args);
  try {
    return settle(count(JSON.parse(readFileSync(local(`reports/${name}.json`), 'utf8'))), code);
  } catch {
    return settle(null, code);
  }
}

/**
 * @param {string} name
 * @param {string[]} args the program is the first; paths with `/` are ours
 * @returns {number}
 */
function run(name, args) {
  say(`\n── ${name} ──`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, CI: '1' } }).status ?? 1;
}

/**
 * @param {[string, import('./launch/suites.mjs').Counts][]} all
 * @returns {never}
 */
function finish(all) {
  say('');
  for (const [name, counts] of all) say(`${name.padEnd(12)} ${lastLine([counts])}`);
  say('');
  say(lastLine(all.map(([, counts]) => counts)));
  process.exit(all.some(([, { failed }]) => failed > 0) ? 1 : 0);
}
