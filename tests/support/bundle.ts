import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles entries as the real build does, into a folder of their own, for tests that start real processes. */
export async function bundle(entries: Readonly<Record<string, string>>, folder = scratchProgram()): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true, outDir: join(folder, 'out', 'electron'), emptyOutDir: false, target: 'node20',
      rolldownOptions: { input: { ...entries }, external: ['sharp', /^@img\//, 'node-av', /^node-av\//, /^@seydx\//, 'bufferutil', 'utf-8-validate'], output: { entryFileNames: '[name].js' } },
    },
  });
  return folder;
}

/** A folder laid out like the program, inside the repository so that native packages are found; with a page of one line. */
function scratchProgram(): string {
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'out', 'scratch-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'assets'), join(folder, 'assets'));
  mkdirSync(join(folder, 'out', 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'out', 'renderer', 'index.html'), '<!doctype html>\n<html>\n  <head>\n    <title>page</title>\n  </head>\n</html>\n');
  writeFileSync(join(folder, 'out', 'renderer', 'assets', 'page-1.js'), 'export {};\n');
  return folder;
}
