import { describe, expect, it } from 'vitest';
import { NewestFirst } from '../media/newestFirst.ts';
import { SharedWork } from './sharedWork.ts';

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open: () => open() };
}

describe('shared work', () => {
  it('is done once for all who ask, and given up when the last one leaves', async () => {
    const work = new SharedWork<string>();
    const [first, second] = [new AbortController(), new AbortController()];
    const seen: AbortSignal[] = [];
    const run = (signal: AbortSignal): Promise<string> => {
      seen.push(signal);
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    };
    const both = [work.run('a', run, first.signal), work.run('a', run, second.signal)];
    const settled = Promise.allSettled(both);
    first.abort();
    expect(seen.map(({ aborted }) => aborted)).toEqual([false]);
    second.abort();
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('begins anew after it was given up', async () => {
    const work = new SharedWork<number>();
    const stop = new AbortController();
    const slow = gate();
    const given = work.run('a', () => slow.opened.then(() => 1), stop.signal);
    stop.abort();
    await expect(given).rejects.toThrow();
    const held = gate();
    const again = work.run('a', () => held.opened.then(() => 2), null);
    slow.open();
    await slow.opened;
    const joined = work.run('a', () => Promise.resolve(3), null);
    held.open();
    expect(await Promise.all([again, joined])).toEqual([2, 2]);
  });
});

describe('newest first', () => {
  it('runs two at once, then the newest of those that wait, without those nobody waits for', async () => {
    const queue = new NewestFirst(2);
    const order: string[] = [];
    const gates = new Map<string, Gate>();
    const stop = new AbortController();
    const ask = (name: string, signal: AbortSignal | null = null): Promise<void> => {
      const own = gate();
      gates.set(name, own);
      return queue.run(() => (order.push(name), own.opened), signal);
    };
    const kept = [ask('a'), ask('b'), ask('c'), ask('d')];
    const dropped = ask('e', stop.signal);
    stop.abort();
    expect(order).toEqual(['a', 'b']);
    for (const each of gates.values()) each.open();
    await expect(dropped).rejects.toThrow();
    await Promise.all(kept);
    expect(order).toEqual(['a', 'b', 'd', 'c']);
  });
});
