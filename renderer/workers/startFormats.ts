import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { formatsContract, type FormatsContract } from '#shared/formats/formatsContract.ts';
import { portWire } from '../host/portWire.ts';

/** Starts the formats worker. Cheap to start and to stop: one per import or export dialog is right. */
export function startFormats(): { readonly formats: ClientOf<FormatsContract>['formats']; readonly stop: Stop } {
  const worker = new Worker(new URL('./formats.worker.ts', import.meta.url), { type: 'module', name: 'formats' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const wire = portWire(port1);
  const { formats } = connect(formatsContract, wire);
  return {
    formats,
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}
