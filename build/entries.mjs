/**
 * What is bundled for Node, by the name of the file it becomes under `out/`. All of one map land in one folder, so
 * that `import.meta.url` means the same folder in an entry and in a chunk that entries share.
 */

/** Goes into the package: everything inside, only native modules stay outside. */
export const appEntries = {
  main: 'electron/electronHost/main.ts',
  storeProcess: 'electron/storeProcess/main.ts',
  decoderProcess: 'electron/decoderProcess/main.ts',
  nodeHost: 'electron/nodeHost/main.ts',
  cli: 'electron/cli/main.ts',
};

/** Preloads of a sandboxed window must be CommonJS in one file. */
export const preloadEntries = { preload: 'electron/electronHost/preload.ts' };

/** Runs beside `node_modules` only, so libraries stay there. */
export const toolEntries = {
  server: 'server/main.ts',
  simulate: 'tests/sync/simulate.ts',
  sample: 'build/sample/main.ts',
  bench: 'tests/bench/run.ts',
  kill: 'tests/kill/run.ts',
};

/** Where each map goes. */
export const folders = { app: 'out/electron', preload: 'out/electron', tools: 'out/tools', renderer: 'out/renderer' };

/**
 * The bundle of a program by its short name, as `build/run.mjs` takes it.
 *
 * @param {string} name
 * @returns {string | null}
 */
export function bundleOf(name) {
  if (Object.hasOwn(appEntries, name)) return `${folders.app}/${name}.js`;
  if (Object.hasOwn(toolEntries, name)) return `${folders.tools}/${name}.js`;
  return null;
}
