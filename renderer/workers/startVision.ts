import { visionContract, type VisionContract } from '#shared/vision/visionContract.ts';
import { connectWorker, type WorkerLine } from '../host/workerLine.ts';

/** Starts the vision worker: one per stage, when the first aid is taken up. */
export function startVision(): WorkerLine<VisionContract> {
  return connectWorker(new Worker(new URL('./vision.worker.ts', import.meta.url), { type: 'module', name: 'vision' }), visionContract);
}
