import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskError, systemCode } from './diskError.ts';

interface WriteOptions {
  readonly replace: boolean;
  /** Who may read it; nobody else unless said. */
  readonly mode?: number;
}

/**
 * Writes a whole file so that after any crash either the old or the new contents are there: temporary name, fsync,
 * rename, fsync of the folder. `replace: false` refuses an existing name without a gap between looking and writing.
 */
export async function writeDurable(path: string, contents: Uint8Array | string, options: WriteOptions = { replace: true }): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeSynced(temporary, contents, options.mode ?? 0o600);
    if (options.replace) await rename(temporary, path);
    else await claimName(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskError(cause, path);
  }
}

/** Makes a renamed or new file survive a power loss. Some systems cannot open folders; there the rename itself is durable. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder of ours: nobody else on the machine may look in. */
export async function makeOwnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw diskError(cause, folder);
  }
}

async function writeSynced(path: string, contents: Uint8Array | string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A hard link fails when the name is taken, in one step; file systems without links get the look-then-rename. */
export async function claimName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await rm(temporary);
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw cause;
    const probe = await open(path, 'wx', 0o600);
    await probe.close();
    await rename(temporary, path);
  }
}
