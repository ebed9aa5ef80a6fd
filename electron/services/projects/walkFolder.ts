import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '#shared/base/errors.ts';
import { diskError } from '../files/diskError.ts';
import { isInside, pathParts } from '../files/insideFolder.ts';
import { isCloudName } from '../clouds/cloudName.ts';
import type { Layout } from './folderFile.ts';
import { mediaOfName } from './mediaOfName.ts';
import { inNaturalOrder } from './naturalOrder.ts';

/** One file or declared sequence found in a folder; `name` is relative, with `/`. */
export interface Found {
  readonly kind: 'found';
  readonly name: string;
  readonly media: 'image' | 'clip' | 'sequence';
  readonly bytes: number;
  readonly modified: number;
}
/** Something that was left out, and why. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly name: string;
  readonly problem: string;
}

interface Walk {
  readonly root: string;
  readonly layout: Layout;
  readonly signal: AbortSignal | null;
}

/** Files looked at side by side; more only queues up in the system's thread pool. */
const ABREAST = 64;

/**
 * Everything of interest in a folder and the folders below it, in natural order, as it is found. Hidden names are
 * passed over; links that lead out, unreadable folders and names no other system could open are said.
 */
export async function* walkFolder(root: string, layout: Layout, signal: AbortSignal | null = null): AsyncGenerator<Found | Skipped> {
  yield* walkInto({ root: await realpath(root), layout, signal }, '');
}

async function* walkInto(walk: Walk, folder: string): AsyncGenerator<Found | Skipped> {
  walk.signal?.throwIfAborted();
  const listed = await entriesOf(walk, folder);
  if ('problem' in listed) {
    yield listed;
    return;
  }
  if (folder !== '' && isSweepsOnly(listed)) {
    yield await sequenceAt(walk, folder);
    return;
  }
  let waiting: Promise<Found | Skipped | null>[] = [];
  for (const entry of listed) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (isFolder || waiting.length === ABREAST) {
      yield* settled(waiting);
      waiting = [];
    }
    if (!isFolder) waiting.push(lookAt(walk, name, entry));
    else if (walk.layout.sequences.has(name)) yield await sequenceAt(walk, name);
    else yield* walkInto(walk, name);
  }
  yield* settled(waiting);
}

async function* settled(waiting: readonly Promise<Found | Skipped | null>[]): AsyncGenerator<Found | Skipped> {
  for (const one of await Promise.all(waiting)) if (one !== null) yield one;
}

async function entriesOf(walk: Walk, folder: string): Promise<Dirent[] | Skipped> {
  try {
    const all = await readdir(join(walk.root, folder), { withFileTypes: true });
    return inNaturalOrder(all.filter((entry) => !entry.name.startsWith('.')), (entry) => entry.name);
  } catch (cause) {
    return { kind: 'skipped', name: folder, problem: diskError(cause, folder).code };
  }
}

async function lookAt(walk: Walk, name: string, entry: Dirent): Promise<Found | Skipped | null> {
  if (entry.isSymbolicLink()) return lookThroughLink(walk, name);
  const media = entry.isFile() ? mediaAt(walk.layout, name) : null;
  return media === null ? null : measured(walk, name, media);
}

/** What a file is to the project: files outside the folders it names are its own business, e.g. masks of a ground truth. */
function mediaAt({ images, clips }: Layout, name: string): Found['media'] | null {
  // A project that describes itself names its sequences.
  if (images === null && clips === null && isCloudName(name)) return 'sequence';
  const media = mediaOfName(name);
  const folders = media === 'image' ? images : clips;
  return folders === null || folders.some((folder) => name.startsWith(`${folder}/`)) ? media : null;
}

async function lookThroughLink(walk: Walk, name: string): Promise<Found | Skipped | null> {
  try {
    const target = await realpath(join(walk.root, name));
    if (!isInside(walk.root, target)) return { kind: 'skipped', name, problem: 'files/outside' };
    if ((await stat(target)).isDirectory()) return { kind: 'skipped', name, problem: 'files/linked-folder' };
    const media = mediaAt(walk.layout, name);
    return media === null ? null : await measured(walk, name, media);
  } catch (cause) {
    return { kind: 'skipped', name, problem: diskError(cause, name).code };
  }
}

async function measured(walk: Walk, name: string, media: Found['media']): Promise<Found | Skipped> {
  try {
    pathParts(name);
  } catch (error) {
    return { kind: 'skipped', name, problem: errorCode(error) === 'files/outside' ? 'files/odd-name' : errorCode(error) };
  }
  try {
    const { size, mtimeMs } = await stat(join(walk.root, name));
    return { kind: 'found', name, media, bytes: size, modified: Math.round(mtimeMs) };
  } catch (cause) {
    return { kind: 'skipped', name, problem: diskError(cause, name).code };
  }
}

async function sequenceAt(walk: Walk, name: string): Promise<Found | Skipped> {
  try {
    const files = await readdir(join(walk.root, name), { withFileTypes: true, recursive: true });
    let bytes = 0;
    let modified = 0;
    for (const file of files.filter((entry) => entry.isFile())) {
      const facts = await stat(join(file.parentPath, file.name));
      bytes += facts.size;
      modified = Math.max(modified, Math.round(facts.mtimeMs));
    }
    return { kind: 'found', name, media: isPicturesOnly(files) ? 'clip' : 'sequence', bytes, modified };
  } catch (cause) {
    return { kind: 'skipped', name, problem: diskError(cause, name).code };
  }
}

/** A folder of nothing but clouds is a sequence whose frames are its files, as sensors write them. */
function isSweepsOnly(entries: readonly Dirent[]): boolean {
  return entries.length > 1 && entries.every((entry) => entry.isFile() && isCloudName(entry.name));
}

/** A folder of nothing but pictures is a clip whose frames are files; sensors bring folders of their own. */
function isPicturesOnly(files: readonly Dirent[]): boolean {
  const plain = files.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return plain.length > 0 && files.every((entry) => !entry.isDirectory()) && plain.every((entry) => mediaOfName(entry.name) === 'image');
}
