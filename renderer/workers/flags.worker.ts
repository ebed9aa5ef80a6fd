import { serve } from '#shared/bridge/serve.ts';
import { clusterQuestions } from '#shared/flags/clusterQuestions.ts';
import { flagsContract } from '#shared/flags/flagsContract.ts';
import { portWire } from '../host/portWire.ts';

/** Groups questions away from the window. */
addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (port === undefined) return;
  serve(flagsContract, { flags: { cluster: ({ questions, links }) => Promise.resolve(clusterQuestions(questions, links).map((one) => ({ ...one, members: [...one.members], because: [...one.because] }))) } }, portWire(port));
}, { once: true });
