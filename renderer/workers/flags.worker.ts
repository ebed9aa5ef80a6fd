import { clusterQuestions } from '#shared/flags/clusterQuestions.ts';
import { flagsContract } from '#shared/flags/flagsContract.ts';
import { serveWindow } from '../host/workerLine.ts';

/** Groups questions away from the window. */
serveWindow(flagsContract, {
  flags: { cluster: ({ questions, links }) => Promise.resolve(clusterQuestions(questions, links).map((one) => ({ ...one, members: [...one.members], because: [...one.because] }))) },
});
