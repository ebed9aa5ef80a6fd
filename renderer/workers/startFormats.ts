import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { ClientOf, HandlersOf } from '#shared/bridge/service.ts';
import { askerContract, formatsContract, type AskerContract, type FormatsContract } from '#shared/formats/formatsContract.ts';
import { portWire } from '../host/portWire.ts';

/**
 * Starts the formats worker. Cheap to start and to stop: one per import or export dialog is right. `asker` answers what
 * the worker asks back while it reads; null for who only writes.
 */
export function startFormats(asker: HandlersOf<AskerContract> | null): { readonly formats: ClientOf<FormatsContract>['formats']; readonly stop: Stop } {
  const worker = new Worker(new URL('./formats.worker.ts', import.meta.url), { type: 'module', name: 'formats' });
  const [there, back] = [new MessageChannel(), new MessageChannel()];
  worker.postMessage(null, [there.port2, back.port2]);
  const [wire, backWire] = [portWire(there.port1), portWire(back.port1)];
  const { formats } = connect(formatsContract, wire);
  if (asker !== null) serve(askerContract, asker, backWire);
  return {
    formats,
    stop: () => {
      wire.close();
      backWire.close();
      worker.terminate();
    },
  };
}
