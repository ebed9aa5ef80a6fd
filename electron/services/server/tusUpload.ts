import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/base/errors.ts';
import { diskError } from '../files/diskError.ts';
import type { AccountAsk, Sessions } from './sessions.ts';
import { refusalOf } from './serverRefusals.ts';
import type { UploadUrls } from './uploadUrls.ts';

export const CHUNK_BYTES = 8 * 1024 * 1024;
/** A slow line gets ten minutes for a chunk. */
const CHUNK_LIMIT_MS = 600_000;
const TUS = { 'tus-resumable': '1.0.0' };

/** What is sent where. `onSent` hears the bytes that are safely on the server, from wherever the upload goes on. */
export interface Upload {
  readonly account: string;
  readonly project: string;
  readonly sha256: string;
  readonly path: string;
  readonly size: number;
  readonly mediaType: string;
  readonly onSent?: (bytes: number) => void;
  readonly signal: AbortSignal | null;
}

/**
 * The part of tus 1.0 that a resumable upload needs: create, ask how far it got, send the next chunk. A chunk that
 * did not get through is not counted; the server's own number says where to go on.
 */
export async function tusUpload(sessions: Sessions, urls: UploadUrls, upload: Upload): Promise<void> {
  const key = `${upload.account}/${upload.project}/${upload.sha256}`;
  const known = await urls.get(key);
  let offset = known === null ? null : await offsetOf(sessions, upload, known);
  let url = known;
  if (url === null || offset === null) {
    url = await create(sessions, upload);
    offset = 0;
    await urls.set(key, url);
  }
  try {
    await sendFrom(sessions, upload, { url, offset });
  } catch (error) {
    if (error instanceof AppError && ['server/damaged', 'server/no-access'].includes(error.code)) await urls.set(key, null);
    throw error;
  }
  await urls.set(key, null);
}

async function sendFrom(sessions: Sessions, upload: Upload, start: { readonly url: string; readonly offset: number }): Promise<void> {
  const file = await open(upload.path, 'r').catch((cause: unknown) => Promise.reject(diskError(cause, upload.path)));
  try {
    let { offset } = start;
    upload.onSent?.(offset);
    while (offset < upload.size) {
      upload.signal?.throwIfAborted();
      offset = await sendChunk(sessions, upload, { url: start.url, offset, bytes: await chunkAt(file, upload, offset) });
      upload.onSent?.(offset);
    }
  } finally {
    await file.close();
  }
}

async function chunkAt(file: FileHandle, upload: Upload, offset: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.min(CHUNK_BYTES, upload.size - offset));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
    if (bytesRead === 0) throw new AppError('files/changed', 'A file became shorter while it was being uploaded. Try again when nothing else writes to it.');
    filled += bytesRead;
  }
  return bytes;
}

async function sendChunk(sessions: Sessions, upload: Upload, chunk: { readonly url: string; readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }): Promise<number> {
  const { url, offset, bytes } = chunk;
  const ask: AccountAsk = { method: 'PATCH', path: url, bytes, headers: { ...TUS, 'upload-offset': String(offset) }, signal: upload.signal, limitMs: CHUNK_LIMIT_MS };
  const response = await sessions.send(upload.account, ask);
  const next = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (response.status === 409) return resumed(sessions, upload, url);
  if (!response.ok) throw await refusalOf(response);
  await response.body?.cancel();
  return next > offset && next <= upload.size ? next : resumed(sessions, upload, url);
}

/** The server counts differently: an earlier chunk arrived after all, or did not. */
async function resumed(sessions: Sessions, upload: Upload, url: string): Promise<number> {
  const offset = await offsetOf(sessions, upload, url);
  if (offset === null) throw new AppError('server/busy', 'An upload was interrupted. It starts again by itself.', { params: { retryAfter: 1 } });
  return offset;
}

/** How many bytes of an upload the server has; `null` when it does not know the upload any more. */
async function offsetOf(sessions: Sessions, upload: Upload, url: string): Promise<number | null> {
  const response = await sessions.send(upload.account, { method: 'HEAD', path: url, headers: TUS, signal: upload.signal });
  await response.body?.cancel();
  if ([403, 404, 410].includes(response.status)) return null;
  if (!response.ok) throw await refusalOf(response);
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  return Number.isInteger(offset) && offset >= 0 && offset <= upload.size ? offset : null;
}

async function create(sessions: Sessions, upload: Upload): Promise<string> {
  const metadata = { sha256: upload.sha256, size: String(upload.size), type: upload.mediaType };
  const text = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
  const headers = { ...TUS, 'upload-length': String(upload.size), 'upload-metadata': text };
  const base = `/v1/projects/${upload.project}/uploads`;
  const response = await sessions.send(upload.account, { method: 'POST', path: base, headers, signal: upload.signal });
  if (!response.ok) throw await refusalOf(response);
  await response.body?.cancel();
  return pathBelow(response.headers.get('location') ?? '', base);
}

/** Only the path counts, and only below our own project: a server cannot send the bytes to another machine. */
function pathBelow(location: string, base: string): string {
  const path = URL.canParse(location, 'http://server') ? new URL(location, 'http://server').pathname : '';
  const at = path.indexOf(`${base}/`);
  if (at === -1) throw new AppError('server/not-sightline', 'The server gave no place for the upload. It may be of another kind or version.');
  return path.slice(at);
}
