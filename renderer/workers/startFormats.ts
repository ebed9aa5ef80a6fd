import { formatsContract, type FormatsContract } from '#shared/formats/formatsContract.ts';
import { connectWorker, type WorkerLine } from '../host/workerLine.ts';

/** Starts the formats worker. Cheap to start and to stop: one per import or export dialog is right. */
export function startFormats(): WorkerLine<FormatsContract> {
  return connectWorker(new Worker(new URL('./formats.worker.ts', import.meta.url), { type: 'module', name: 'formats' }), formatsContract);
}
