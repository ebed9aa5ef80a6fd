import { AppError } from '#shared/base/errors.ts';
import type { ServiceClient } from '#shared/bridge/service.ts';
import type { SavedState, WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import type { Uuid } from '#shared/base/id.ts';
import { NEVER_UNDONE } from '#shared/edits/neverUndone.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import { recordOf } from '#shared/sync/units.ts';
import type { ResultRow } from '#shared/sync/engine/ports.ts';
import { authorsOf } from '../local/authorsOf.ts';
import { recordsOfTypes } from '../local/recordsOfTypes.ts';
import { copyProject } from './copyProject.ts';
import type { DatabaseRoom, WorkspacePorts } from './databaseRoom.ts';
import { DocumentKeeper } from './documentKeeper.ts';
import { feedQueue } from './feedQueue.ts';
import { OpenProjects } from './openProjects.ts';
import { StatusBoard } from './statusBoard.ts';

type Service<Name extends keyof WorkspaceContract> = ServiceClient<WorkspaceContract[Name]>;

interface Parts {
  readonly ports: WorkspacePorts;
  readonly projects: OpenProjects;
  readonly board: StatusBoard;
  readonly keeper: DocumentKeeper;
}

export interface WorkspaceHandlers {
  readonly projects: Service<'projects'>;
  readonly streams: Service<'streams'>;
  readonly commit: Service<'commit'>;
  readonly sync: Service<'sync'>;
}

/** The sync worker's services: the only way from the window to the local database. */
export function createWorkspace(ports: WorkspacePorts): WorkspaceHandlers {
  const board = new StatusBoard(ports.clock);
  const parts: Parts = { ports, board, keeper: new DocumentKeeper(ports), projects: new OpenProjects(ports, board) };
  return { projects: projectsOf(parts), streams: streamsOf(parts), commit: commitOf(parts), sync: syncOf(parts) };
}

function projectsOf(parts: Parts): Service<'projects'> {
  const { projects, keeper } = parts;
  return {
    open: async ({ database, project, seed }) => {
      const room = await projects.open(database, project);
      const stream: StreamId = `p:${project}`;
      await room.engine.watch(stream, { project, local: room.local });
      let records = await room.engine.records(stream);
      if (records.length === 0 && room.local && !room.readOnly) {
        await seedStream(parts, { room, project, stream }, seed);
        records = await room.engine.records(stream);
      }
      projects.follow(room, project);
      await parts.board.refresh(room, project);
      return { records: [...records], recovery: room.recovery };
    },
    close: async ({ project }) => {
      const room = projects.roomOf(project);
      await keeper.settle(room, project);
      projects.close(project);
      return {};
    },
    copyTo: async ({ from, database, project }) => ({ records: await copyProject(parts, { from, database, to: project }) }),
  };
}

interface Place {
  readonly room: DatabaseRoom;
  readonly project: string;
  readonly stream: StreamId;
}

/** The first records of a project that was never open here. They are saved like any change, but nobody undoes them. */
async function seedStream({ ports }: Parts, { room, project, stream }: Place, seed: readonly DocumentRecord[]): Promise<void> {
  if (seed.length === 0) return;
  const ops = seed.map((record) => ({ op: 'put' as const, record }));
  const transaction: Transaction = { id: ports.newId(), label: 'project.seed', via: 'import', undoes: null, at: ports.clock.now(), parts: [{ stream, ops, inverse: [] }] };
  const { copies, cause } = await room.engine.commit({ project, local: room.local, transaction });
  if (copies === 'none') throw new AppError('database/cannot-write', `The database of this computer cannot be written: ${cause ?? 'no reason given'}. Free some disk space and open the project again.`);
}

function streamsOf({ projects }: Parts): Service<'streams'> {
  return {
    open: async ({ project, stream }) => {
      const room = projects.roomOf(project);
      await projects.watch(room, project, stream);
      const rows = await room.database.history.where('stream').equals(stream).sortBy('n');
      const draft = (await room.database.drafts.get(stream))?.draft ?? null;
      const history = rows.map(({ transaction, state }) => ({ transaction, undone: state === 'undone' }));
      return { records: [...(await room.engine.records(stream))], history, draft, readOnly: room.readOnly };
    },
    changes: ({ project }, options) => {
      const room = projects.roomOf(project);
      return feedQueue((listener) => room.engine.onChange((change) => {
        if (change.project === project) listener({ stream: change.stream, put: [...change.put], removed: [...change.removed], origin: 'other' });
      }), options?.signal);
    },
    close: async ({ project, stream }) => {
      projects.unwatch(project, stream);
      return {};
    },
    query: async ({ project, types }) => {
      const room = projects.roomOf(project);
      return recordsOfTypes(room.database, room.store, { project, types });
    },
    authors: async ({ project, stream, objects }) => authorsOf(projects.roomOf(project).database, stream, objects),
  };
}

function commitOf(parts: Parts): Service<'commit'> {
  const { projects, board } = parts;
  return {
    apply: async ({ project, transaction }) => {
      const room = projects.roomOf(project);
      return board.saving(room, project, () => save(parts, { room, project, transaction }));
    },
    markUndone: async ({ project, stream, transaction, undone }) => {
      const { database } = projects.roomOf(project);
      await database.history.where('[stream+tx]').equals([stream, transaction]).modify({ state: undone ? 'undone' : 'done' });
      return {};
    },
    saveDraft: async ({ project, stream, draft }) => {
      const { database } = projects.roomOf(project);
      await (draft === null ? database.drafts.delete(stream) : database.drafts.put({ stream, draft }));
      return {};
    },
  };
}

interface Save {
  readonly room: DatabaseRoom;
  readonly project: string;
  readonly transaction: Transaction;
}

async function save({ keeper, ports }: Parts, { room, project, transaction }: Save): Promise<SavedState> {
  if (room.readOnly) return { copies: 'none', cause: 'Another window of Sightline works in this project.' };
  const undoable = transaction.undoes === null && !NEVER_UNDONE.has(transaction.label);
  const { copies, cause } = await room.engine.commit({
    project, local: room.local, transaction,
    alongside: async (tx) => {
      if (undoable) await tx.addHistory(transaction.parts.map(({ stream }) => ({ stream, tx: transaction.id, state: 'done', transaction })));
    },
  });
  if (copies === 'none') void ports.host.journal.makeRoom({}).catch(() => undefined);
  else for (const { stream } of transaction.parts) keeper.touch(room, project, stream);
  return { copies, cause };
}

function syncOf({ projects, board }: Parts): Service<'sync'> {
  return {
    status: (_nothing, options) => feedQueue((listener) => {
      listener(board.current);
      return board.onChange(listener);
    }, options?.signal),
    now: async ({ project }) => {
      const room = projects.roomOf(project);
      await room.engine.syncNow(project);
      await board.refresh(room, project);
      return {};
    },
    setPaused: async ({ paused }) => {
      board.pause(paused);
      await projects.setPaused(paused);
      return {};
    },
    notices: async ({ project }) => {
      const { engine, database } = projects.roomOf(project);
      const own = new Set((await database.streams.where('project').equals(project).toArray()).map(({ id }) => id));
      return (await engine.notices()).filter(({ stream }) => own.has(stream)).map(noticeOf);
    },
    discardNotice: async ({ project, op }) => {
      await projects.roomOf(project).engine.discard(op as Uuid);
      return {};
    },
  };
}

function noticeOf({ op, stream, result, at, body }: ResultRow): Awaited<ReturnType<Service<'sync'>['notices']>>[number] {
  return { op, stream, status: result.status, code: result.code, at, record: body.kind === 'put' ? recordOf(body.type, body.obj, body.set ?? {}) : null };
}
