import { AppError } from '../base/errors.ts';
import type { Line, LineEvent } from './clientLine.ts';
import { errorOf } from './fault.ts';
import { FEED_WINDOW } from './frame.ts';

interface Question {
  readonly method: string;
  readonly body: unknown;
}

interface Reading {
  readonly signal: AbortSignal | undefined;
  readonly parse: (body: unknown) => unknown;
}

/**
 * Reads a feed item by item. It is asked for when the first item is, and told to stop when the reader leaves, whatever
 * the way: `break`, an error, or the signal.
 */
export async function* readFeed(line: Line, question: Question, { signal, parse }: Reading): AsyncGenerator<unknown, void, undefined> {
  if (signal?.aborted === true) throw reasonOf(signal);
  const inbox = feedInbox();
  const id = line.open(inbox.put);
  const onAbort = (): void => inbox.abort(reasonOf(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  line.send({ kind: 'feed', id, ...question });
  let ended = false;
  let unread = 0;
  try {
    for (;;) {
      const event = await inbox.take();
      if (event.kind !== 'item') {
        ended = true;
        if (event.kind === 'error') throw errorOf(event.body);
        return;
      }
      yield parse(event.body);
      unread += 1;
      if (unread < FEED_WINDOW / 2) continue;
      line.send({ kind: 'more', id, count: unread });
      unread = 0;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    if (!ended) line.send({ kind: 'stop', id });
    line.forget(id);
  }
}

/** Events that came before they were asked for. Never longer than the feed's window plus its end. */
function feedInbox() {
  const waiting: LineEvent[] = [];
  let aborted: { readonly reason: unknown } | null = null;
  let wake: (() => void) | null = null;
  const rouse = (): void => {
    wake?.();
    wake = null;
  };
  return {
    put(event: LineEvent): void {
      waiting.push(event);
      rouse();
    },
    abort(reason: unknown): void {
      aborted = { reason };
      rouse();
    },
    async take(): Promise<LineEvent> {
      for (;;) {
        if (aborted !== null) throw aborted.reason;
        const event = waiting.shift();
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** What an aborted question is rejected with: the aborter's own reason. */
export function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? new AppError('bridge/cancelled', 'This was cancelled.');
}
