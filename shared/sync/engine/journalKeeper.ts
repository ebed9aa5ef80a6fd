import { errorSentence } from '../../base/errors.ts';
import { Lane } from './lane.ts';
import type { Journal, JournalEntry, Timers } from './ports.ts';

const RETRY_MS = 2000;
const MOST_AT_ONCE = 5000;

/**
 * Keeps the journal gapless: what could not be written is written before anything newer, so the newest `lseq` in the
 * journal says that everything below is there too.
 */
export class JournalKeeper {
  readonly #journal: Journal;
  readonly #timers: Timers;
  readonly #lane = new Lane();
  readonly #moved: () => void;
  #owed: readonly JournalEntry[] = [];
  #retryPlanned = false;
  /** Why the last write failed; null while everything handed in is on disk. */
  cause: string | null = null;

  constructor(journal: Journal, timers: Timers, moved: () => void) {
    this.#journal = journal;
    this.#timers = timers;
    this.#moved = moved;
  }

  /** Answers whether these entries, and all before them, are on disk. */
  append(entries: readonly JournalEntry[]): Promise<boolean> {
    this.#owed = [...this.#owed, ...entries];
    return this.#lane.run(() => this.#settle());
  }

  /** Entries that are good to have but may be lost: answers the server would give again. */
  note(entries: readonly JournalEntry[]): Promise<void> {
    return this.#lane.run(async () => {
      if (this.#owed.length === 0) await this.#journal.append(entries);
    }).catch((error: unknown) => {
      this.cause = errorSentence(error);
    });
  }

  async #settle(): Promise<boolean> {
    while (this.#owed.length > 0) {
      const next = this.#owed.slice(0, MOST_AT_ONCE);
      try {
        await this.#journal.append(next);
      } catch (error) {
        this.cause = errorSentence(error);
        this.#planRetry();
        return false;
      }
      this.#owed = this.#owed.slice(next.length);
    }
    this.cause = null;
    return true;
  }

  #planRetry(): void {
    if (this.#retryPlanned) return;
    this.#retryPlanned = true;
    this.#timers.after(RETRY_MS, () => {
      this.#retryPlanned = false;
      void this.#lane.run(() => this.#settle()).then(this.#moved);
    });
  }
}
