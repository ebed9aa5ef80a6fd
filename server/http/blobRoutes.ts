import { Readable } from 'node:stream';
import { AppError } from '#shared/base/errors.ts';
import type { BlobRegister, RegisteredBlob } from '../blobs/blobRegister.ts';
import type { Blobs } from '../blobs/diskBlobs.ts';
import { byteRange } from './byteRange.ts';
import type { Admitted, Route } from './route.ts';

export interface BlobRouteParts {
  readonly blobs: Blobs;
  readonly register: BlobRegister;
}

/** Types a browser may show as they are; everything else is just bytes, so that no upload can become a page. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/mp4', 'video/webm']);

/** Bytes of a project, by hash and by range. */
export function blobRoutes({ blobs, register }: BlobRouteParts): Route[] {
  const find = async (at: Admitted): Promise<RegisteredBlob> => {
    const { params } = at.request;
    const sha256 = typeof params === 'object' && params !== null && 'sha256' in params ? String(params.sha256) : '';
    const found = /^[0-9a-f]{64}$/.test(sha256) ? await register.find(at, sha256) : null;
    if (found === null) throw new AppError('blob/unknown', 'These bytes are not on the server yet.');
    return found;
  };
  const send = async (at: Admitted, withBody: boolean): Promise<unknown> => {
    const blob = await find(at);
    const range = byteRange(at.request.headers.range, blob.size);
    void at.reply.headers({
      'content-type': SHOWN.has(blob.mediaType) ? blob.mediaType : 'application/octet-stream',
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'content-disposition': 'attachment',
      'accept-ranges': 'bytes', etag: `"${blob.sha256}"`, 'cache-control': 'private, max-age=31536000, immutable',
    });
    if (range === 'none') return at.reply.code(416).header('content-range', `bytes */${blob.size}`).send();
    const part = range === 'whole' ? { start: 0, end: blob.size - 1 } : range;
    if (range !== 'whole') void at.reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${blob.size}`);
    void at.reply.header('content-length', String(part.end - part.start + 1));
    if (!withBody) return at.reply.send();
    const place = { org: at.actor.org, project: at.project, sha256: blob.sha256 };
    return at.reply.send(blob.size === 0 ? Readable.from([]) : blobs.read(place, part));
  };
  return [
    { method: 'GET', url: '/v1/projects/:project/blobs/:sha256', action: 'blobs.read', handle: (at) => send(at, true) },
    { method: 'HEAD', url: '/v1/projects/:project/blobs/:sha256', action: 'blobs.read', handle: (at) => send(at, false) },
  ];
}
