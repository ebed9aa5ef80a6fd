import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Node's request as the platform's. Bodies are not taken over: what has one is answered before. */
export function requestOf(message: IncomingMessage, port: number, signal: AbortSignal): Request {
  const headers = Object.entries(message.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
  return new Request(new URL(message.url ?? '/', `http://127.0.0.1:${port}`), { method: message.method ?? 'GET', headers, signal });
}

/** Sends a response as it streams. A page that leaves in the middle ends the stream, which is not an error. */
export async function send(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    to.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body), to).catch(() => to.destroy());
}
