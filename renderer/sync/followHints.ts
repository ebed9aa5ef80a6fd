import type { Stop } from '#shared/base/listeners.ts';
import type { WorkspacePorts } from './databaseRoom.ts';

/** Between two tries to hear the server's hints, milliseconds. Polling goes on meanwhile, so this may be slow. */
const PAUSE = 15_000;

export interface Hints {
  readonly stop: Stop;
  /** Tells whether a round with the server went well: after one that did not, listening begins again at once. */
  reachable(yes: boolean): void;
}

/** Listens for the server's hints that something moved, and listens again when the line breaks. */
export function followHints(ports: Pick<WorkspacePorts, 'host' | 'timers'>, at: { readonly account: string; readonly project: string }, onHint: () => void): Hints {
  const stop = new AbortController();
  let callOff: Stop | null = null;
  let away = false;
  const listen = async (): Promise<void> => {
    callOff = null;
    try {
      for await (const _hint of ports.host.server.hints(at, { signal: stop.signal })) onHint();
    } catch {
      // No hints: polling is the guarantee, hints only make it quicker.
    }
    if (!stop.signal.aborted) callOff = ports.timers.after(PAUSE, () => void listen());
  };
  void listen();
  return {
    stop: () => {
      stop.abort();
      callOff?.();
    },
    reachable: (yes) => {
      const back = yes && away;
      away = !yes;
      if (!back || callOff === null) return;
      callOff();
      void listen();
    },
  };
}
