import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Source } from '#shared/formats/format.ts';
import { AppError } from '#shared/base/errors.ts';
import { must } from '#shared/base/must.ts';
import { diskError } from '../services/files/diskError.ts';

export interface OpenedSource {
  readonly source: Source;
  /** The folder its names start from. */
  readonly folder: string;
}

/** A file, or the JSON files of a folder and the folders in it, to read from. Links are not followed. */
export async function folderSource(path: string): Promise<OpenedSource> {
  try {
    const found = await stat(path);
    const files = found.isDirectory() ? await listFolder(path) : new Map([[basename(path), { path, size: found.size }]]);
    if (files.size === 0) throw new AppError('cli/no-files', `There are no JSON files in “${basename(path)}”.`);
    const source = {
      names: [...files.keys()].sort(),
      size: (name: string) => must(files.get(name), 'a listed file').size,
      read: (name: string) => readOne(must(files.get(name), 'a listed file').path),
    };
    return { source, folder: found.isDirectory() ? path : dirname(path) };
  } catch (cause) {
    throw diskError(cause, path);
  }
}

async function readOne(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => Promise.reject(diskError(cause, path)));
}

interface Listed {
  readonly path: string;
  readonly size: number;
}

async function listFolder(folder: string, prefix = ''): Promise<Map<string, Listed>> {
  const files = new Map<string, Listed>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) for (const [name, listed] of await listFolder(path, `${prefix}${entry.name}/`)) files.set(name, listed);
    if (entry.isFile() && entry.name.toLowerCase().endsWith('.json')) files.set(`${prefix}${entry.name}`, { path, size: (await stat(path)).size });
  }
  return files;
}
