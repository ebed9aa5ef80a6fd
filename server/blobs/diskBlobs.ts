import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where a blob belongs. Equal bytes in two projects are two files: an answer must never tell what others own. */
export interface BlobPlace {
  readonly org: string;
  readonly project: string;
  readonly sha256: string;
}

/** Bytes by content. What `adopt` accepted is on the disk, whole, under its own hash. */
export interface Blobs {
  /** Moves a finished file in. Answers false, and removes it, when its bytes do not have that hash and size. */
  adopt(file: string, place: BlobPlace, size: number): Promise<boolean>;
  /** Size in bytes, or null when it is not here. */
  size(place: BlobPlace): Promise<number | null>;
  /** Bytes `start` to `end`, both included. */
  read(place: BlobPlace, range: { readonly start: number; readonly end: number }): Readable;
}

export function diskBlobs(root: string): Blobs {
  const pathOf = ({ org, project, sha256 }: BlobPlace): string => join(root, org, project, sha256.slice(0, 2), sha256);
  return {
    adopt: async (file, place, size) => {
      const found = await measure(file);
      if (found.size !== size || found.sha256 !== place.sha256) {
        await rm(file, { force: true });
        return false;
      }
      const target = pathOf(place);
      await mkdir(dirname(target), { recursive: true });
      await flush(file);
      await rename(file, target);
      await flush(dirname(target));
      await flush(dirname(dirname(target)));
      return true;
    },
    size: async (place) => {
      const found = await stat(pathOf(place)).catch(() => null);
      return found === null ? null : found.size;
    },
    read: (place, range) => createReadStream(pathOf(place), range),
  };
}

async function measure(file: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
    }
  });
  return { size, sha256: hash.digest('hex') };
}

/** fsync of a file or a folder. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
