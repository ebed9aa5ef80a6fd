import { dialog, type BrowserWindow } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant, HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';

/** The system's own dialogs. What the person picked becomes a grant; its path stays in main. */
export function nativeDialogs(window: BrowserWindow, grant: (path: string) => Promise<FolderGrant>): HandlersOf<HostContract>['dialogs'] {
  const notHere = async (): Promise<never> => {
    throw new AppError('dialogs/not-here', 'This window uses the dialogs of the system.');
  };
  return {
    async pickFolder({ title }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: title.slice(0, 200), properties: ['openDirectory', 'createDirectory'] });
      const path = filePaths[0];
      return canceled || path === undefined ? null : grant(path);
    },
    browse: notHere,
    choose: notHere,
  };
}
