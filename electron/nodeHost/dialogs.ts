import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant, HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { BrowseDialogs } from '../services/browseDialogs.ts';

/** Plain Node has no dialogs: the window shows one and asks here what is where. */
export function browseOnly(folders: BrowseDialogs, grant: (path: string) => Promise<FolderGrant>): HandlersOf<HostContract>['dialogs'] {
  return {
    pickFolder: async () => {
      throw new AppError('dialogs/not-here', 'This window has no dialogs of the system; it shows its own.');
    },
    browse: ({ place }) => folders.browse(place),
    choose: async ({ place }) => grant(folders.pathOf(place)),
  };
}
