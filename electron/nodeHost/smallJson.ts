import type { IncomingMessage } from 'node:http';

const LARGEST = 16 * 1024;

/** The JSON body of a request that has no business being long; `null` when it is long or not JSON. */
export async function readSmallJson(message: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  const pieces: AsyncIterable<Buffer> = message;
  let length = 0;
  for await (const bytes of pieces) {
    length += bytes.length;
    if (length > LARGEST) return null;
    parts.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}
