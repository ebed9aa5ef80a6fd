import { setImmediate } from 'node:timers/promises';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { serveDecoder } from '../../electron/decoderProcess/serveDecoder.ts';
import { decoderContract } from '../../electron/services/video/decoderContract.ts';

/** The real decoder on a line of memory: what a process of its own adds is tested where there is one. */
export function decoderInside(): Promise<Wire> {
  const [near, far] = memoryWirePair();
  serve(decoderContract, serveDecoder({ ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 32 * 2 ** 20 }), far);
  return Promise.resolve(near);
}
