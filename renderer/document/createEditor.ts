import { Listeners, type Stop } from '#shared/base/listeners.ts';
import type { NewId, Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { HistoryEntry } from '#shared/bridge/workspaceContract.ts';
import { isRefusal, refused, type Edit, type Refusal } from '#shared/edits/edit.ts';
import { lockRefusal } from '#shared/edits/lockRules.ts';
import { NEVER_UNDONE } from '#shared/edits/neverUndone.ts';
import { verdictOps } from '#shared/edits/proposalRules.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { ProjectId, RecordId, TaskId } from '#shared/model/ids.ts';
import { applyTo, idOf, type Book, type Op } from '#shared/model/ops.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { streamOf } from '#shared/model/streams.ts';
import type { StreamId, Transaction, Via } from '#shared/model/transaction.ts';
import { commitOps } from './commit.ts';
import type { Change, Editor } from './editor.ts';
import { History, turnBackOf, type Step } from './history.ts';
import { planTurnBack, sameRecord } from './netEffect.ts';

/** The task in hand, as its stream was opened. */
export interface TaskInHand {
  readonly task: TaskId;
  readonly records: readonly DocumentRecord[];
  readonly history: readonly HistoryEntry[];
  readonly readOnly: boolean;
}

export interface EditorOptions {
  readonly project: ProjectId;
  /** The project's own records; they stay when the task changes. */
  readonly records: readonly DocumentRecord[];
  readonly task: TaskInHand | null;
  readonly newId: NewId;
  readonly clock: Clock;
  readonly actor: string;
  /** Called after a transaction is applied. It is in flight until `confirm`. */
  publish(transaction: Transaction): void;
  /** A step of the history was undone or redone. */
  markUndone(stream: StreamId, transaction: Uuid, undone: boolean): void;
  /** Undo or redo left something alone because someone else has changed it since. */
  onKept(label: string): void;
}

/** What someone else, another window or recovery changed. */
export interface RemoteChange {
  readonly stream: StreamId;
  readonly put: readonly DocumentRecord[];
  readonly removed: readonly RecordId[];
  readonly origin: 'other' | 'storage';
}

export interface OpenEditor extends Editor {
  readonly task: TaskId | null;
  /** The task in hand can be looked at only. */
  readonly readOnly: boolean;
  /** What can be undone and redone here, newest last. */
  readonly steps: readonly Step[];
  /** The change undo would take back; null when there is none. */
  readonly newest: Uuid | null;
  /** For who must know the id of what it makes. */
  readonly newId: NewId;
  receive(change: RemoteChange): void;
  /** The transaction is saved: what arrives from now on already knows it. */
  confirm(transaction: Uuid): void;
  /** Puts another task in hand, or none. */
  openTask(task: TaskInHand | null): void;
}

export function createEditor(options: EditorOptions): OpenEditor {
  return new DocumentEditor(options);
}

class DocumentEditor implements OpenEditor {
  readonly document: BookDocument;
  readonly newId: NewId;
  revision = 0;
  readonly #options: EditorOptions;
  readonly #book: Book = new Map();
  readonly #listeners = new Listeners<Change>();
  readonly #inFlight = new Map<Uuid, Transaction>();
  /** Conflicts live in the stream of their object, which may be gone. */
  readonly #homes = new Map<RecordId, StreamId>();
  #task: TaskInHand | null = null;
  #history = new History([]);
  #untold: Change | null = null;

  constructor(options: EditorOptions) {
    this.#options = options;
    this.newId = options.newId;
    this.#load(options.records, `p:${options.project}`);
    this.document = new BookDocument(this.#book);
    this.openTask(options.task);
  }

  get task(): TaskId | null {
    return this.#task?.task ?? null;
  }

  get readOnly(): boolean {
    return this.#task?.readOnly ?? false;
  }

  get undoable(): string | null {
    return this.#history.next('undo')?.transactions[0]?.label ?? null;
  }

  get redoable(): string | null {
    return this.#history.next('redo')?.transactions[0]?.label ?? null;
  }

  get steps(): readonly Step[] {
    return this.#history.steps;
  }

  get newest(): Uuid | null {
    return this.#history.next('undo')?.transactions.at(-1)?.id ?? null;
  }

  subscribe(listener: (change: Change) => void): Stop {
    return this.#listeners.add(listener);
  }

  commit<Args>(edit: Edit<Args>, args: Args, via: Via = 'ui'): Refusal | null {
    const { newId, clock, actor } = this.#options;
    const context = { newId, now: clock.now(), actor };
    const asked = edit.run(this.document, args, context);
    if (isRefusal(asked)) return asked;
    const ops = [...asked, ...verdictOps(this.document, asked, context)];
    const no = this.#refusalFor(ops) ?? (via === 'ui' ? lockRefusal(this.document, ops) : null);
    if (no !== null) return no;
    const transaction = this.#apply(ops, { label: edit.name, via, undoes: null });
    if (transaction !== null && !NEVER_UNDONE.has(edit.name)) this.#history.push(transaction);
    this.#tell();
    return null;
  }

  undo(): string | null {
    return this.#turnBack('undo');
  }

  redo(): string | null {
    return this.#turnBack('redo');
  }

  receive({ stream, put, removed, origin }: RemoteChange): void {
    if (stream !== `p:${this.#options.project}` && stream !== `t:${this.task ?? ''}`) return;
    const ops: Op[] = [...put.filter((record) => !this.#knows(record)).map((record): Op => ({ op: 'put', record })), ...removed.map((id): Op => ({ op: 'remove', id }))];
    for (const record of put) if (record.type === 'conflict') this.#homes.set(record.id, stream);
    const { touched } = applyTo(this.#book, ops);
    this.#layMineOnTop(stream, touched);
    this.document.refresh(touched);
    this.#untold = { touched, origin };
    this.#tell();
  }

  confirm(transaction: Uuid): void {
    this.#inFlight.delete(transaction);
  }

  openTask(task: TaskInHand | null): void {
    const touched = new Set<RecordId>();
    for (const [id, record] of this.#book) if (this.#isOfTask(record)) touched.add(id);
    for (const id of touched) {
      this.#book.delete(id);
      this.#homes.delete(id);
    }
    this.#task = task;
    if (task !== null) this.#load(task.records, `t:${task.task}`);
    for (const record of task?.records ?? []) touched.add(record.id);
    for (const id of this.#applyInFlight()) touched.add(id);
    this.#history = new History((task?.history ?? []).map((entry) => this.#ownParts(entry)));
    this.document.refresh(touched);
    this.#untold = { touched, origin: 'storage' };
    this.#tell();
  }

  #tell(): void {
    const change = this.#untold;
    if (change === null) return;
    this.#untold = null;
    this.revision += 1;
    this.#listeners.emit(change);
  }

  #load(records: readonly DocumentRecord[], stream: StreamId): void {
    for (const record of records) {
      this.#book.set(record.id, record);
      if (record.type === 'conflict') this.#homes.set(record.id, stream);
    }
  }

  #apply(ops: readonly Op[], intent: { label: string; via: Via; undoes: Uuid | null }): Transaction | null {
    const { newId, clock, publish } = this.#options;
    const done = commitOps({ book: this.#book, newId, clock, streamOf: (op) => this.#streamOf(op) }, ops, intent);
    if (done === null) return null;
    this.document.refresh(done.touched);
    this.#inFlight.set(done.transaction.id, done.transaction);
    this.#untold = { touched: done.touched, origin: 'me' };
    publish(done.transaction);
    return done.transaction;
  }

  #turnBack(direction: 'undo' | 'redo'): string | null {
    const step = this.#history.next(direction);
    const last = step?.transactions.at(-1);
    if (step === undefined || last === undefined || this.#task?.readOnly === true) return null;
    const { ops, kept } = planTurnBack(this.document, turnBackOf(step, direction));
    this.#apply(ops, { label: last.label, via: 'undo', undoes: last.id });
    this.#history.mark(step, direction === 'undo');
    for (const { id, parts } of step.transactions) this.#options.markUndone(this.#homeOf(parts.map((part) => part.stream)), id, direction === 'undo');
    if (kept > 0) this.#options.onKept(last.label);
    this.#tell();
    return last.label;
  }

  /** A transaction is remembered with the task when it touches it. */
  #homeOf(streams: readonly StreamId[]): StreamId {
    return streams.find((stream) => stream.startsWith('t:')) ?? streams[0] ?? `p:${this.#options.project}`;
  }

  /** A change of several pictures is here a change of this one. */
  #ownParts({ transaction, undone }: HistoryEntry): HistoryEntry {
    const parts = transaction.parts.filter(({ stream }) => !stream.startsWith('t:') || stream === `t:${this.task ?? ''}`);
    return { transaction: { ...transaction, parts }, undone };
  }

  /** What of the task in hand is not saved yet: after coming back to a task it may be nowhere but here. */
  #applyInFlight(): RecordId[] {
    const own = [...this.#inFlight.values()].flatMap((transaction) => transaction.parts.filter((part) => part.stream === `t:${this.task ?? ''}`));
    return own.flatMap((part) => [...applyTo(this.#book, part.ops).touched]);
  }

  #layMineOnTop(stream: StreamId, touched: ReadonlySet<RecordId>): void {
    for (const transaction of this.#inFlight.values()) {
      for (const part of transaction.parts) {
        const mine = part.stream === stream ? part.ops.filter((op) => touched.has(idOf(op))) : [];
        if (mine.length > 0) this.#history.rebase(transaction.id, stream, applyTo(this.#book, mine).inverse);
      }
    }
  }

  #refusalFor(ops: readonly Op[]): Refusal | null {
    const streams = ops.map((op) => this.#streamOf(op));
    if (streams.some((stream, index) => stream === null && ops[index]?.op === 'put')) return refused('edit/no-task');
    return this.#task?.readOnly === true && streams.some((stream) => stream?.startsWith('t:')) ? refused('edit/read-only') : null;
  }

  #streamOf(op: Op): StreamId | null {
    const record = op.op === 'put' ? op.record : this.#book.get(op.id);
    if (record === undefined) return null;
    if (record.type === 'conflict') return this.#homes.get(record.id) ?? null;
    const stream = streamOf(record.type, this.#options.project, this.#task?.task ?? ('' as TaskId));
    return stream === 't:' ? null : stream;
  }

  #isOfTask(record: DocumentRecord): boolean {
    if (record.type === 'conflict') return this.#homes.get(record.id)?.startsWith('t:') ?? false;
    return streamOf(record.type, this.#options.project, '' as TaskId)?.startsWith('t:') ?? false;
  }

  #knows(record: DocumentRecord): boolean {
    const own = this.#book.get(record.id);
    return own !== undefined && sameRecord(own, record);
  }
}
