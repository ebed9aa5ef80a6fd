import { flagsContract, type FlagsContract } from '#shared/flags/flagsContract.ts';
import { connectWorker, type WorkerLine } from '../host/workerLine.ts';

/** Starts the flags worker: one for as long as the inbox is open. */
export function startFlags(): WorkerLine<FlagsContract> {
  return connectWorker(new Worker(new URL('./flags.worker.ts', import.meta.url), { type: 'module', name: 'flags' }), flagsContract);
}
