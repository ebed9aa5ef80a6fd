import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { ClientOf, Contract, HandlersOf } from '#shared/bridge/service.ts';
import { portWire } from './portWire.ts';

export interface WorkerLine<C extends Contract> {
  readonly client: ClientOf<C>;
  /** Ends the worker too, whatever it is doing. */
  readonly stop: Stop;
}

/** The window's end: a client of what the worker serves. The worker belongs to the line from here on. */
export function connectWorker<C extends Contract>(worker: Worker, contract: C): WorkerLine<C> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const wire = portWire(port1);
  return {
    client: connect(contract, wire),
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}

/** The worker's end. */
export function serveWindow<C extends Contract>(contract: C, handlers: HandlersOf<C>): void {
  addEventListener('message', ({ ports: [port] }: MessageEvent<unknown>) => {
    if (port !== undefined) serve(contract, handlers, portWire(port));
  }, { once: true });
}
