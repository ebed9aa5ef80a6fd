import { Listeners, type Stop } from '#shared/base/listeners.ts';
import type { SavedState, WorkspaceStatus } from '#shared/bridge/workspaceContract.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { ProjectState } from '#shared/sync/engine/projectSync.ts';
import { openConflicts } from '../local/openConflicts.ts';
import type { DatabaseRoom } from './databaseRoom.ts';

/** A clock difference worth a word, milliseconds; it never blocks anything (`sync.md` §2.11). */
const SKEW_WORTH_A_WORD = 5 * 60_000;

/** What the status bar shows, put together from saves under way, the engine and the person's own switch. */
export class StatusBoard {
  readonly #clock: Clock;
  readonly #listeners = new Listeners<WorkspaceStatus>();
  #underWay = 0;
  #last: SavedState = { copies: 'both', cause: null };
  #paused = false;
  #shown: WorkspaceStatus;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#shown = { saved: 'saved', cause: null, sync: 'local', pending: 0, attention: 0, since: clock.now(), lastSync: null, skew: null };
  }

  get current(): WorkspaceStatus {
    return this.#shown;
  }

  onChange(listener: (status: WorkspaceStatus) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** A save begins; its outcome decides the sign. */
  async saving(room: DatabaseRoom, project: string, save: () => Promise<SavedState>): Promise<SavedState> {
    this.#underWay += 1;
    this.#show({ ...this.#shown, saved: 'saving' });
    try {
      this.#last = await save();
    } catch (error) {
      this.#last = { copies: 'none', cause: error instanceof Error ? error.message : String(error) };
    }
    this.#underWay -= 1;
    await this.refresh(room, project);
    return this.#last;
  }

  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** Reads the engine anew. */
  async refresh(room: DatabaseRoom, project: string): Promise<void> {
    const { pending, open } = await room.engine.counts().catch(() => ({ pending: this.#shown.pending, open: this.#shown.attention }));
    const conflicts = await openConflicts(room.database, project).catch(() => 0);
    const state = room.engine.projectState(project);
    const skew = room.engine.skew;
    this.#show({
      ...this.#saved(room),
      sync: room.local ? 'local' : syncOf(state, { paused: this.#paused, pending }),
      pending, attention: open + conflicts, since: this.#shown.since, lastSync: state?.lastSync ?? this.#shown.lastSync,
      skew: skew !== null && Math.abs(skew) > SKEW_WORTH_A_WORD ? skew : null,
    });
  }

  #saved(room: DatabaseRoom): Pick<WorkspaceStatus, 'saved' | 'cause'> {
    if (this.#underWay > 0) return { saved: 'saving', cause: null };
    if (this.#last.copies === 'none') return { saved: 'not-saved', cause: this.#last.cause };
    const { journalCause, storeOwes } = room.engine;
    if (journalCause === null && !storeOwes) return { saved: 'saved', cause: null };
    return { saved: 'one-copy', cause: journalCause ?? this.#last.cause };
  }

  #show(next: WorkspaceStatus): void {
    const moved = next.sync !== this.#shown.sync || next.saved !== this.#shown.saved;
    this.#shown = moved ? { ...next, since: this.#clock.now() } : next;
    this.#listeners.emit(this.#shown);
  }
}

function syncOf(state: ProjectState | null, own: { readonly paused: boolean; readonly pending: number }): WorkspaceStatus['sync'] {
  if (own.paused) return 'offline';
  const kind = state?.failure?.kind ?? null;
  if (kind === 'signed-out' || kind === 'no-access' || kind === 'upgrade') return kind;
  if (kind === 'busy') return 'waiting';
  if (kind !== null) return 'offline';
  return state === null || state.syncing || state.lastSync === null || own.pending > 0 ? 'syncing' : 'synced';
}
