import { AppError } from '#shared/base/errors.ts';
import type { Stop } from '#shared/base/listeners.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { openDatabaseRoom, type DatabaseRoom, type WorkspacePorts } from './databaseRoom.ts';
import { followHints } from './followHints.ts';
import type { StatusBoard } from './statusBoard.ts';

interface OpenProject {
  readonly room: DatabaseRoom;
  readonly watched: Map<StreamId, Stop>;
  following: Stop | null;
}

/** Which projects are open, in which database, and what keeps each of them current. */
export class OpenProjects {
  readonly #ports: WorkspacePorts;
  readonly #board: StatusBoard;
  readonly #rooms = new Map<string, Promise<DatabaseRoom>>();
  readonly #projects = new Map<string, OpenProject>();

  constructor(ports: WorkspacePorts, board: StatusBoard) {
    this.#ports = ports;
    this.#board = board;
  }

  /** A database is opened once and stays open: other projects of the account may still have work to send. */
  async room(name: string): Promise<DatabaseRoom> {
    const opening = this.#rooms.get(name) ?? openDatabaseRoom(this.#ports, name);
    this.#rooms.set(name, opening);
    try {
      return await opening;
    } catch (error) {
      this.#rooms.delete(name);
      throw error;
    }
  }

  async open(name: string, project: string): Promise<DatabaseRoom> {
    const room = await this.room(name);
    this.close(project);
    this.#projects.set(project, { room, watched: new Map(), following: null });
    return room;
  }

  roomOf(project: string): DatabaseRoom {
    return this.#of(project).room;
  }

  async watch(room: DatabaseRoom, project: string, stream: StreamId): Promise<void> {
    if (room.readOnly) return;
    const open = this.#of(project);
    const before = open.watched.get(stream);
    open.watched.set(stream, await room.engine.watch(stream, { project, local: room.local }));
    if (before === undefined && !room.local) void room.engine.syncNow(project);
  }

  unwatch(project: string, stream: StreamId): void {
    const { watched } = this.#of(project);
    watched.get(stream)?.();
    watched.delete(stream);
  }

  /** Keeps what is told of a project current while it is open, and a project of an account in step with its server. */
  follow(room: DatabaseRoom, project: string): void {
    if (room.readOnly) return;
    const stops = [room.engine.onMoved(() => void this.#board.refresh(room, project))];
    if (!room.local) {
      const hints = followHints(this.#ports, { account: room.name, project }, () => void room.engine.syncNow(project));
      stops.push(room.engine.follow(project), hints.stop, room.engine.onMoved(() => hints.reachable(room.engine.projectState(project)?.failure === null)));
    }
    this.#of(project).following = () => stops.forEach((stop) => stop());
  }

  async setPaused(paused: boolean): Promise<void> {
    for (const [project, { room }] of this.#projects) {
      room.engine.setPaused(paused);
      await this.#board.refresh(room, project);
    }
  }

  close(project: string): void {
    const open = this.#projects.get(project);
    open?.following?.();
    for (const stop of open?.watched.values() ?? []) stop();
    this.#projects.delete(project);
  }

  #of(project: string): OpenProject {
    const open = this.#projects.get(project);
    if (open === undefined) throw new AppError('project/not-open', 'This project is not open. Open it from the welcome page.');
    return open;
  }
}
