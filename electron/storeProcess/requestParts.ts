import type { CallOptions } from '#shared/bridge/service.ts';
import type { ResponsePart } from './storeContract.ts';

/** A request as it travels to the store process. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: [string, string][];
}

type Ask = (head: RequestHead, options?: CallOptions) => AsyncIterable<ResponsePart>;

/** Larger pieces would hold up the answers of others on the same line; smaller ones make a frame of a clip wait for many turns. */
const LARGEST_PIECE = 2 * 1024 * 1024;

/** Store's side: the response to a request, in parts. */
export async function* partsOf(handle: (request: Request) => Promise<Response>, head: RequestHead, signal: AbortSignal): AsyncGenerator<ResponsePart, void, undefined> {
  const response = await handle(new Request(head.url, { method: head.method, headers: head.headers, signal }));
  yield { part: 'head', status: response.status, headers: [...response.headers] };
  if (response.body === null) return;
  const chunks: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += LARGEST_PIECE) yield { part: 'bytes', bytes: chunk.subarray(at, at + LARGEST_PIECE) };
  }
}

/** Main's side: the response again, its body read from the store process only as fast as it is taken. */
export async function responseOf(ask: Ask, request: Request): Promise<Response> {
  const cancel = new AbortController();
  const { signal } = cancel;
  request.signal.addEventListener('abort', () => cancel.abort(request.signal.reason), { once: true });
  if (request.signal.aborted) cancel.abort(request.signal.reason);
  const parts = ask({ method: request.method, url: request.url, headers: [...request.headers] }, { signal })[Symbol.asyncIterator]();
  const first = await parts.next();
  if (first.done === true || first.value.part !== 'head') throw new Error('invariant: a response begins with its head');
  const { status, headers } = first.value;
  const empty = status === 204 || status === 304 || request.method === 'HEAD';
  if (empty) cancel.abort();
  return new Response(empty ? null : bodyOf(parts, cancel), { status, headers });
}

function bodyOf(parts: AsyncIterator<ResponsePart>, cancel: AbortController): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await parts.next();
      if (next.done === true) controller.close();
      else if (next.value.part === 'bytes') controller.enqueue(next.value.bytes);
    },
    cancel: () => cancel.abort(),
  }, { highWaterMark: 0 });
}
