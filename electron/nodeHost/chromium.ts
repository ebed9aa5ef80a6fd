import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES: Readonly<Record<string, readonly string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
};

/** What the choice depends on. */
export interface Desktop {
  readonly platform: string;
  readonly env: Environment;
  readonly exists: (path: string) => boolean;
}

export const thisDesktop: Desktop = { platform: process.platform, env: process.env, exists: existsSync };

/** The Chromium to open a window with: `CHROMIUM` when set, else the usual places; `null` without one or a display. */
export function findChromium({ platform, env, exists }: Desktop): string | null {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return null;
  const named = env['CHROMIUM'];
  if (named) return exists(named) ? named : null;
  const folders = platform === 'win32' ? [] : (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...(PLACES[platform] ?? [])].find(exists) ?? null;
}

/**
 * An app window with a browser profile of its own: no tabs, no extensions, nothing fetched behind our back. Without the
 * software renderer a machine with no usable graphics card would have no 3D at all; root gets no sandbox from Chromium.
 */
export function windowArguments(address: string, profile: string, { isRoot, isFirst }: { readonly isRoot: boolean; readonly isFirst: boolean }): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${join(profile, 'chromium')}`,
    '--enable-unsafe-swiftshader', '--no-first-run', '--no-default-browser-check', '--password-store=basic',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-domain-reliability', '--disable-breakpad', '--no-pings',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication',
    // Later windows are where and as large as the person left the last one.
    ...(isFirst ? ['--start-maximized'] : []),
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** The profile's browser has never had a window. */
export function isFirstWindow(profile: string, { exists }: Pick<Desktop, 'exists'>): boolean {
  return !exists(join(profile, 'chromium'));
}

/** Opens the window, until the signal. Resolves when that Chromium ended: at once if it handed over to one that was running. */
export function openWindow(program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', signal });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
