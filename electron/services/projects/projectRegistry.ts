import { opendir, readdir, readFile, realpath, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError, errorCode } from '#shared/base/errors.ts';
import { derivedId, isUuid, uuidMaker, type Uuid } from '#shared/base/id.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { diskError } from '../files/diskError.ts';
import { jsonFileText, readOrSetAside, writeJsonFile, type JsonFormat } from '../files/jsonFile.ts';
import { makeOwnFolder, writeDurable } from '../files/writeDurable.ts';
import { nameOf, readFolderFile, seedOf } from './folderFile.ts';
import { PROJECT_FILE, type ProjectFile } from './projectFile.ts';

export interface RegistryPorts {
  readonly profile: string;
  readonly clock: Clock;
  readonly random: Random;
}

const INSTALL_FILE: JsonFormat<{ space: string; device: string }> = {
  format: 'sightline-install', version: 1, room: 'profile', schema: z.object({ space: z.uuid(), device: z.uuid() }),
};

interface Install {
  readonly space: Uuid;
  readonly device: Uuid;
}

/** Who this installation is: the space its project ids are derived in, and the device its sessions are bound to. */
export async function installOf({ profile, clock, random }: RegistryPorts): Promise<Install> {
  await makeOwnFolder(profile);
  const path = join(profile, 'install.json');
  const found = await readInstall(path, clock);
  if (found !== null) return found;
  const newId = uuidMaker(clock, random);
  const made = { space: newId(), device: newId() };
  try {
    await writeDurable(path, jsonFileText(INSTALL_FILE, made), { replace: false });
    return made;
  } catch (error) {
    const others = errorCode(error) === 'files/exists' ? await readInstall(path, clock) : null;
    if (others === null) throw error;
    return others;
  }
}

async function readInstall(path: string, clock: Clock): Promise<Install | null> {
  const { value } = await readOrSetAside(path, INSTALL_FILE, clock);
  return value !== null && isUuid(value.space) && isUuid(value.device) ? { space: value.space, device: value.device } : null;
}

/**
 * The projects this machine knows, one folder each under `projects/`. Ids of folder projects are derived from the
 * real folder, so that a project whose file was lost comes back as itself and finds its records again.
 */
export class ProjectRegistry {
  readonly #ports: RegistryPorts;
  readonly #problems = new Map<string, string>();

  constructor(ports: RegistryPorts) {
    this.#ports = ports;
  }

  /** Our own folder for a project: its file, index and documents. */
  folderOf(project: string): string {
    if (!isUuid(project)) throw new AppError('project/unknown', 'There is no such project on this computer.');
    return join(this.#ports.profile, 'projects', project);
  }

  /** The name of a damaged project file that was set aside, told once. */
  takeProblem(project: string): string | null {
    const found = this.#problems.get(project) ?? null;
    this.#problems.delete(project);
    return found;
  }

  async read(project: string): Promise<ProjectFile | null> {
    const { value, setAside } = await readOrSetAside(join(this.folderOf(project), 'project.json'), PROJECT_FILE, this.#ports.clock);
    if (setAside !== null) this.#problems.set(project, setAside);
    return value;
  }

  async get(project: string): Promise<ProjectFile> {
    const found = await this.read(project);
    if (found === null) throw new AppError('project/unknown', 'This computer does not know that project any more. Open its folder again; your work on it is kept.');
    return found;
  }

  async save(file: ProjectFile): Promise<ProjectFile> {
    const folder = this.folderOf(file.id);
    await makeOwnFolder(folder);
    await writeJsonFile(join(folder, 'project.json'), PROJECT_FILE, file);
    return file;
  }

  /** Newest first. A project of a newer program is listed by name; opening it gives the sentence why not. */
  async recent(): Promise<ProjectInfo[]> {
    const ids = await readdir(join(this.#ports.profile, 'projects')).catch(() => []);
    const found = await Promise.all(ids.filter(isUuid).map((id) => this.#listed(id)));
    return found.filter((info) => info !== null).sort((a, b) => b.openedAt - a.openedAt);
  }

  async openFolder(folder: string, source: 'folder' | 'sample'): Promise<ProjectFile> {
    const real = await readableFolder(folder);
    const described = await readFolderFile(real);
    const known = await this.#knownByFolder(real);
    const { space } = await installOf(this.#ports);
    const id = known?.id ?? derivedId(space, `${source}:${real}`);
    const kept = known ?? (await this.read(id));
    return this.save({
      id, source, folder: real, name: kept?.name ?? nameOf(described, real), account: kept?.account ?? null, role: kept?.role ?? null,
      seed: described === null && kept !== null ? kept.seed : seedOf(described), openedAt: this.#ports.clock.now(),
    });
  }

  async reopen(project: string): Promise<ProjectFile> {
    const found = await this.get(project);
    return this.save({ ...found, openedAt: this.#ports.clock.now() });
  }

  /** Off the list; the file is kept under another name, the documents stay. */
  async forget(project: string): Promise<void> {
    const path = join(this.folderOf(project), 'project.json');
    await rename(path, `${path}.forgotten`).catch(() => undefined);
  }

  async #knownByFolder(real: string): Promise<ProjectFile | null> {
    const ids = (await readdir(join(this.#ports.profile, 'projects')).catch(() => [])).filter(isUuid);
    for (const id of ids) {
      const file = await this.#unlessNewer(id);
      if (file?.folder === real) return file;
    }
    return null;
  }

  async #unlessNewer(id: string): Promise<ProjectFile | null> {
    try {
      return await this.read(id);
    } catch (error) {
      if (isNewer(error)) return null;
      throw error;
    }
  }

  async #listed(id: string): Promise<ProjectInfo | null> {
    try {
      const file = await this.read(id);
      return file === null ? null : await infoOf(file);
    } catch (error) {
      if (!isNewer(error)) return null;
      return newerInfo(id, await readFile(join(this.folderOf(id), 'project.json'), 'utf8'));
    }
  }
}

/** What the window may know of a project: everything but its folder. */
export async function infoOf(file: ProjectFile): Promise<ProjectInfo> {
  const { id, name, source, account, role, seed, openedAt } = file;
  const missing = file.folder !== null && (await readableFolder(file.folder).catch(() => null)) === null;
  return { id, name, source, account, role, seed, openedAt, missing };
}

function newerInfo(id: string, text: string): ProjectInfo | null {
  const loose = z.object({ name: z.string().max(200), openedAt: z.number().default(0) }).safeParse(JSON.parse(text));
  if (!loose.success) return null;
  return { id, name: loose.data.name, source: 'folder', account: null, role: null, seed: { description: '', labels: [], tags: [] }, openedAt: loose.data.openedAt, missing: false };
}

function isNewer(error: unknown): boolean {
  return error instanceof AppError && error.code === 'project/newer';
}

async function readableFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder);
    if (!(await stat(real)).isDirectory()) throw new AppError('files/missing', 'That is a file, not a folder. Choose the folder it is in.');
    await (await opendir(real)).close();
    return real;
  } catch (cause) {
    throw diskError(cause, folder);
  }
}
