// Builds everything: `node build/build.mjs`, or only some of it: `node build/build.mjs renderer app`.
// Parts: renderer, app, preload, tools. A missing entry fails after the rest is built.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { appEntries, folders, preloadEntries, toolEntries } from './entries.mjs';
import { sourceStamp, writeStamp } from './launch/stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const parts = ['renderer', 'app', 'preload', 'tools'];
const asked = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) fail(`There is no part called ${unknown.join(', ')}. Parts are: ${parts.join(', ')}.`);
const wanted = asked.length === 0 ? parts : asked;
const began = Date.now();
const stamp = sourceStamp(root);

for (const part of wanted) {
  if (sourcesOf(part).some((source) => existsSync(`${root}${source}`))) await buildPart(part);
}
const missing = wanted.flatMap(sourcesOf).filter((source) => !existsSync(`${root}${source}`));
if (missing.length > 0) fail(`Built what is there, but these entries do not exist: ${missing.join(', ')}`);
if (asked.length === 0) {
  for (const folder of new Set(Object.values(folders))) removeOlder(`${root}${folder}`);
  writeStamp(root, stamp);
}
process.stdout.write(`Built ${wanted.join(', ')} in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);

/**
 * What an earlier build left. It goes last, so that a program that runs meanwhile finds its files as long as possible.
 *
 * @param {string} folder
 */
function removeOlder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) removeOlder(path);
    else if (statSync(path).mtimeMs < began - 1000) rmSync(path, { force: true });
  }
}

/** @param {string} part */
async function buildPart(part) {
  const configFile = `${root}build/vite.${part === 'renderer' ? 'renderer' : 'node'}.config.ts`;
  await build({ configFile, mode: part === 'renderer' ? 'production' : part, logLevel: 'warn' });
}

/**
 * @param {string} part
 * @returns {string[]}
 */
function sourcesOf(part) {
  if (part === 'renderer') return ['renderer/index.html', 'renderer/main.tsx'];
  return Object.values(part === 'app' ? appEntries : part === 'preload' ? preloadEntries : toolEntries);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
