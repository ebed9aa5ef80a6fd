import type { Uuid } from '#shared/base/id.ts';
import { Listeners } from '#shared/base/listeners.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { ServiceClient } from '#shared/bridge/service.ts';
import type { WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { applyTo, type Book, type Op } from '#shared/model/ops.ts';
import { PRIVATE_TYPES, type PrivateRecord, type PrivateType } from '#shared/model/privateRecords.ts';
import { privateStreamOf } from '#shared/model/streams.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';

export interface OwnPorts {
  readonly workspace: { readonly streams: Pick<ServiceClient<WorkspaceContract['streams']>, 'open' | 'close'>; readonly commit: Pick<ServiceClient<WorkspaceContract['commit']>, 'apply'> };
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

type OfType<T extends PrivateType> = Extract<PrivateRecord, { type: T }>;

/** What another machine of the same person changed. */
export interface OwnChange {
  readonly put: readonly DocumentRecord[];
  readonly removed: readonly Uuid[];
}

/**
 * What belongs to one person in one project, in a stream of its own. Documents, routing, export and whatever measures
 * work cannot import this room; `tests/house/privacy.test.ts` holds the wall.
 */
export class OwnStream {
  readonly stream: StreamId;
  readonly #ports: OwnPorts;
  readonly #project: ProjectId;
  readonly #book: Book = new Map();
  readonly #listeners = new Listeners<undefined>();
  #all: readonly PrivateRecord[] = [];

  constructor(ports: OwnPorts, project: ProjectId, person: string) {
    this.#ports = ports;
    this.#project = project;
    this.stream = privateStreamOf(project, person);
  }

  async open(): Promise<void> {
    const { records } = await this.#ports.workspace.streams.open({ project: this.#project, stream: this.stream });
    for (const record of records) this.#book.set(record.id, record);
    this.#tell();
  }

  async close(): Promise<void> {
    await this.#ports.workspace.streams.close({ project: this.#project, stream: this.stream });
  }

  /** The same list until something changes. */
  get records(): readonly PrivateRecord[] {
    return this.#all;
  }

  all<T extends PrivateType>(type: T): readonly OfType<T>[] {
    return this.#all.filter((record): record is OfType<T> => record.type === type);
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  receive({ put, removed }: OwnChange): void {
    for (const record of put) this.#book.set(record.id, record);
    for (const id of removed) this.#book.delete(id);
    this.#tell();
  }

  /** Saved like any change, but no undo of the work takes it back. */
  async write(ops: readonly Op[]): Promise<boolean> {
    if (ops.length === 0) return true;
    const { inverse } = applyTo(this.#book, ops);
    this.#tell();
    const transaction: Transaction = { id: this.#ports.newId(), label: 'own.write', via: 'ui', undoes: null, at: this.#ports.clock.now(), parts: [{ stream: this.stream, ops: [...ops], inverse: [...inverse] }] };
    const { copies } = await this.#ports.workspace.commit.apply({ project: this.#project, transaction });
    return copies !== 'none';
  }

  #tell(): void {
    this.#all = [...this.#book.values()].filter((record): record is PrivateRecord => PRIVATE_TYPES.some((type) => type === record.type));
    this.#listeners.emit(undefined);
  }
}
