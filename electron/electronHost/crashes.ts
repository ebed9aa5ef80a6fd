import { app, crashReporter, dialog, type BrowserWindow } from 'electron';
import type { Clock } from '#shared/base/ports.ts';

/** So many reloads of a crashing page in a minute, and the person is asked instead. */
const MOST_RELOADS = 3;

/** Dumps stay on this machine. Before the app is ready. */
export function keepCrashesHere(log: (text: string) => void): void {
  crashReporter.start({ uploadToServer: false, submitURL: '', ignoreSystemCrashHandler: false });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log(`a ${type} process was lost: ${reason} (${exitCode})`));
}

/** A page that crashes or hangs is loaded again; what was saved comes back with it, the open draft too. */
export function watchWindow(window: BrowserWindow, log: (text: string) => void, clock: Clock): void {
  let reloads: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the window's process was lost: ${reason} (${exitCode})`);
    reloads = [...reloads, clock.ticks()].filter((at) => at > clock.ticks() - 60_000);
    if (reloads.length <= MOST_RELOADS) window.webContents.reload();
    else void askToReload(window, 'The window stopped several times in a row. What was saved is safe.');
  });
  window.on('unresponsive', () => {
    log('the window does not respond');
    void askToReload(window, 'The window does not respond. What was saved is safe.');
  });
}

async function askToReload(window: BrowserWindow, message: string): Promise<void> {
  const { response } = await dialog.showMessageBox({ type: 'warning', message, buttons: ['Load again', 'Wait'], defaultId: 0, cancelId: 1 });
  if (response === 0 && !window.isDestroyed()) window.webContents.reload();
}
