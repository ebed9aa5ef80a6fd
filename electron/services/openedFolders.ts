import type { FolderGrant } from '#shared/bridge/hostContract.ts';

/**
 * Folders the program was asked to open from outside (`--open`, a second start). The newest window that listens gets
 * them; with none listening the last one waits for the next window's hello.
 */
export class OpenedFolders {
  #waiting: FolderGrant | null = null;
  readonly #listeners: ((folder: FolderGrant) => void)[] = [];

  push(folder: FolderGrant): void {
    const listener = this.#listeners.at(-1);
    if (listener === undefined) this.#waiting = folder;
    else listener(folder);
  }

  /** What waits, once. */
  take(): FolderGrant | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }

  async *feed(signal: AbortSignal): AsyncGenerator<FolderGrant, void, undefined> {
    const inbox: FolderGrant[] = [];
    let wake: (() => void) | null = null;
    const listener = (folder: FolderGrant): void => {
      inbox.splice(0, inbox.length, folder);
      wake?.();
    };
    const onAbort = (): void => wake?.();
    this.#listeners.push(listener);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (!signal.aborted) {
        const folder = inbox.shift();
        if (folder !== undefined) yield folder;
        else await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#listeners.splice(this.#listeners.indexOf(listener), 1);
    }
  }
}
