import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles entries as the real build does, into a folder of their own, for tests that start real processes. */
export async function bundle(entries: Readonly<Record<string, string>>): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'sightline-bundle-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['sharp'] },
    build: { ssr: true, outDir, emptyOutDir: false, target: 'node20', rolldownOptions: { input: { ...entries }, output: { entryFileNames: '[name].js' } } },
  });
  return outDir;
}
