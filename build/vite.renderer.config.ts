import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The schema library asks once whether it may compile its checks. The page's policy says no, loudly, so it must not ask. */
const output = { intro: '(globalThis.__zod_globalConfig ??= {}).jitless = true;' };

/** The window and its workers. Nothing inline and nothing as a data URL: the policy in force allows `'self'` only. */
export default defineConfig({
  root: `${root}renderer`,
  base: './',
  publicDir: `${root}assets/public`,
  plugins: [react()],
  worker: { format: 'es', rolldownOptions: { output } },
  build: {
    outDir: `${root}out/renderer`,
    emptyOutDir: false,
    target: 'chrome150',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: true,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { output },
  },
});
