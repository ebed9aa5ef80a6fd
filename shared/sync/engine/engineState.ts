import type { Uuid } from '../../base/id.ts';
import { Listeners } from '../../base/listeners.ts';
import type { DocumentRecord } from '../../model/records.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { SyncOp } from '../op.ts';
import { JournalKeeper } from './journalKeeper.ts';
import { Lane } from './lane.ts';
import type { Kept } from './requeue.ts';
import type { EnginePorts, Failure, StoreWriter } from './ports.ts';

/** Records that others, the server's decisions or recovery changed. A person's own commits are not told again. */
export interface EngineChange {
  readonly project: string;
  readonly stream: StreamId;
  readonly put: readonly DocumentRecord[];
  readonly removed: readonly Uuid[];
}

/** Everything the parts of one engine share. */
export interface EngineState<W extends StoreWriter = StoreWriter> {
  readonly ports: EnginePorts<W>;
  readonly journal: JournalKeeper;
  /** Commits go one by one, so that the journal is written in `lseq` order. */
  readonly commits: Lane;
  readonly changes: Listeners<EngineChange>;
  /** A save, an answer or a failure: whoever shows a status reads it anew. */
  readonly moved: Listeners<void>;
  readonly failures: Listeners<{ readonly project: string; readonly failure: Failure }>;
  /** Streams somebody looks at; changes are told for these only. */
  readonly watched: Set<StreamId>;
  /** The newest `lseq` this process has given, whether or not the store kept it. */
  newestLseq: number;
  /**
   * The newest changes the server decided against. Whoever still had one on the screen built on it; what he had seen
   * is what that change had seen.
   */
  decidedAgainst: readonly SyncOp[];
  /** Changes a failed store still has to take in. */
  owed: readonly Kept[];
  owedPlanned: boolean;
  /** Server time minus ours at the last answer, milliseconds. */
  skew: number | null;
}

export function newEngineState<W extends StoreWriter>(ports: EnginePorts<W>): EngineState<W> {
  const moved = new Listeners<void>();
  return {
    ports, journal: new JournalKeeper(ports.journal, ports.timers, () => moved.emit()), commits: new Lane(),
    changes: new Listeners(), moved, failures: new Listeners(), watched: new Set(), newestLseq: 0, decidedAgainst: [], owed: [], owedPlanned: false, skew: null,
  };
}
