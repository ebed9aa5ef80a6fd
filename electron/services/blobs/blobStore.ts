import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { diskError, systemCode } from '../files/diskError.ts';
import { makeOwnFolder, syncFolder } from '../files/writeDurable.ts';

const SHA = /^[0-9a-f]{64}$/;

/** SHA-256 of a file, read in pieces. */
export async function hashFile(path: string, signal: AbortSignal | null = null): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      hash.update(piece as Uint8Array);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw diskError(cause, path);
  }
  return hash.digest('hex');
}

/**
 * Bytes under the name of their own SHA-256. A file is verified before its first use in each run; a damaged one is
 * moved aside, so that asking again fetches a good copy.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #verified = new Set<string>();
  #swept: Promise<void> | null = null;

  constructor(profile: string) {
    this.#folder = join(profile, 'blobs');
  }

  /** Keeps the bytes; durable when it answers. */
  async put(bytes: Uint8Array): Promise<string> {
    return this.putStream([bytes], null);
  }

  /** Hashes while writing. With an `expected` name, other bytes are refused and nothing is kept. */
  async putStream(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, expected: string | null): Promise<string> {
    // Only one program writes here, so what is there before its first write was left by one that was ended in the middle.
    this.#swept ??= rm(join(this.#folder, 'tmp'), { recursive: true, force: true }).catch(() => undefined);
    await this.#swept;
    await makeOwnFolder(join(this.#folder, 'tmp'));
    const temporary = join(this.#folder, 'tmp', randomBytes(12).toString('hex'));
    try {
      const sha256 = await writeHashed(temporary, pieces);
      if (expected !== null && sha256 !== expected) throw damaged(expected);
      await this.#place(temporary, sha256);
      return sha256;
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => undefined);
      if (systemCode(cause) !== null) throw diskError(cause, 'blobs');
      throw cause;
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.find(sha256)) !== null;
  }

  /** The path of a blob whose bytes are known to be right; `null` when it is not here. */
  async find(sha256: string): Promise<string | null> {
    const path = this.#pathOf(sha256);
    if (this.#verified.has(sha256)) return (await exists(path)) ? path : null;
    if (!(await exists(path))) return null;
    if ((await hashFile(path)) !== sha256) {
      await this.setAside(sha256);
      return null;
    }
    this.#verified.add(sha256);
    return path;
  }

  /** Keeps a damaged blob out of the way, for whoever looks into what happened. */
  async setAside(sha256: string): Promise<void> {
    this.#verified.delete(sha256);
    await makeOwnFolder(join(this.#folder, 'damaged'));
    await rename(this.#pathOf(sha256), join(this.#folder, 'damaged', `${sha256}-${randomBytes(4).toString('hex')}`));
  }

  async #place(temporary: string, sha256: string): Promise<void> {
    if ((await this.find(sha256)) !== null) return rm(temporary);
    const path = this.#pathOf(sha256);
    await makeOwnFolder(join(path, '..'));
    await rename(temporary, path);
    await syncFolder(join(path, '..'));
    this.#verified.add(sha256);
  }

  #pathOf(sha256: string): string {
    if (!SHA.test(sha256)) throw new AppError('blobs/name', 'That is not the name of stored bytes.');
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

async function writeHashed(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function damaged(sha256: string): AppError {
  return new AppError('blobs/damaged', 'The bytes that arrived are not the ones that were asked for. They were thrown away; try again.', { params: { sha256 } });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}
