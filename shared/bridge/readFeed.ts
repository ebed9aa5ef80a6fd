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
 * the way: `break`, an error, or the signal, which is heard also while nobody is reading.
 */
export async function* readFeed(line: Line, question: Question, { signal, parse }: Reading): AsyncGenerator<unknown, void, undefined> {
  if (signal?.aborted === true) throw reasonOf(signal);
  const inbox = feedInbox();
  const id = line.open(inbox.put);
  let ended = false;
  const end = (): void => {
    if (!ended) line.send({ kind: 'stop', id });
    ended = true;
  };
  const onAbort = (): void => {
    end();
    inbox.abort(reasonOf(signal));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  line.send({ kind: 'feed', id, ...question });
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
    end();
    line.forget(id);
  }
}

/** Events that came before they were asked for. Never longer than the feed's window plus its end. */
function feedInbox() {
  const waiting: LineEvent[] = [];
  let aborted: Error | null = null;
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
    abort(reason: Error): void {
      aborted = reason;
      rouse();
    },
    async take(): Promise<LineEvent> {
      for (;;) {
        if (aborted !== null) throw aborted;
        const event = waiting.shift();
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** What an aborted question is rejected with: the aborter's own reason, when it gave an error. */
export function reasonOf(signal: AbortSignal | undefined): Error {
  const reason = signal?.reason;
  return reason instanceof Error ? reason : new AppError('bridge/cancelled', 'This was cancelled.', { cause: reason });
}
