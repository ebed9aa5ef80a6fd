import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { mountFiles } from '#shared/formats/files/mountFiles.ts';
import type { OpenFile } from '#shared/formats/files/files.ts';
import type { Source } from '#shared/formats/files/files.ts';
import { diskError } from '../services/files/diskError.ts';

export interface OpenedSource {
  readonly source: Source;
  /** The folder its names start from. */
  readonly folder: string;
}

/** A file, the files of a ZIP archive, or the files of a folder and the folders in it, to read from. Links are not followed. */
export async function folderSource(path: string): Promise<OpenedSource> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return { source: await mountFiles([diskFile(path, { name: basename(path), size: found.size })]), folder: dirname(path) };
    const files = await listFolder(path);
    if (files.length === 0) throw new AppError('cli/no-files', `There are no files in “${basename(path)}”.`);
    return { source: await mountFiles(files), folder: path };
  } catch (cause) {
    throw diskError(cause, path);
  }
}

function diskFile(path: string, { name, size }: { readonly name: string; readonly size: number }): OpenFile {
  return { name, size, part: async (from, to) => readPart(path, { from, to }).catch((cause: unknown) => Promise.reject(diskError(cause, path))) };
}

async function readPart(path: string, { from, to }: { readonly from: number; readonly to: number }): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Archives inside a folder are not opened: they are mostly copies of what lies beside them. */
async function listFolder(folder: string, prefix = ''): Promise<OpenFile[]> {
  const files: OpenFile[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    // One by one: a folder of a hundred thousand files is too long for one argument list.
    if (entry.isDirectory()) for (const file of await listFolder(path, `${prefix}${entry.name}/`)) files.push(file);
    if (entry.isFile() && !entry.name.toLowerCase().endsWith('.zip')) files.push(diskFile(path, { name: `${prefix}${entry.name}`, size: (await stat(path)).size }));
  }
  return files;
}
