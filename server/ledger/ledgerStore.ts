import type { Uuid } from '#shared/base/id.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { Role } from '#shared/sync/messages.ts';
import type { ObjectRow, OpResult, SyncOp } from '#shared/sync/op.ts';

/** Who asks, as the session and the address say it; never taken from a request's body. */
export interface Session {
  readonly org: Uuid;
  readonly actor: Uuid;
  readonly role: Role;
  /** `machine`: a service token. `review`: the decision of the current review round. */
  readonly rank: 'person' | 'machine' | 'review';
}

export interface LedgerStream {
  readonly id: StreamId;
  readonly head: number;
  /** Smallest cursor still served; below it tombstones are gone. */
  readonly floor: number;
  /** Sum of the row hashes of live objects, 16 hex digits. */
  readonly hash: string;
  readonly epoch: number;
  /** `head` when the epoch began, moved along by late work that nobody's work came before. */
  readonly epochHead: number;
  readonly assignee: string | null;
  readonly leaseUntil: number | null;
  /** Approved or archived: what annotators still send is held. */
  readonly closed: boolean;
}

/** One row of `ops`. A swallowed change has a row of its own with the result of the op it went into. */
export interface LedgerOp {
  readonly id: Uuid;
  readonly stream: StreamId;
  readonly dev: Uuid;
  readonly dseq: number;
  readonly body: SyncOp;
  readonly result: OpResult;
  readonly proposal: Uuid | null;
  readonly foldedInto: Uuid | null;
}

/** Reading: all answers of one transaction come from one snapshot (repeatable read). */
export interface LedgerReader {
  /** Streams by id; `null` all of the project. Unknown ids have no row in the answer. */
  streams(ids: readonly StreamId[] | null): Promise<readonly LedgerStream[]>;
  /** Rows above `cursor` by `seq`, tombstones too. */
  rowsAfter(stream: StreamId, cursor: number, limit: number): Promise<readonly ObjectRow[]>;
  /** How many living flags each stream of the project holds; streams without any may be absent. */
  flagCounts(): Promise<ReadonlyMap<StreamId, number>>;
}

export interface LedgerTx extends LedgerReader {
  /** Locks the stream until the transaction ends and makes it when it is not there. */
  lockStream(id: StreamId): Promise<LedgerStream>;
  /** Stored results of the given ops, swallowed ones too. */
  results(ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, OpResult>>;
  /** Newest device number seen, -1 for none. */
  lastDseq(stream: StreamId, dev: Uuid): Promise<number>;
  objects(stream: StreamId, ids: readonly Uuid[]): Promise<readonly ObjectRow[]>;
  /** Living labels of the project stream. */
  labels(): Promise<readonly ObjectRow[]>;
  /** Which of these blobs are here, whole and verified, in this project. */
  presentBlobs(sha256: readonly string[]): Promise<ReadonlySet<string>>;
  /** An id that is there already is left as it is. */
  insertOps(rows: readonly LedgerOp[]): Promise<void>;
  upsertObjects(stream: StreamId, rows: readonly ObjectRow[]): Promise<void>;
  saveStream(row: LedgerStream): Promise<void>;
  saveDevice(stream: StreamId, dev: Uuid, lastDseq: number): Promise<void>;
}

/** The project and session a transaction belongs to; row-level security hangs on it. */
export interface LedgerScope {
  readonly project: Uuid;
  readonly session: Session;
}

/**
 * Where the ledger lives. `write` is atomic and durable when it resolves; it may run `work` again after a
 * serialisation failure, so `work` has no effects beside its transaction.
 */
export interface LedgerStore {
  /** Changes when the store was restored from a backup; whoever restores also raises every `head` by 2^20. */
  incarnation(): Promise<Uuid>;
  read<T>(scope: LedgerScope, work: (tx: LedgerReader) => Promise<T>): Promise<T>;
  write<T>(scope: LedgerScope, work: (tx: LedgerTx) => Promise<T>): Promise<T>;
}

/** A whole-request refusal: an HTTP status and a code of `sync.md` §2.6. */
export interface LedgerRefusal {
  readonly ok: false;
  readonly status: 400 | 403 | 404 | 409;
  readonly code: 'malformed' | 'not_member' | 'no_stream' | 'device_forked';
  readonly sentence: string;
}
export type LedgerAnswer<T> = { readonly ok: true; readonly answer: T } | LedgerRefusal;
