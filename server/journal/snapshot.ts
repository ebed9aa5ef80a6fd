import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A whole, fsynced copy of the database folder. With the journal since then it is everything that was acknowledged,
 * whatever the power did to the folder in use.
 */
export async function takeSnapshot(from: string, to: string): Promise<void> {
  const fresh = `${to}.new`;
  await rm(fresh, { recursive: true, force: true });
  await copyTree(from, fresh);
  await rm(`${to}.old`, { recursive: true, force: true });
  if (await exists(to)) await rename(to, `${to}.old`);
  await rename(fresh, to);
  await rm(`${to}.old`, { recursive: true, force: true });
}

/** Puts the snapshot in the place of a folder that cannot be trusted; that one is kept beside, never deleted. */
export async function restoreSnapshot(snapshot: string, folder: string, aside: string): Promise<boolean> {
  const source = (await exists(snapshot)) ? snapshot : `${snapshot}.old`;
  if (!(await exists(source))) return false;
  if (await exists(folder)) await rename(folder, aside);
  await copyTree(source, folder);
  return true;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await flush(target);
    }
  }
  await flush(to);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
