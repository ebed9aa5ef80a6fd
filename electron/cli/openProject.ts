import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { isUuid } from '#shared/base/id.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { createStoreServices } from '../services/createStoreServices.ts';
import { diskError } from '../services/files/diskError.ts';
import type { Machine, StoreServices } from '../services/machine.ts';
import type { ProjectFile } from '../services/projects/projectFile.ts';
import { ProjectRegistry } from '../services/projects/projectRegistry.ts';

/** A project of the profile, opened by a command. Close its services when done. */
export interface CliProject {
  readonly id: ProjectId;
  readonly file: ProjectFile;
  /** Name of its local database, and so of its journal. */
  readonly database: string;
  readonly profile: string;
  readonly services: StoreServices;
}

/** Finds a project by the folder that was opened, or by its own folder in the profile. */
export async function openProject(folder: string, machine: Machine): Promise<CliProject> {
  const projects = join(machine.profile, 'projects');
  if ((await stat(projects).catch(() => null)) === null) {
    throw new AppError('cli/no-profile', `Sightline has no projects in “${basename(machine.profile)}”. If it keeps them elsewhere, name the folder with --profile.`);
  }
  const real = await realpath(folder).catch((cause: unknown) => Promise.reject(diskError(cause, folder)));
  const file = await find(real, await realpath(projects), machine);
  if (file === null || !isUuid(file.id)) {
    throw new AppError('cli/unknown-project', `“${basename(real)}” was never opened in Sightline with this profile. Open it there once, or name the profile with --profile.`);
  }
  return { id: file.id as ProjectId, file, database: file.account ?? 'local', profile: machine.profile, services: createStoreServices(machine) };
}

async function find(real: string, projects: string, machine: Machine): Promise<ProjectFile | null> {
  const registry = new ProjectRegistry(machine);
  if (dirname(real) === projects && isUuid(basename(real))) return registry.read(basename(real));
  for (const id of (await readdir(projects)).filter(isUuid)) {
    const file = await registry.read(id);
    if (file?.folder === real) return file;
  }
  return null;
}
