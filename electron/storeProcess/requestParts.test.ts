import { describe, expect, it } from 'vitest';
import { connect } from '#shared/bridge/client.ts';
import { FEED_WINDOW } from '#shared/bridge/frame.ts';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import { partsOf, responseOf } from './requestParts.ts';
import { storeContract } from './storeContract.ts';

/** Main and store on one line, with a handler of the test's choosing. */
function line(handle: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  const [near, far] = memoryWirePair();
  const contract = { requests: storeContract.requests };
  serve(contract, { requests: { fetch: (head, options) => partsOf(handle, head, options?.signal ?? new AbortController().signal) } }, far);
  const { requests } = connect(contract, near);
  return (request) => responseOf(requests.fetch, request);
}

function endless(pulled: () => void, cancelled: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled();
      controller.enqueue(new Uint8Array(1000));
    },
    cancel: cancelled,
  });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('a request to the store process', () => {
  it('comes back with status, headers and every byte, however large', async () => {
    const bytes = Uint8Array.from({ length: 1_000_003 }, (_, at) => at % 253);
    const ask = line(async (request) => new Response(bytes, { status: 206, headers: { etag: request.headers.get('if-range') ?? '' } }));
    const response = await ask(new Request('http://h/media/a', { headers: { 'if-range': '"x"' } }));
    expect([response.status, response.headers.get('etag')]).toEqual([206, '"x"']);
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  it('takes answers without a body', async () => {
    const ask = line(async ({ method }) => new Response(method === 'HEAD' ? 'unread' : null, { status: method === 'HEAD' ? 200 : 304 }));
    expect((await ask(new Request('http://h/media/a'))).status).toBe(304);
    expect(await (await ask(new Request('http://h/media/a', { method: 'HEAD' }))).text()).toBe('');
  });

  it('reads ahead by no more than a window, and stops reading when nobody wants the rest', async () => {
    let pulled = 0;
    let cancelled = 0;
    const ask = line(async () => new Response(endless(() => (pulled += 1), () => (cancelled += 1))));
    const reader = (await ask(new Request('http://h/media/a'))).body?.getReader();
    await reader?.read();
    await settle();
    expect(pulled).toBeLessThanOrEqual(FEED_WINDOW + 4);
    await reader?.cancel();
    await settle();
    expect(cancelled).toBe(1);
  });

  it('ends with the request of the page', async () => {
    let aborted = false;
    const page = new AbortController();
    const ask = line((request) => {
      request.signal.addEventListener('abort', () => (aborted = true));
      queueMicrotask(() => page.abort());
      return new Promise(() => undefined);
    });
    await expect(ask(new Request('http://h/media/a', { signal: page.signal }))).rejects.toThrow();
    await settle();
    expect(aborted).toBe(true);
  });
});
