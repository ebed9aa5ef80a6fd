import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, systemCode } from '../files/diskError.ts';
import { syncFolder } from '../files/writeDurable.ts';
import type { DiskReserve } from './diskReserve.ts';
import { segmentName } from './segmentFile.ts';

export const SEGMENT_BYTES = 8 * 1024 * 1024;

export interface Written {
  readonly segment: number;
  /** Where the batch starts in the segment. */
  readonly at: number;
}

interface Start {
  readonly folder: string;
  readonly segment: number;
  readonly size: number;
  readonly reserve: DiskReserve;
  readonly segmentBytes: number;
}

/**
 * Appends batches to the newest segment; a batch is on disk when `write` answers. A full disk gets the reserve; after
 * any failure the segment is cut back to its last whole record, so a half batch is never followed by another.
 */
export class SegmentWriter {
  readonly #folder: string;
  readonly #reserve: DiskReserve;
  readonly #segmentBytes: number;
  #segment: number;
  #size: number;
  #handle: FileHandle | null = null;

  constructor({ folder, segment, size, reserve, segmentBytes }: Start) {
    this.#folder = folder;
    this.#segment = segment;
    this.#size = size;
    this.#reserve = reserve;
    this.#segmentBytes = segmentBytes;
  }

  /** Whether the next batch belongs in a new segment, which begins with a device record. */
  get isFull(): boolean {
    return this.#size === 0 || this.#size >= this.#segmentBytes;
  }

  async write(batch: Uint8Array): Promise<Written> {
    try {
      return await this.#writeOnce(batch);
    } catch (cause) {
      await this.#cutBack();
      const full = ['ENOSPC', 'EDQUOT'].includes(systemCode(cause) ?? '');
      if (!full || !(await this.#reserve.release())) throw diskError(cause, 'journal');
    }
    return this.#writeOnce(batch).catch(async (cause: unknown) => {
      await this.#cutBack();
      throw diskError(cause, 'journal');
    });
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  async #writeOnce(batch: Uint8Array): Promise<Written> {
    if (this.#size >= this.#segmentBytes) await this.#next();
    const handle = await this.#opened();
    const at = this.#size;
    for (let done = 0; done < batch.length; ) done += (await handle.write(batch, done, batch.length - done, at + done)).bytesWritten;
    await handle.datasync();
    this.#size = at + batch.length;
    return { segment: this.#segment, at };
  }

  async #opened(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    const path = join(this.#folder, segmentName(this.#segment));
    this.#handle = await open(path, this.#size === 0 ? 'w' : 'r+', 0o600);
    if (this.#size === 0) await syncFolder(this.#folder);
    return this.#handle;
  }

  async #next(): Promise<void> {
    await this.close();
    this.#segment += 1;
    this.#size = 0;
  }

  /** After a failed sync nobody knows what the system still holds, so the file is opened anew. */
  async #cutBack(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.truncate(this.#size).catch(() => undefined);
    await handle?.close().catch(() => undefined);
  }
}
