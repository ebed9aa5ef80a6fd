import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { NewId } from '#shared/base/id.ts';
import { diskError } from './files/diskError.ts';

/** A folder the person granted, with the path the window never sees. */
export interface Grant {
  readonly grant: string;
  readonly name: string;
  readonly path: string;
  /** The window or session it was given to; it ends with it. */
  readonly owner: string;
}

/** The folders granted so far. Ids are random, so that none can be guessed, and belong to one owner. */
export class Grants {
  readonly #all = new Map<string, Grant>();
  readonly #newId: NewId;

  constructor(newId: NewId) {
    this.#newId = newId;
  }

  /** Grants a real folder by its real path. Whatever names it (dialog, flag, second start) may be hostile. */
  async add(path: string, owner: string): Promise<Grant> {
    const real = await realFolder(path);
    const known = [...this.#all.values()].find((one) => one.path === real && one.owner === owner);
    if (known !== undefined) return known;
    const grant: Grant = { grant: this.#newId(), name: basename(real) || real, path: real, owner };
    this.#all.set(grant.grant, grant);
    return grant;
  }

  /** Refuses grants of other owners with the same words as unknown ones. */
  check(grant: string, owner: string): void {
    if (this.#all.get(grant)?.owner === owner) return;
    throw new AppError('files/no-grant', 'This folder is not open any more. Open it again from the welcome page.');
  }

  all(): readonly Grant[] {
    return [...this.#all.values()];
  }

  /** Takes back everything an owner was granted; the grants that ended. */
  revoke(owner: string): readonly Grant[] {
    const ended = this.all().filter((one) => one.owner === owner);
    for (const { grant } of ended) this.#all.delete(grant);
    return ended;
  }
}

async function realFolder(path: string): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0') || path.length > 4096) throw notFolder('');
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (cause) {
    throw diskError(cause, path);
  }
  throw notFolder(basename(path));
}

function notFolder(name: string): AppError {
  return new AppError('files/not-a-folder', `“${name}” is not a folder. Choose the folder that holds the pictures.`, { params: { name } });
}
