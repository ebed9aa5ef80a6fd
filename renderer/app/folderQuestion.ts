import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { ScreenStore } from '../session/screenStore.ts';

/** "Which folder?", asked in a dialog of ours and answered once. */
export interface FolderQuestion {
  readonly ask: () => Promise<FolderGrant | null>;
  readonly answer: (grant: FolderGrant | null) => void;
}

export function createFolderQuestion(screen: ScreenStore): FolderQuestion {
  let waiting: ((grant: FolderGrant | null) => void) | null = null;
  return {
    ask: () => {
      waiting?.(null);
      screen.setState({ folders: true });
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    answer: (grant) => {
      screen.setState({ folders: false });
      waiting?.(grant);
      waiting = null;
    },
  };
}

