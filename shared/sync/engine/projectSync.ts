import type { Stop } from '../../base/listeners.ts';
import type { StreamId } from '../../model/transaction.ts';
import { backoffMs } from './backoff.ts';
import type { EngineState } from './engineState.ts';
import type { Failure, StoreWriter, Transport } from './ports.ts';
import { pullProject } from './pullProject.ts';
import { pushStream, type Pace } from './pushStream.ts';

/** What an engine may be told about its pace; simulators use small numbers. */
export interface SyncOptions {
  readonly client: string;
  readonly pollMs: number;
  readonly batchOps: number;
  readonly pageRows: number;
  readonly wants: (stream: StreamId, flags: number) => boolean;
}

/** How one project is doing. `failure` null: the last round went well. */
export interface ProjectState {
  readonly syncing: boolean;
  readonly failure: Failure | null;
  readonly lastSync: number | null;
}

/** Keeps one project in step with the server: rounds of push and pull, with a rest between them. */
export class ProjectSync<W extends StoreWriter> {
  readonly #state: EngineState<W>;
  readonly #transport: Transport;
  readonly #project: string;
  readonly #options: SyncOptions;
  readonly #paces = new Map<StreamId, Pace>();
  readonly #compared = new Set<StreamId>();
  #round: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #planned: Stop | null = null;
  #stopped = false;
  #resting = false;
  #told: ProjectState = { syncing: false, failure: null, lastSync: null };

  constructor(state: EngineState<W>, transport: Transport, what: { readonly project: string; readonly options: SyncOptions }) {
    this.#state = state;
    this.#transport = transport;
    this.#project = what.project;
    this.#options = what.options;
  }

  get told(): ProjectState {
    return this.#told;
  }

  /** One round now; asked during a round, another one follows it. Resolves when all is done that can be done now. */
  now(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#resting = false;
    this.#planned?.();
    this.#planned = null;
    if (this.#round !== null) this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  /** No more rounds by itself until the next `now`; a round under way ends. */
  rest(): void {
    this.#resting = true;
    this.#planned?.();
    this.#planned = null;
  }

  stop(): void {
    this.#stopped = true;
    this.rest();
  }

  async #rounds(): Promise<void> {
    let failure: Failure | null;
    do {
      this.#again = false;
      this.#tell({ ...this.#told, syncing: true });
      failure = await this.#once();
    } while (this.#again && failure === null && !this.#stopped);
    this.#failures = failure === null ? 0 : this.#failures + 1;
    this.#tell({ syncing: false, failure, lastSync: failure === null ? this.#state.ports.clock.now() : this.#told.lastSync });
    if (failure !== null) this.#state.failures.emit({ project: this.#project, failure });
    this.#plan(failure);
  }

  async #once(): Promise<Failure | null> {
    try {
      return await this.#pushAndPull();
    } catch {
      return { kind: 'local', retryAfter: null };
    }
  }

  /** Push and pull side by side; what was pushed comes back by a second pull, which takes it out of the queue. */
  async #pushAndPull(): Promise<Failure | null> {
    const [pulled, pushed] = await Promise.all([this.#pull(), this.#pushAll()]);
    if (pulled !== null || pushed.failure !== null) return pushed.failure ?? pulled;
    return pushed.any ? this.#pull() : null;
  }

  #pull(): Promise<Failure | null> {
    const { pageRows, wants } = this.#options;
    return pullProject({ state: this.#state, transport: this.#transport, project: this.#project, pageRows, wants, compared: this.#compared });
  }

  async #pushAll(): Promise<{ readonly any: boolean; readonly failure: Failure | null }> {
    const dirty = await this.#state.ports.store.read(async (tx) => {
      const mine = new Set((await tx.streams()).filter((row) => row.project === this.#project && !row.local).map((row) => row.id));
      return (await tx.dirtyStreams()).filter((id) => mine.has(id));
    });
    for (const stream of dirty) {
      const failure = await pushStream({ state: this.#state, transport: this.#transport, stream, pace: this.#paceOf(stream), client: this.#options.client });
      if (failure !== null) return { any: true, failure };
    }
    return { any: dirty.length > 0, failure: null };
  }

  #paceOf(stream: StreamId): Pace {
    const pace = this.#paces.get(stream) ?? { most: this.#options.batchOps, now: this.#options.batchOps, failures: 0 };
    this.#paces.set(stream, pace);
    return pace;
  }

  #plan(failure: Failure | null): void {
    if (this.#stopped || this.#resting || failure?.kind === 'signed-out' || failure?.kind === 'no-access' || failure?.kind === 'upgrade') return;
    const wait = failure === null ? this.#options.pollMs : (failure.retryAfter ?? backoffMs(this.#failures, this.#state.ports.random));
    this.#planned = this.#state.ports.timers.after(wait, () => void this.now());
  }

  #tell(next: ProjectState): void {
    this.#told = next;
    this.#state.moved.emit();
  }
}
