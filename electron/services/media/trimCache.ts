import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** One thing a cache keeps: a file, or a folder that is of use only as a whole. */
interface Kept {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** When it was used last, milliseconds. */
  readonly used: number;
}

/** Writing down each use would cost more than it tells. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * Lets go of what has not been used for longest until the cache is below its limit, with a tenth to spare so that the
 * next new thing does not trim again. Things lie two folders deep, `ab/abcd…`; those to `spare`, by name, stay.
 */
export async function trimCache(folder: string, { mostBytes, spare }: { readonly mostBytes: number; readonly spare: (name: string) => boolean }): Promise<void> {
  const all = await keptIn(folder);
  let bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes <= mostBytes) return;
  for (const one of all.filter(({ name }) => !spare(name)).sort((a, b) => a.used - b.used)) {
    if (bytes <= mostBytes * 0.9) return;
    const gone = await rm(one.path, { recursive: true, force: true }).then(() => true, () => false);
    if (gone) bytes -= one.bytes;
  }
}

/** Remembers that a thing was used, to the day. */
export async function markUsed(path: string, now: number): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || now - found.mtimeMs < DAY) return;
  await utimes(path, now / 1000, now / 1000).catch(() => undefined);
}

async function keptIn(folder: string): Promise<Kept[]> {
  const found: Kept[] = [];
  for (const shelf of await namesIn(folder)) {
    for (const name of await namesIn(join(folder, shelf))) {
      const path = join(folder, shelf, name);
      const facts = await stat(path).catch(() => null);
      if (facts !== null) found.push({ name, path, bytes: facts.isDirectory() ? await bytesBelow(path) : facts.size, used: facts.mtimeMs });
    }
  }
  return found;
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  const files = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const file of files) if (file.isFile()) bytes += (await stat(join(file.parentPath, file.name)).catch(() => null))?.size ?? 0;
  return bytes;
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
