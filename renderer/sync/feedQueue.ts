import type { Stop } from '#shared/base/listeners.ts';

/** Turns a subscription into a feed: what is emitted while the reader is busy waits in order. Ends with the signal. */
export async function* feedQueue<T>(subscribe: (listener: (value: T) => void) => Stop, signal: AbortSignal | undefined): AsyncGenerator<T> {
  const waiting: T[] = [];
  let wake: () => void = () => undefined;
  const stop = subscribe((value) => {
    waiting.push(value);
    wake();
  });
  const ended = (): void => wake();
  signal?.addEventListener('abort', ended, { once: true });
  try {
    while (signal?.aborted !== true) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', ended);
  }
}
