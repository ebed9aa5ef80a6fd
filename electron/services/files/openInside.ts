import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/base/errors.ts';
import { diskError } from './diskError.ts';
import { insideFolder } from './insideFolder.ts';

/**
 * Opens a file in a granted folder for reading. The path is resolved again after opening: a link swapped in between
 * the check and the opening would otherwise lead out. Pipes and devices are refused, they could block for ever.
 */
export async function openInside(folder: string, path: string): Promise<FileHandle> {
  const real = await insideFolder(folder, path);
  const handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch((cause: unknown) => Promise.reject(diskError(cause, path)));
  try {
    const [opened, again] = await Promise.all([handle.stat(), insideFolder(folder, path).then((now) => stat(now))]);
    if (!opened.isFile() || opened.ino !== again.ino || opened.dev !== again.dev) throw new AppError('files/outside', 'That is not a plain file inside the opened folder.');
    return handle;
  } catch (cause) {
    await handle.close();
    throw diskError(cause, path);
  }
}
