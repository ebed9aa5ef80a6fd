import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { IndexProgress, ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { RemoteProject } from '#shared/sync/messages.ts';
import { grantedFolder } from '../files/filesService.ts';
import type { Machine, StoreServices } from '../machine.ts';
import type { ProjectFile } from './projectFile.ts';
import type { ProjectHub } from './projectHub.ts';
import { infoOf } from './projectRegistry.ts';

/** Asks the server which of its projects the account may see. */
export type RemoteProjectsOf = (account: string, signal: AbortSignal | null) => Promise<readonly RemoteProject[]>;

/** Opening, listing and forgetting projects, and the documents kept beside them. */
export function projectsService(machine: Pick<Machine, 'grants' | 'samples' | 'clock'>, hub: ProjectHub, remoteProjectsOf: RemoteProjectsOf): StoreServices['projects'] {
  const { registry } = hub;
  const opened = async (file: ProjectFile): Promise<ProjectInfo> => {
    await hub.changed(file.id);
    return infoOf(file);
  };
  return {
    recent: async () => registry.recent(),
    openFolder: async ({ grant }) => opened(await registry.openFolder(await grantedFolder(machine.grants, grant), 'folder')),
    openSample: async ({ scene }) => opened(await registry.openFolder(join(machine.samples, scene), 'sample')),
    openRemote: async (ask, options) => opened(await openRemote(hub, machine, { ...ask, remoteProjectsOf, signal: options?.signal ?? null })),
    reopen: async ({ project }) => opened(await registry.reopen(project)),
    forget: async ({ project }) => {
      await registry.forget(project);
      await hub.changed(project);
      return {};
    },
    index: ({ project }, options) => indexOf(hub, project, options?.signal ?? null),
    saveDocument: async ({ project, ...document }) => {
      await (await hub.documents(project)).save(document);
      return {};
    },
    readDocuments: async ({ project, streams }) => (await hub.documents(project)).read(streams),
  };
}

async function* indexOf(hub: ProjectHub, project: string, signal: AbortSignal | null): AsyncGenerator<IndexProgress> {
  const index = await hub.index(project);
  const damaged = hub.registry.takeProblem(project);
  for await (const step of index.progress(signal)) {
    yield step.done && damaged !== null ? { ...step, skipped: [...step.skipped, { name: damaged, problem: 'project/broken' }] } : step;
  }
}

interface RemoteAsk {
  readonly account: string;
  readonly project: string;
  readonly remoteProjectsOf: RemoteProjectsOf;
  readonly signal: AbortSignal | null;
}

/** A project that was opened before opens without the server too; a local one keeps its folder and gains the account. */
async function openRemote({ registry }: ProjectHub, { clock }: Pick<Machine, 'clock'>, ask: RemoteAsk): Promise<ProjectFile> {
  const known = await registry.read(ask.project);
  const remote = await remoteOrNull(ask, known);
  const base = known ?? { id: ask.project, name: '', source: 'server' as const, folder: null, role: null, seed: { description: '', labels: [], tags: [] } };
  return registry.save({ ...base, name: remote?.name ?? base.name, role: remote?.role ?? base.role, account: ask.account, openedAt: clock.now() });
}

async function remoteOrNull(ask: RemoteAsk, known: ProjectFile | null): Promise<RemoteProject | null> {
  try {
    const found = (await ask.remoteProjectsOf(ask.account, ask.signal)).find(({ id }) => id === ask.project);
    if (found !== undefined) return found;
    throw new AppError('server/no-access', 'This project is not on the server, or you have no access to it. Ask its lead to add you.');
  } catch (error) {
    const offline = error instanceof AppError && (error.code === 'server/unreachable' || error.code === 'server/sign-in' || error.code === 'server/busy');
    if (offline && known !== null && known.account === ask.account) return null;
    throw error;
  }
}
