import { randomBytes } from 'node:crypto';
import { open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeOwnFolder } from '../files/writeDurable.ts';

const PIECE = 1024 * 1024;

/** Space set aside while there is some, given up when the disk is full, so that the last records of the day still land. */
export class DiskReserve {
  readonly #path: string;
  readonly #bytes: number;

  constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** Puts the space aside. `false` when the disk has no room for it. */
  async ensure(): Promise<boolean> {
    if ((await this.#size()) === this.#bytes) return true;
    await makeOwnFolder(dirname(this.#path));
    try {
      const { bavail, bsize } = await statfs(dirname(this.#path));
      if (bavail * bsize < 2 * this.#bytes) return false;
      await this.#fill();
      return true;
    } catch {
      await rm(this.#path, { force: true });
      return false;
    }
  }

  /** Gives the space back. `false` when there was none to give. */
  async release(): Promise<boolean> {
    if ((await this.#size()) === 0) return false;
    await rm(this.#path, { force: true });
    return true;
  }

  /** Random bytes: a compressing file system would keep no room for zeros. */
  async #fill(): Promise<void> {
    const handle = await open(this.#path, 'w', 0o600);
    try {
      const piece = randomBytes(Math.min(PIECE, this.#bytes));
      for (let at = 0; at < this.#bytes; at += piece.length) await handle.write(piece, 0, Math.min(piece.length, this.#bytes - at));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async #size(): Promise<number> {
    return stat(this.#path).then((found) => found.size, () => 0);
  }
}
