import { realpath } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { diskError } from './diskError.ts';

const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

function outside(path: string): AppError {
  const name = path.slice(0, 200).replaceAll('\0', '');
  return new AppError('files/outside', `“${name}” is outside the opened folder. Only files inside it can be used.`, { params: { name } });
}

/**
 * The parts of a path that came from the window. Both separators count, since what is a harmless name on one system
 * is a way out on another; a colon would name a drive or a hidden stream on Windows.
 */
export function pathParts(path: string): readonly string[] {
  if (path.includes('\0') || isAbsolute(path) || /^[\\/]/.test(path) || path.length > 4096) throw outside(path);
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  for (const part of parts) {
    const unsafe = part === '..' || DEVICE.test(part) || part.length > 255 || (process.platform === 'win32' && /[:<>"|?*]|[. ]$/.test(part));
    if (unsafe) throw outside(path);
  }
  if (/^[a-z]:/i.test(path)) throw outside(path);
  return parts;
}

/** Whether a real path is the real folder itself or lies in it. */
export function isInside(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The real path of something that exists in the folder. Asked again at each use: a link may have been put in between. */
export async function insideFolder(folder: string, path: string): Promise<string> {
  const parts = pathParts(path);
  const root = await real(folder, folder);
  const found = await real(resolve(root, join(...parts, '.')), path);
  if (!isInside(root, found)) throw outside(path);
  return found;
}

/** The same for a file that may not exist yet: its folder must, and must be inside. */
export async function insideForWriting(folder: string, path: string): Promise<string> {
  const parts = pathParts(path);
  const name = parts.at(-1);
  if (name === undefined) throw outside(path);
  const parent = await insideFolder(folder, parts.slice(0, -1).join('/'));
  return join(parent, name);
}

async function real(path: string, shown: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw diskError(cause, shown);
  }
}
