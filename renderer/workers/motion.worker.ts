import { serveMotion } from '#shared/vision/motion/serveMotion.ts';
import { motionContract } from '#shared/vision/motion/motionContract.ts';
import { serveWindow } from '../host/workerLine.ts';

/** Follows things and measures cameras away from the window. It is asked for one frame at a time, so stopping is not asking. */
serveWindow(motionContract, serveMotion());
