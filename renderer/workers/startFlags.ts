import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { flagsContract, type FlagsContract } from '#shared/flags/flagsContract.ts';
import { portWire } from '../host/portWire.ts';

/** Starts the flags worker: one for as long as the inbox is open. */
export function startFlags(): { readonly flags: ClientOf<FlagsContract>['flags']; readonly stop: Stop } {
  const worker = new Worker(new URL('./flags.worker.ts', import.meta.url), { type: 'module', name: 'flags' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const wire = portWire(port1);
  const { flags } = connect(flagsContract, wire);
  return {
    flags,
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}
