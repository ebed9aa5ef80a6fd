import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, relative, sep } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { NewId } from '#shared/base/id.ts';
import type { BrowseAnswer } from '#shared/bridge/hostContract.ts';
import { diskError, systemCode } from './files/diskError.ts';
import { mediaOfName } from './projects/mediaOfName.ts';

/** More would not be found by looking anyway. */
const MOST_FOLDERS = 5000;

interface Place {
  readonly place: string;
  readonly name: string;
}

/**
 * Lets a window without native dialogs look for a folder. It sees names and opaque places; the paths stay here.
 * The same path always has the same place, so the memory is bounded by what the person looked at.
 */
export class BrowseDialogs {
  readonly #newId: NewId;
  readonly #paths = new Map<string, string>();
  readonly #places = new Map<string, string>();

  constructor(newId: NewId) {
    this.#newId = newId;
  }

  async browse(place: string | null): Promise<BrowseAnswer> {
    if (place === null) return this.#top();
    const path = this.pathOf(place);
    const { folders, images, problem } = await lookInto(path);
    return {
      place,
      trail: trailOf(path).map((step) => this.#place(step)),
      folders: folders.map((name) => this.#place(join(path, name))),
      images,
      problem,
    };
  }

  pathOf(place: string): string {
    const path = this.#paths.get(place);
    if (path === undefined) throw new AppError('dialogs/no-place', 'This place is not known any more. Start again from the top.');
    return path;
  }

  async #top(): Promise<BrowseAnswer> {
    const starts = [homedir(), ...(await roots())];
    return { place: '', trail: [], folders: starts.map((path) => this.#place(path)), images: 0, problem: null };
  }

  #place(path: string): Place {
    const known = this.#places.get(path);
    const place = known ?? this.#newId();
    if (known === undefined) {
      this.#places.set(path, place);
      this.#paths.set(place, path);
    }
    return { place, name: basename(path) || path };
  }
}

/** From home, when the folder is inside it, else from the root of its drive. */
function trailOf(path: string): readonly string[] {
  const fromHome = relative(homedir(), path);
  const top = fromHome.startsWith('..') || parse(fromHome).root !== '' ? parse(path).root : homedir();
  const steps = [path];
  for (let step = path; step !== top && dirname(step) !== step; ) {
    step = dirname(step);
    steps.unshift(step);
  }
  return steps;
}

async function lookInto(path: string): Promise<{ readonly folders: readonly string[]; readonly images: number; readonly problem: string | null }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const shown = entries.filter(({ name }) => !name.startsWith('.'));
    const areFolders = await Promise.all(shown.map(async (entry) => entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name))))));
    const folders = shown.filter((_, at) => areFolders[at]).map(({ name }) => name);
    return {
      folders: folders.sort((a, b) => a.localeCompare(b, undefined, { numeric: true })).slice(0, MOST_FOLDERS),
      images: shown.filter((entry, at) => !areFolders[at] && mediaOfName(entry.name) === 'image').length,
      problem: null,
    };
  } catch (error) {
    return { folders: [], images: 0, problem: diskError(error, path).code };
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

/** The root of the file system, or every drive that answers, and where other drives usually appear. */
async function roots(): Promise<readonly string[]> {
  if (process.platform === 'win32') {
    const drives = Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:${sep}`);
    const there = await Promise.all(drives.map(isFolder));
    return drives.filter((_, at) => there[at]);
  }
  const mounts = await Promise.all(['/media', `/media/${basename(homedir())}`, `/run/media/${basename(homedir())}`, '/mnt', '/Volumes'].map(foldersIn));
  return ['/', ...mounts.flat()];
}

async function foldersIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return [];
  }
}
