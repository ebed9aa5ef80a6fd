import { motionContract, type MotionContract } from '#shared/vision/motion/motionContract.ts';
import { connectWorker, type WorkerLine } from '../host/workerLine.ts';

export type MotionWorker = WorkerLine<MotionContract>;

/** Starts a motion worker: one for each thing that is followed or camera that is measured. */
export function startMotion(): MotionWorker {
  return connectWorker(new Worker(new URL('./motion.worker.ts', import.meta.url), { type: 'module', name: 'motion' }), motionContract);
}
