import type { Listeners } from '#shared/base/listeners.ts';

/** What is told while somebody listens, nothing of it lost between two readings. */
export async function* newsFeed<T>(listeners: Listeners<T>, signal: AbortSignal): AsyncGenerator<T> {
  const waiting: T[] = [];
  let wake = (): void => undefined;
  const stop = listeners.add((news) => {
    waiting.push(news);
    wake();
  });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
