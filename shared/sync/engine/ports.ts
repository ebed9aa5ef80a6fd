import type { Json } from '../../base/json.ts';
import type { Uuid } from '../../base/id.ts';
import type { NewId } from '../../base/id.ts';
import type { Stop } from '../../base/listeners.ts';
import type { Clock, Random } from '../../base/ports.ts';
import type { StreamId } from '../../model/transaction.ts';
import type { HeadsAnswer, PullAnswer, PullRequest, PushAnswer, PushRequest } from '../messages.ts';
import type { ObjectRow, OpResult, SyncOp } from '../op.ts';

/*
 * What the client engine needs of the world. Production bodies: Dexie, the host's journal and server services;
 * simulator bodies: `tests/sync`. One engine serves one database, which holds any number of projects.
 */

/** Keys of the `meta` table. `device` is a Uuid, `lseq` the newest number given, `incarnation` the server's. */
export type MetaKey = 'device' | 'lseq' | 'incarnation';

/** What the engine knows of one stream. A stream without an account is `local`: this machine is its own ledger. */
export interface StreamRow {
  readonly id: StreamId;
  readonly project: string;
  readonly local: boolean;
  /** Every row up to this number is in `base`. */
  readonly cursor: number;
  /** The server's newest number, as last heard. */
  readonly head: number;
  readonly epoch: number;
  readonly assignee: string | null;
  readonly leaseUntil: number | null;
  /** Sum of the row hashes of `base`, 16 hex digits. */
  readonly hash: string;
  /** How often in a row that sum differed from the server's. */
  readonly mismatches: number;
  /** Rises with every bootstrap; rows of an older generation are leftovers until `booting` ends. */
  readonly generation: number;
  readonly booting: boolean;
  /** The newest device number given in this stream. */
  readonly dseq: number;
}

/** A row the ledger confirmed (in a local stream: a row this machine confirmed, `seq` = `lseq`). */
export interface BaseRow extends ObjectRow {
  readonly stream: StreamId;
  readonly generation: number;
}

/**
 * One open change. `pending`: the server has not answered. `acked`: it has, but the row that contains the change is
 * not here yet, so the screen still needs it. `stuck`: the server fails on it; a person has to look.
 */
export interface OutboxRow {
  /** Place in the queue. A change that swallowed later ones keeps its place. */
  readonly lseq: number;
  /** The newest `lseq` it contains. */
  readonly upTo: number;
  readonly stream: StreamId;
  readonly obj: Uuid;
  readonly op: SyncOp;
  readonly state: 'pending' | 'acked' | 'stuck';
  /** Number of the object row to wait for, once acked. */
  readonly ack: number | null;
}

/** An answer that took a change out of the queue without applying it, kept until a person acts. */
export interface ResultRow {
  readonly op: Uuid;
  readonly stream: StreamId;
  readonly result: OpResult;
  readonly body: SyncOp;
  readonly at: number;
  readonly open: boolean;
}

/**
 * Reading inside a transaction. Between calls only other calls of the same transaction may be awaited: IndexedDB
 * closes a transaction that waits for anything else. Rows are values: nobody changes one after putting or getting it.
 */
export interface StoreReader {
  meta(key: MetaKey): Promise<Json>;
  stream(id: StreamId): Promise<StreamRow | null>;
  streams(): Promise<readonly StreamRow[]>;
  /** The rows there are, in any order. */
  base(stream: StreamId, ids: readonly Uuid[]): Promise<readonly BaseRow[]>;
  baseOf(stream: StreamId): Promise<readonly BaseRow[]>;
  /** Rows with a number above `seq`, in any order. */
  baseAfter(stream: StreamId, seq: number): Promise<readonly BaseRow[]>;
  /** All open changes of a stream, of every state, by `lseq`. */
  outboxOf(stream: StreamId): Promise<readonly OutboxRow[]>;
  /** The first so many `pending` ones of a stream, by `lseq`. */
  pendingOf(stream: StreamId, limit: number): Promise<readonly OutboxRow[]>;
  /** Streams with at least one `pending` change, in any order. */
  dirtyStreams(): Promise<readonly StreamId[]>;
  /** The open changes of some objects by `lseq`. */
  outboxAt(stream: StreamId, objects: readonly Uuid[]): Promise<readonly OutboxRow[]>;
  /** Every open change with `upTo` above `lseq`, by `lseq`. */
  outboxAfter(lseq: number): Promise<readonly OutboxRow[]>;
  /** Open and closed answers, in any order. */
  results(): Promise<readonly ResultRow[]>;
  /** How many changes the server has not answered (stuck ones too), and how many answers are open. */
  counts(): Promise<{ readonly pending: number; readonly open: number }>;
}

