import type { Stop } from '#shared/base/listeners.ts';
import type { WorkspacePorts } from './databaseRoom.ts';

/** Between two tries to hear the server's hints, milliseconds. Polling goes on meanwhile, so this may be slow. */
const PAUSE = 15_000;

/** Listens for the server's hints that something moved, and listens again when the line breaks. */
export function followHints(ports: Pick<WorkspacePorts, 'host' | 'timers'>, at: { readonly account: string; readonly project: string }, onHint: () => void): Stop {
  const stop = new AbortController();
  let callOff: Stop = () => undefined;
  const listen = async (): Promise<void> => {
    try {
      for await (const _hint of ports.host.server.hints(at, { signal: stop.signal })) onHint();
    } catch {
      // No hints: polling is the guarantee, hints only make it quicker.
    }
    if (!stop.signal.aborted) callOff = ports.timers.after(PAUSE, () => void listen());
  };
  void listen();
  return () => {
    stop.abort();
    callOff();
  };
}
