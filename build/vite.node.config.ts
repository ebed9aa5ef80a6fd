import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { appEntries, folders, preloadEntries, toolEntries } from './entries.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Native or bound to its own files: never bundled. */
const outside = ['electron', 'sharp', /^@img\//, 'node-av', /^node-av\//, /^@seydx\//, '@electric-sql/pglite', /^@electric-sql\/pglite\//, 'pg-native', 'bufferutil', 'utf-8-validate'];

/** Mode `app` = hosts, store process, command line; `preload`; `tools` = server, simulator, sample, bench. */
export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'preload') return bundle({ entries: preloadEntries, folder: folders.preload, format: 'cjs', inside: true });
  if (mode === 'tools') return bundle({ entries: toolEntries, folder: folders.tools, format: 'es', inside: false });
  return bundle({ entries: appEntries, folder: folders.app, format: 'es', inside: true });
});

interface Bundle {
  readonly entries: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly format: 'es' | 'cjs';
  /** Libraries go into the bundle, so that the package needs no `node_modules` beside native ones. */
  readonly inside: boolean;
}

function bundle({ entries, folder, format, inside }: Bundle): UserConfig {
  const present = Object.entries(entries).filter(([, source]) => existsSync(`${root}${source}`));
  return {
    root,
    publicDir: false,
    ssr: inside ? { noExternal: true, target: 'node' } : { target: 'node' },
    build: {
      ssr: true,
      outDir: `${root}${folder}`,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(present.map(([name, source]) => [name, `${root}${source}`])),
        external: outside,
        output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}
