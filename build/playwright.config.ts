import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { electronStatus } from './launch/electronStatus.mjs';
import { findChromium } from './launch/findChromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const electron = process.env['SIGHTLINE_ELECTRON'] ?? electronStatus({ root, platform: process.platform, env: process.env })?.program ?? null;
const chromium = findChromium(process.env);

/** The journeys are written once; `electron` joins where its program is there, and never downloads it. */
export default defineConfig({
  testDir: `${root}tests/journeys`,
  testMatch: '**/*.journey.ts',
  outputDir: `${root}test-results`,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `${root}reports/journeys.json` }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
  projects: [
    { name: 'node', metadata: { host: 'node' } },
    ...(electron === null ? [] : [{ name: 'electron', metadata: { host: 'electron', program: electron }, fullyParallel: false }]),
  ],
});
