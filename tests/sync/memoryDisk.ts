import type { Json } from '#shared/base/json.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { BaseRow, MetaKey, OutboxRow, ResultRow, Store, StoreReader, StoreWriter, StreamRow } from '#shared/sync/engine/ports.ts';
import type { Process } from './scheduler.ts';

const REMEMBERED = 3;

/** The tables of one local database as they lie on a disk: they outlive the process, and may step back after a power cut. */
export class MemoryDisk {
  readonly meta = new Map<MetaKey, Json>();
  readonly streams = new Map<StreamId, StreamRow>();
  readonly base = new Map<string, BaseRow>();
  readonly outbox = new Map<number, OutboxRow>();
  readonly results = new Map<Uuid, ResultRow>();
  /** How to take back the newest transactions, oldest first. */
  readonly undo: (() => void)[][] = [];
  #open: (() => void)[] | null = null;

  begin(): void {
    this.#open = [];
  }

  commit(): void {
    this.undo.push(this.#open ?? []);
    this.#open = null;
    if (this.undo.length > REMEMBERED) this.undo.shift();
  }

  rollBack(): void {
    for (const step of (this.#open ?? []).reverse()) step();
    this.#open = null;
  }

  put<K, V>(table: Map<K, V>, key: K, value: V | undefined): void {
    const before = table.get(key);
    this.#open?.push(() => (before === undefined ? table.delete(key) : table.set(key, before)));
    if (value === undefined) table.delete(key);
    else table.set(key, value);
  }

  /** A power cut took the newest transactions with it. */
  stepBack(count: number): void {
    for (let at = 0; at < count; at += 1) for (const step of (this.undo.pop() ?? []).reverse()) step();
  }

  lose(): void {
    for (const table of [this.meta, this.streams, this.base, this.outbox, this.results]) table.clear();
    this.undo.length = 0;
  }

  copyFrom(other: MemoryDisk): void {
    this.lose();
    for (const [key, value] of other.meta) this.meta.set(key, value);
    for (const [key, value] of other.streams) this.streams.set(key, value);
    for (const [key, value] of other.base) this.base.set(key, value);
    for (const [key, value] of other.outbox) this.outbox.set(key, value);
    for (const [key, value] of other.results) this.results.set(key, value);
  }
}

/** Whether the next transaction fails, as a full disk or a closing database makes it fail. */
export type StoreFault = () => boolean;

/** The store port over a disk, for one process. Transactions run one after another, as IndexedDB runs those that write. */
export class MemoryStore implements Store {
  readonly #disk: MemoryDisk;
  readonly #process: Process;
  readonly #fails: StoreFault;
  #lane: Promise<unknown> = Promise.resolve();

  constructor(disk: MemoryDisk, process: Process, fails: StoreFault = () => false) {
    this.#disk = disk;
    this.#process = process;
    this.#fails = fails;
  }

  read<T>(work: (tx: StoreReader) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#process.pause();
      return work(new MemoryTx(this.#disk, this.#process));
    });
  }

  write<T>(work: (tx: StoreWriter) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#writeNow(work));
  }

  async #writeNow<T>(work: (tx: StoreWriter) => Promise<T>): Promise<T> {
    await this.#process.pause();
    this.#disk.begin();
    try {
      const result = await work(new MemoryTx(this.#disk, this.#process));
      await this.#process.pause();
      if (this.#fails()) throw new Error('AbortError');
      this.#disk.commit();
      await this.#process.pause();
      return result;
    } catch (error) {
      if (this.#process.alive) this.#disk.rollBack();
      throw error;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lane.then(work, work);
    this.#lane = turn.catch(() => undefined);
    return turn;
  }
}

class MemoryTx implements StoreWriter {
  readonly #disk: MemoryDisk;
  readonly #process: Process;

  constructor(disk: MemoryDisk, process: Process) {
    this.#disk = disk;
    this.#process = process;
  }

  async meta(key: MetaKey): Promise<Json> {
    return this.#disk.meta.get(key) ?? null;
  }

  async stream(id: StreamId): Promise<StreamRow | null> {
    return this.#disk.streams.get(id) ?? null;
  }

  async streams(): Promise<readonly StreamRow[]> {
    return [...this.#disk.streams.values()];
  }

  async base(stream: StreamId, ids: readonly Uuid[]): Promise<readonly BaseRow[]> {
    return ids.flatMap((id) => this.#disk.base.get(`${stream} ${id}`) ?? []);
  }

  async baseOf(stream: StreamId): Promise<readonly BaseRow[]> {
    return [...this.#disk.base.values()].filter((row) => row.stream === stream);
  }

  async baseAfter(stream: StreamId, seq: number): Promise<readonly BaseRow[]> {
    return [...this.#disk.base.values()].filter((row) => row.stream === stream && row.seq > seq);
  }

  async outboxOf(stream: StreamId): Promise<readonly OutboxRow[]> {
    return this.#queue((row) => row.stream === stream);
  }

  async pendingOf(stream: StreamId, limit: number): Promise<readonly OutboxRow[]> {
    return this.#queue((row) => row.stream === stream && row.state === 'pending').slice(0, limit);
  }

  async dirtyStreams(): Promise<readonly StreamId[]> {
    return [...new Set(this.#queue((row) => row.state === 'pending').map((row) => row.stream))];
  }

  async outboxAt(stream: StreamId, objects: readonly Uuid[]): Promise<readonly OutboxRow[]> {
    return this.#queue((row) => row.stream === stream && objects.includes(row.obj));
  }

  async outboxAfter(lseq: number): Promise<readonly OutboxRow[]> {
    return this.#queue((row) => row.upTo > lseq);
  }

  async results(): Promise<readonly ResultRow[]> {
    return [...this.#disk.results.values()];
  }

  async counts(): Promise<{ readonly pending: number; readonly open: number }> {
    return { pending: this.#queue((row) => row.state !== 'acked').length, open: [...this.#disk.results.values()].filter((row) => row.open).length };
  }

  async putMeta(key: MetaKey, value: Json): Promise<void> {
    this.#put(this.#disk.meta, key, value);
  }

  async putStream(row: StreamRow): Promise<void> {
    this.#put(this.#disk.streams, row.id, row);
  }

  async putBase(rows: readonly BaseRow[]): Promise<void> {
    for (const row of rows) this.#put(this.#disk.base, `${row.stream} ${row.id}`, row);
  }

  async deleteBase(stream: StreamId, ids: readonly Uuid[]): Promise<void> {
    for (const id of ids) this.#put(this.#disk.base, `${stream} ${id}`, undefined);
  }

  async putOutbox(rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) this.#put(this.#disk.outbox, row.lseq, row);
  }

  async deleteOutbox(lseqs: readonly number[]): Promise<void> {
    for (const lseq of lseqs) this.#put(this.#disk.outbox, lseq, undefined);
  }

  async putResults(rows: readonly ResultRow[]): Promise<void> {
    for (const row of rows) this.#put(this.#disk.results, row.op, row);
  }

  async deleteResult(op: Uuid): Promise<void> {
    this.#put(this.#disk.results, op, undefined);
  }

  /** A killed process may still have steps to run in this simulator; none of them reaches the disk. */
  #put<K, V>(table: Map<K, V>, key: K, value: V | undefined): void {
    if (this.#process.alive) this.#disk.put(table, key, value);
  }

  #queue(chosen: (row: OutboxRow) => boolean): OutboxRow[] {
    return [...this.#disk.outbox.values()].filter(chosen).sort((a, b) => a.lseq - b.lseq);
  }
}
