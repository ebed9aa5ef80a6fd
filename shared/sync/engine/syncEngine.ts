import type { Uuid } from '../../base/id.ts';
import type { Stop } from '../../base/listeners.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { StreamId } from '../../model/transaction.ts';
import { newEngineState, type EngineChange, type EngineState } from './engineState.ts';
import { localCommit, type Commit, type CommitOptions } from './localCommit.ts';
import type { EnginePorts, MarkBody, ResultRow, StoreWriter } from './ports.ts';
import { ProjectSync, type ProjectState, type SyncOptions } from './projectSync.ts';
import { recover, type Recovered } from './recover.ts';
import { newStreamRow } from './streamRow.ts';
import { readRecords } from './view.ts';

export const SYNC_OPTIONS: SyncOptions = { client: 'sightline', pollMs: 30_000, batchOps: 500, pageRows: 500, wants: (_stream, flags) => flags > 0 };

/**
 * The client's side of `sync.md` §2 for one local database. Saves what a person does in two places, brings it to the
 * server when there is one, and tells what others did. Nothing here waits for the network to save.
 */
export class SyncEngine<W extends StoreWriter = StoreWriter> {
  readonly #state: EngineState<W>;
  readonly #options: SyncOptions;
  readonly #projects = new Map<string, ProjectSync<W>>();
  #paused = false;

  constructor(ports: EnginePorts<W>, options: Partial<SyncOptions> = {}) {
    this.#state = newEngineState(ports);
    this.#options = { ...SYNC_OPTIONS, ...options };
  }

  /** The start-up check. Before it resolves nothing may be read or saved; when it rejects, the store failed: try again. */
  start(): Promise<Recovered> {
    return recover(this.#state);
  }

  /** Saves one transaction as a whole; see `localCommit`. A push follows by itself. */
  async commit(options: CommitOptions<W>): Promise<Commit> {
    const commit = await localCommit(this.#state, options);
    if (!options.local && commit.copies !== 'none') void this.syncNow(options.project);
    return commit;
  }

  /** All records of a stream as the screen shows them. */
  records(stream: StreamId): Promise<readonly DocumentRecord[]> {
    return this.#state.ports.store.read((tx) => readRecords(tx, stream));
  }

  /** Makes sure a stream is kept on this machine from now on, and tells its changes until stopped. */
  async watch(stream: StreamId, where: { readonly project: string; readonly local: boolean }): Promise<Stop> {
    await this.#state.ports.store.write(async (tx) => {
      if ((await tx.stream(stream)) === null) await tx.putStream(newStreamRow(stream, where.project, where.local));
    });
    this.#state.watched.add(stream);
    return () => void this.#state.watched.delete(stream);
  }

  /** Keeps a project of the account in step with the server until stopped. */
  follow(project: string): Stop {
    const { transport } = this.#state.ports;
    if (transport === null) return () => undefined;
    const sync = this.#projects.get(project) ?? new ProjectSync(this.#state, transport, { project, options: this.#options });
    this.#projects.set(project, sync);
    if (!this.#paused) void sync.now();
    return () => {
      sync.stop();
      this.#projects.delete(project);
    };
  }

  /** A round at once: the person asked, the network came back, the server hinted. */
  async syncNow(project: string): Promise<void> {
    if (!this.#paused) await this.#projects.get(project)?.now();
  }

  /** The person's own switch. Saving goes on either way. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    const followed = [...this.#projects.keys()];
    if (!paused) for (const project of followed) void this.syncNow(project);
    else for (const sync of this.#projects.values()) sync.rest();
  }

  projectState(project: string): ProjectState | null {
    return this.#projects.get(project)?.told ?? null;
  }

  /** How many changes wait for the server, and how many answers wait for the person. */
  counts(): Promise<{ readonly pending: number; readonly open: number }> {
    return this.#state.ports.store.read((tx) => tx.counts());
  }

  /** Changes the server refused or held. */
  async notices(): Promise<readonly ResultRow[]> {
    return (await this.#state.ports.store.read((tx) => tx.results())).filter((row) => row.open);
  }

  /** The person is done with a notice; the journal remembers that too. */
  async discard(op: Uuid): Promise<void> {
    await this.#state.ports.store.write((tx) => tx.deleteResult(op));
    await this.#state.journal.append([{ type: 'mark', lseq: this.#state.newestLseq, body: { discarded: op } satisfies MarkBody }]);
    this.#state.moved.emit();
  }

  /** Server time minus ours, milliseconds; for a warning, never for a decision. */
  get skew(): number | null {
    return this.#state.skew;
  }

  /** The last write to the store failed; what it should hold is in the journal and follows by itself. */
  get storeOwes(): boolean {
    return this.#state.owed.length > 0;
  }

  /** Why the journal lacks something; null while it is complete. */
  get journalCause(): string | null {
    return this.#state.journal.cause;
  }

  onChange(listener: (change: EngineChange) => void): Stop {
    return this.#state.changes.add(listener);
  }

  /** Counts, project states or notices may have moved. */
  onMoved(listener: () => void): Stop {
    return this.#state.moved.add(listener);
  }

  stop(): void {
    for (const sync of this.#projects.values()) sync.stop();
    this.#projects.clear();
  }
}
