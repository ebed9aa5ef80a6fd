import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from '../../build/launch/findChromium.mjs';
import { killHard, naming } from './processes.ts';

/** A Chromium window whose data stays on disk, as the app window's does. */
export interface BrowserWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
  /** Ends every process of the browser at once. */
  kill(): Promise<void>;
}

/** `folder` holds the browser's own data and must be nobody else's. */
export async function openBrowser(folder: string, viewport = { width: 1440, height: 900 }, args: readonly string[] = []): Promise<BrowserWindow> {
  const executablePath = findChromium(process.env);
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath === null ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    viewport,
    args: [...args],
    locale: 'en-GB',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const gone = new Promise<void>((resolve) => void context.once('close', () => resolve()));
  const kill = (): Promise<void> => {
    killHard(naming(folder).map(({ pid }) => pid));
    return gone;
  };
  return { context, page, close: () => context.close(), kill };
}
