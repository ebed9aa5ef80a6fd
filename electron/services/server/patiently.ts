import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#shared/base/errors.ts';

const TRIES = 6;

/** Does work that a busy server may turn away for a moment, and waits as long as the server says. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal | null): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'server/busy' || round === TRIES) throw error;
      const seconds = error.params['retryAfter'];
      await pause((typeof seconds === 'number' ? seconds : round) * 1000, undefined, signal === null ? {} : { signal: signal as globalThis.AbortSignal });
    }
  }
}
