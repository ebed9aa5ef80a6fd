import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { portWire } from '../host/portWire.ts';
import { modelsContract, type ModelsContract } from '../models/modelsContract.ts';

export type ModelWorker = { readonly models: ClientOf<ModelsContract>['models']; readonly stop: Stop };

/** Starts a worker for models. Stopping it is the only way to stop a model that is running. */
export function startModels(): ModelWorker {
  const worker = new Worker(new URL('./models.worker.ts', import.meta.url), { type: 'module', name: 'models' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const wire = portWire(port1);
  const { models } = connect(modelsContract, wire);
  return {
    models,
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}
