import { lstat, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { folderEntry } from '#shared/bridge/hostContract.ts';
import { mediaOfName } from '../projects/mediaOfName.ts';
import { inNaturalOrder } from '../projects/naturalOrder.ts';
import type { GrantResolver, StoreServices } from '../machine.ts';
import { diskError } from './diskError.ts';
import { insideFolder, insideForWriting } from './insideFolder.ts';
import { openInside } from './openInside.ts';
import { writeDurable } from './writeDurable.ts';

type Entry = z.infer<typeof folderEntry>;

const MOST = 1024 * 1024 * 1024;
const MOST_PART = 64 * 1024 * 1024;

/** The folder behind a grant, or a refusal the person can act on. */
export async function grantedFolder(grants: GrantResolver, grant: string): Promise<string> {
  const folder = await grants.folder(grant);
  if (folder === null) throw new AppError('files/no-grant', 'Sightline has no permission for that folder any more. Choose the folder again.');
  return folder;
}

/** Files in granted folders. Every use resolves the path anew and refuses what leaves the folder. */
export function filesService(grants: GrantResolver): StoreServices['files'] {
  return {
    list: async ({ grant, path }) => listFolder(await insideFolder(await grantedFolder(grants, grant), path), path),
    read: async ({ grant, path, maxBytes }) => readWhole(await openInside(await grantedFolder(grants, grant), path), path, Math.min(maxBytes, MOST)),
    readPart: async ({ grant, path, from, to }) => readPart(await openInside(await grantedFolder(grants, grant), path), path, { from, to: Math.min(to, from + MOST_PART) }),
    write: async ({ grant, path, bytes, replace }) => {
      const target = await insideForWriting(await grantedFolder(grants, grant), path);
      await refuseOddTarget(target);
      await writeDurable(target, bytes, { replace, mode: 0o666 });
      return { path };
    },
  };
}

async function listFolder(folder: string, shown: string): Promise<Entry[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    const entries: Entry[] = [];
    for (const entry of found) {
      if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
      if (entry.isDirectory()) entries.push({ name: entry.name, kind: 'folder', bytes: 0 });
      else if (entry.isFile()) entries.push({ name: entry.name, kind: mediaOfName(entry.name) ?? 'other', bytes: (await stat(join(folder, entry.name))).size });
    }
    return inNaturalOrder(entries, (entry) => entry.name);
  } catch (cause) {
    throw diskError(cause, shown);
  }
}

async function readWhole(handle: FileHandle, path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw new AppError('files/too-big', `“${path}” is too big to read at once (${size} bytes, at most ${maxBytes}).`, { params: { name: path, size, most: maxBytes } });
    return new Uint8Array(await handle.readFile());
  } catch (cause) {
    throw diskError(cause, path);
  } finally {
    await handle.close();
  }
}

async function readPart(handle: FileHandle, path: string, { from, to }: { readonly from: number; readonly to: number }): Promise<Uint8Array> {
  try {
    const wanted = Math.max(0, Math.min(to, (await handle.stat()).size) - from);
    const { buffer, bytesRead } = await handle.read(new Uint8Array(wanted), 0, wanted, from);
    return bytesRead === wanted ? buffer : buffer.slice(0, bytesRead);
  } catch (cause) {
    throw diskError(cause, path);
  } finally {
    await handle.close();
  }
}

/** A rename would put our file in the place of a link or a folder without a word. */
async function refuseOddTarget(target: string): Promise<void> {
  const found = await lstat(target).catch(() => null);
  if (found !== null && !found.isFile()) throw new AppError('files/exists', 'There is a folder or a link with that name. Choose another name.');
}
