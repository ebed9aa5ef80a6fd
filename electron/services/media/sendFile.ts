import type { FileHandle } from 'node:fs/promises';
import { ReadableStream } from 'node:stream/web';
import { byteRange } from './byteRange.ts';
import { sniff, SNIFF_BYTES } from './sniff.ts';

const PIECE = 262_144;

/** Whatever is sent is data: nothing in it may run, be guessed at, or be framed. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers with a file: ranges, revalidation, and the type its first bytes tell. Takes the handle over. */
export async function sendFile(request: Request, handle: FileHandle, options: { readonly cache: string; readonly tag: string | null; /** What the file is called, for who reads it. */ readonly name?: string }): Promise<Response> {
  try {
    const { size, mtimeMs } = await handle.stat();
    const head = new Uint8Array(SNIFF_BYTES);
    await handle.read(head, 0, Math.min(SNIFF_BYTES, size), 0);
    const etag = `"${options.tag ?? `${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}`}"`;
    const headers = { ...SAFE_HEADERS, 'content-type': sniff(head), 'accept-ranges': 'bytes', 'cache-control': options.cache, etag, ...(options.name === undefined ? {} : { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(options.name)}` }) };
    if (request.headers.get('if-none-match') === etag) return await closed(handle, new Response(null, { status: 304, headers }));
    return await part(request, handle, { size, headers });
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

async function part(request: Request, handle: FileHandle, { size, headers }: { readonly size: number; readonly headers: Record<string, string> }): Promise<Response> {
  const range = byteRange(request.headers.get('range'), size);
  if (range === 'none') return closed(handle, new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } }));
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const status = range === null ? 200 : 206;
  const own = { ...headers, 'content-length': String(end - start + 1), ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }) };
  if (request.method === 'HEAD' || size === 0) return closed(handle, new Response(null, { status, headers: own }));
  return new Response(streamOf(handle, start, end), { status, headers: own });
}

/** Read as fast as it is taken. The handle is closed at the end, on a failure, and when nobody wants the rest. */
function streamOf(handle: FileHandle, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const bytes = new Uint8Array(Math.min(PIECE, end + 1 - at));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, at).catch(() => ({ bytesRead: 0 }));
      at += bytesRead;
      if (bytesRead > 0) controller.enqueue(bytes.subarray(0, bytesRead));
      if (bytesRead > 0 && at <= end) return;
      await handle.close();
      if (at > end) controller.close();
      else controller.error(new Error('the file became shorter while it was sent'));
    },
    cancel: () => handle.close(),
  });
}

async function closed(handle: FileHandle, response: Response): Promise<Response> {
  await handle.close();
  return response;
}
