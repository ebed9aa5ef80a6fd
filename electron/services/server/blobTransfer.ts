import { stat } from 'node:fs/promises';
import { AppError } from '#shared/base/errors.ts';
import { isCode } from './serverHttp.ts';
import type { BlobStore } from '../blobs/blobStore.ts';
import { NewestFirst } from '../media/newestFirst.ts';
import { refusalOf, unreachable } from './serverRefusals.ts';
import type { Sessions } from './sessions.ts';
import { SharedWork } from './sharedWork.ts';
import { tusUpload, type Upload } from './tusUpload.ts';
import type { UploadUrls } from './uploadUrls.ts';

interface BlobAsk {
  readonly account: string;
  readonly project: string;
  readonly sha256: string;
}

const DOWNLOAD_LIMIT_MS = 3_600_000;

/** Blobs between this machine and the server. The same blob is fetched once, however many ask for it. */
export class BlobTransfer {
  readonly #sessions: Sessions;
  readonly #store: BlobStore;
  readonly #urls: UploadUrls;
  readonly #downloading = new SharedWork<boolean>();
  readonly #queue = new NewestFirst(4);

  constructor(sessions: Sessions, store: BlobStore, urls: UploadUrls) {
    this.#sessions = sessions;
    this.#store = store;
    this.#urls = urls;
  }

  /** Brings a blob here; `false` when the server has none. */
  download(ask: BlobAsk, signal: AbortSignal | null): Promise<boolean> {
    const key = `${ask.account}/${ask.project}/${ask.sha256}`;
    return this.#downloading.run(key, (stop) => this.#queue.run(() => this.#downloadNow(ask, stop), stop), signal);
  }

  /** Sends a blob of our own store. */
  async upload(ask: BlobAsk, signal: AbortSignal | null): Promise<void> {
    const path = await this.#store.find(ask.sha256);
    if (path === null) throw new AppError('blobs/missing', 'A picture that belongs to a change is not on this computer any more, or was damaged.', { params: { sha256: ask.sha256 } });
    await this.uploadFile({ ...ask, path, size: (await stat(path)).size, mediaType: 'application/octet-stream', signal });
  }

  /** Sends a file of which the hash is known, unless the project has it already. */
  async uploadFile(upload: Upload): Promise<void> {
    if (await this.#isThere(upload)) return upload.onSent?.(upload.size);
    try {
      await tusUpload(this.#sessions, this.#urls, upload);
    } catch (error) {
      if (!isCode(error, 'server/damaged')) throw error;
      await tusUpload(this.#sessions, this.#urls, upload);
    }
  }

  async #isThere({ account, project, sha256, signal }: Upload): Promise<boolean> {
    const response = await this.#sessions.send(account, { method: 'HEAD', path: `/v1/projects/${project}/blobs/${sha256}`, signal });
    await response.body?.cancel();
    if (response.ok) return true;
    if (response.status === 404) return false;
    throw await refusalOf(response);
  }

  async #downloadNow({ account, project, sha256 }: BlobAsk, signal: AbortSignal | null): Promise<boolean> {
    const response = await this.#sessions.send(account, { method: 'GET', path: `/v1/projects/${project}/blobs/${sha256}`, signal, limitMs: DOWNLOAD_LIMIT_MS });
    if (!response.ok || response.body === null) {
      const refused = await refusalOf(response);
      if (response.status === 404 && refused.params['said'] !== 'project/unknown') return false;
      throw refused;
    }
    try {
      await this.#store.putStream(response.body, sha256);
      return true;
    } catch (error) {
      if (error instanceof AppError) throw error;
      signal?.throwIfAborted();
      throw unreachable((await this.#sessions.store.get(account)).address, error);
    }
  }
}