export interface StoreWriter extends StoreReader {
  putMeta(key: MetaKey, value: Json): Promise<void>;
  putStream(row: StreamRow): Promise<void>;
  putBase(rows: readonly BaseRow[]): Promise<void>;
  deleteBase(stream: StreamId, ids: readonly Uuid[]): Promise<void>;
  /** By `lseq`. */
  putOutbox(rows: readonly OutboxRow[]): Promise<void>;
  deleteOutbox(lseqs: readonly number[]): Promise<void>;
  /** By `op`. */
  putResults(rows: readonly ResultRow[]): Promise<void>;
  deleteResult(op: Uuid): Promise<void>;
}

/**
 * The local database. `write` is all or nothing and durable when it resolves; transactions that write do not overlap.
 * A rejected promise means nothing was written. `W` is the body's own, wider writer, so that its owner can put rows
 * of his own (undo history, drafts) into the same transaction; see `CommitOptions.alongside`.
 */
export interface Store<W extends StoreWriter = StoreWriter> {
  read<T>(work: (tx: StoreReader) => Promise<T>): Promise<T>;
  write<T>(work: (tx: W) => Promise<T>): Promise<T>;
}

/** Same shape as the host's journal record; `body` is one of the bodies below. */
export interface JournalEntry {
  readonly type: 'op' | 'result' | 'device' | 'mark';
  readonly lseq: number;
  readonly body: unknown;
}
export interface OpBody {
  readonly project: string;
  readonly local: boolean;
  readonly op: SyncOp;
}
/** The answer for a change and all it swallowed. */
export interface ResultBody {
  readonly ops: readonly Uuid[];
  readonly result: OpResult;
}
/** A person closed the notice of this op. */
export interface MarkBody {
  readonly discarded: Uuid;
}

/** The second, fsynced copy of everything a person did. */
export interface Journal {
  /** Rejects when it cannot be read at all. */
  open(): Promise<{ readonly device: Uuid; readonly lastLseq: number }>;
  /** Durable when it resolves. After a rejection any prefix of the entries may be there. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** All entries with `lseq` above the given one, in the order they were appended. */
  read(after: number): AsyncIterable<readonly JournalEntry[]>;
  renewDevice(): Promise<Uuid>;
}

/** Why a round ended early; `sync.md` §2.6. `local`: this machine's own store or journal failed. */
export type FailureKind =
  | 'local' | 'offline' | 'server' | 'busy' | 'malformed' | 'signed-out' | 'no-access' | 'forked' | 'cursor-too-old' | 'too-big' | 'upgrade';
export interface Failure {
  readonly kind: FailureKind;
  /** What `Retry-After` asked for, milliseconds. */
  readonly retryAfter: number | null;
}
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The road to the server. Never rejects: what went wrong is part of the answer. A timeout is `offline`. */
export interface Transport {
  push(project: string, request: PushRequest): Promise<Reply<PushAnswer>>;
  pull(project: string, request: PullRequest): Promise<Reply<PullAnswer>>;
  heads(project: string): Promise<Reply<HeadsAnswer>>;
  /** Uploads what is missing and answers which of these blobs the server has. */
  ensureBlobs(project: string, sha256: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Timers {
  /** Runs `work` once after `ms` milliseconds; the answer calls it off. */
  after(ms: number, work: () => void): Stop;
}

/** Everything one engine is made of. `transport` null: a database without an account. */
export interface EnginePorts<W extends StoreWriter = StoreWriter> {
  readonly store: Store<W>;
  readonly journal: Journal;
  readonly transport: Transport | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
  readonly timers: Timers;
}
