import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { errorSentence } from '#shared/base/errors.ts';
import { readFlags, type Flags } from '../services/flags.ts';
import { machineClock } from '../services/machineClock.ts';
import { programFolders } from '../services/programFolders.ts';
import { runLog } from '../services/runLog.ts';
import { registerScheme } from './appProtocol.ts';
import { keepCrashesHere } from './crashes.ts';
import { startElectronHost, type ElectronHost } from './electronHost.ts';
import { setMenu } from './menu.ts';
import { secureContents } from './secureContents.ts';
import { setSwitches } from './switches.ts';

/** Everything that must be said before the app is ready, in the order Electron needs it. */
function prepare(flags: Flags): string {
  const profile = flags.profile ?? app.getPath('userData');
  const temporary = join(profile, 'tmp');
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  app.setPath('temp', temporary);
  app.enableSandbox();
  setSwitches();
  registerScheme();
  secureContents();
  return profile;
}

async function main(): Promise<void> {
  const flags = flagsOf(process.argv, process.cwd());
  const profile = prepare(flags);
  if (!app.requestSingleInstanceLock()) return app.quit();
  const log = runLog(profile, machineClock);
  keepCrashesHere(log);
  await app.whenReady();
  setMenu(process.platform, app.isPackaged);
  const host = startElectronHost({ profile, folders: programFolders(import.meta.url), log });
  const show = (folder: string | null): void => void host.show(folder).catch((error: unknown) => dialog.showErrorBox('Sightline', errorSentence(error)));
  app.on('second-instance', (_event, argv, cwd) => show(hostileFlags(argv, cwd)));
  app.on('activate', () => show(null));
  app.on('window-all-closed', () => app.quit());
  closeBeforeQuit(host);
  show(flags.open);
}

/** The store process finishes its writes before the app goes. */
function closeBeforeQuit(host: ElectronHost): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    void host.close().finally(() => app.exit(0));
  });
}

/** The browser's own flags stand on the same line, and in development the program's folder. */
function flagsOf(argv: readonly string[], cwd: string): Flags {
  return readFlags(argv.slice(1), cwd, { strict: false });
}

/** A second start can be anybody's: of what it says only a folder to open is heard, and checked like any other. */
function hostileFlags(argv: readonly string[], cwd: string): string | null {
  try {
    return flagsOf(argv, cwd).open;
  } catch {
    return null;
  }
}

/** Not awaited: Electron says `ready` only after this module has been read to its end. */
main().catch((error: unknown) => {
  process.stderr.write(`${errorSentence(error)}\n`);
  app.exit(1);
});
