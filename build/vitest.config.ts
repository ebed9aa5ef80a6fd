import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { electron: `${root}tests/support/electronStub.ts` } },
  test: {
    include: ['shared/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'electron/**/*.test.ts', 'server/**/*.test.ts', 'build/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/journeys/**', '**/node_modules/**', 'out/**'],
    setupFiles: ['tests/support/seededProperties.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
