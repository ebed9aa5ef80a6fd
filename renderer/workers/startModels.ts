import { connectWorker, type WorkerLine } from '../host/workerLine.ts';
import { modelsContract, type ModelsContract } from '../models/modelsContract.ts';

export type ModelWorker = WorkerLine<ModelsContract>;

/** Starts a worker for models. Stopping it is the only way to stop a model that is running. */
export function startModels(): ModelWorker {
  return connectWorker(new Worker(new URL('./models.worker.ts', import.meta.url), { type: 'module', name: 'models' }), modelsContract);
}
