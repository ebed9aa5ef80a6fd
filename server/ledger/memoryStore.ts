import type { Uuid } from '#shared/base/id.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { ObjectRow, OpResult } from '#shared/sync/op.ts';
import { EMPTY_HASH } from '#shared/sync/rowHash.ts';
import type { LedgerOp, LedgerReader, LedgerScope, LedgerStore, LedgerStream, LedgerTx } from './ledgerStore.ts';

/** The rows of one project, kept in memory. */
export interface MemoryProject {
  readonly streams: Map<StreamId, LedgerStream>;
  readonly objects: Map<StreamId, Map<Uuid, ObjectRow>>;
  readonly ops: Map<Uuid, LedgerOp>;
  readonly devices: Map<string, number>;
  readonly blobs: Set<string>;
}

/** A ledger in memory: for tests, the simulator and servers without a disk. Transactions run one after another. */
export class MemoryLedger implements LedgerStore {
  readonly projects = new Map<Uuid, MemoryProject>();
  readonly #incarnation: Uuid;
  #lane: Promise<unknown> = Promise.resolve();

  constructor(incarnation: Uuid) {
    this.#incarnation = incarnation;
  }

  async incarnation(): Promise<Uuid> {
    return this.#incarnation;
  }

  project(id: Uuid): MemoryProject {
    const found = this.projects.get(id) ?? { streams: new Map(), objects: new Map(), ops: new Map(), devices: new Map(), blobs: new Set() };
    this.projects.set(id, found);
    return found;
  }

  read<T>(scope: LedgerScope, work: (tx: LedgerReader) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(new MemoryTx(this.project(scope.project), scope)));
  }

  write<T>(scope: LedgerScope, work: (tx: LedgerTx) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const tx = new MemoryTx(this.project(scope.project), scope);
      const result = await work(tx);
      tx.commit();
      return result;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lane.then(work, work);
    this.#lane = turn.catch(() => undefined);
    return turn;
  }
}

/** Writes are gathered and laid down by `commit`, so a transaction that fails leaves nothing. */
class MemoryTx implements LedgerTx {
  readonly #project: MemoryProject;
  readonly #scope: LedgerScope;
  readonly #writes: (() => void)[] = [];

  constructor(project: MemoryProject, scope: LedgerScope) {
    this.#project = project;
    this.#scope = scope;
  }

  commit(): void {
    for (const write of this.#writes) write();
  }

  async streams(ids: readonly StreamId[] | null): Promise<readonly LedgerStream[]> {
    const all = this.#project.streams;
    return ids === null ? [...all.values()] : ids.flatMap((id) => all.get(id) ?? []);
  }

  async rowsAfter(stream: StreamId, cursor: number, limit: number): Promise<readonly ObjectRow[]> {
    const rows = [...(this.#project.objects.get(stream)?.values() ?? [])].filter((row) => row.seq > cursor);
    return rows.sort((a, b) => a.seq - b.seq).slice(0, limit);
  }

  async flagCounts(): Promise<ReadonlyMap<StreamId, number>> {
    const counts = new Map<StreamId, number>();
    for (const [stream, objects] of this.#project.objects) {
      const flags = [...objects.values()].filter((row) => row.type === 'flag' && !row.deleted).length;
      if (flags > 0) counts.set(stream, flags);
    }
    return counts;
  }

  async lockStream(id: StreamId): Promise<LedgerStream> {
    const found = this.#project.streams.get(id);
    if (found !== undefined) return found;
    const made: LedgerStream = { id, head: 0, floor: 0, hash: EMPTY_HASH, epoch: 1, epochHead: 0, assignee: null, leaseUntil: null, closed: false };
    await this.saveStream(made);
    return made;
  }

  async results(ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, OpResult>> {
    const found = ids.flatMap((id) => this.#project.ops.get(id) ?? []);
    return new Map(found.map((op) => [op.id, op.result]));
  }

  async lastDseq(stream: StreamId, dev: Uuid): Promise<number> {
    return this.#project.devices.get(`${stream} ${dev}`) ?? -1;
  }

  async objects(stream: StreamId, ids: readonly Uuid[]): Promise<readonly ObjectRow[]> {
    const objects = this.#project.objects.get(stream);
    return ids.flatMap((id) => objects?.get(id) ?? []);
  }

  async labels(): Promise<readonly ObjectRow[]> {
    const rows = this.#project.objects.get(`p:${this.#scope.project}`)?.values() ?? [];
    return [...rows].filter((row) => row.type === 'label' && !row.deleted);
  }

  async presentBlobs(sha256: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(sha256.filter((hash) => this.#project.blobs.has(hash)));
  }

  async insertOps(rows: readonly LedgerOp[]): Promise<void> {
    this.#writes.push(() => {
      for (const row of rows) if (!this.#project.ops.has(row.id)) this.#project.ops.set(row.id, row);
    });
  }

  async upsertObjects(stream: StreamId, rows: readonly ObjectRow[]): Promise<void> {
    this.#writes.push(() => {
      const objects = this.#project.objects.get(stream) ?? new Map<Uuid, ObjectRow>();
      this.#project.objects.set(stream, objects);
      for (const row of rows) objects.set(row.id, row);
    });
  }

  async saveStream(row: LedgerStream): Promise<void> {
    this.#writes.push(() => this.#project.streams.set(row.id, row));
  }

  async saveDevice(stream: StreamId, dev: Uuid, lastDseq: number): Promise<void> {
    this.#writes.push(() => this.#project.devices.set(`${stream} ${dev}`, lastDseq));
  }
}
