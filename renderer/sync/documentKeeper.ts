import type { Stop } from '#shared/base/listeners.ts';
import { isPrivateStream } from '#shared/model/streams.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { readRecords } from '#shared/sync/engine/view.ts';
import type { DatabaseRoom, WorkspacePorts } from './databaseRoom.ts';

/** Work pauses at least this long before its document is written, milliseconds. */
const QUIET = 1500;

/**
 * Keeps a plain file of each worked-on stream in the host, for use without a window (command line, other host) and
 * as a third copy. Written when work pauses; the journal covers what came after.
 */
export class DocumentKeeper {
  readonly #ports: Pick<WorkspacePorts, 'host' | 'timers'>;
  readonly #waiting = new Map<StreamId, Stop>();

  constructor(ports: Pick<WorkspacePorts, 'host' | 'timers'>) {
    this.#ports = ports;
  }

  /** The stream has changed: its file is due. What belongs to one person gets no file. */
  touch(room: DatabaseRoom, project: string, stream: StreamId): void {
    if (isPrivateStream(stream)) return;
    this.#waiting.get(stream)?.();
    this.#waiting.set(stream, this.#ports.timers.after(QUIET, () => void this.#write(room, project, stream)));
  }

  /** Writes what is due for a project now. */
  async settle(room: DatabaseRoom, project: string): Promise<void> {
    const due = [...this.#waiting];
    for (const [stream, callOff] of due) {
      callOff();
      await this.#write(room, project, stream);
    }
  }

  async #write(room: DatabaseRoom, project: string, stream: StreamId): Promise<void> {
    this.#waiting.delete(stream);
    try {
      const { lseq, records } = await room.store.read(async (tx) => ({ lseq: await tx.meta('lseq'), records: await readRecords(tx, stream) }));
      await this.#ports.host.projects.saveDocument({ project, stream, lseq: typeof lseq === 'number' ? lseq : 0, records: [...records] });
    } catch {
      // Only a third copy: the database and the journal have it. The next change tries again.
    }
  }
}
