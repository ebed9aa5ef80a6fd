import type { Uuid } from '#shared/base/id.ts';
import type { ServiceClient } from '#shared/bridge/service.ts';
import type { WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import type { Transaction } from '#shared/model/transaction.ts';

export interface OutgoingPorts {
  readonly commit: ServiceClient<WorkspaceContract['commit']>;
  /** Saved in at least one place. */
  onSaved(transaction: Transaction): void;
  onCount(unsaved: number, failed: boolean): void;
  /** Runs work after some milliseconds; answers how to call it off. */
  after(milliseconds: number, work: () => void): () => void;
}

const RETRY = 2000;

/**
 * Transactions on their way to the database, in order. What the database does not take stays here and is offered again every two
 * seconds; the same transaction twice is harmless, since it has an id.
 */
export class Outgoing {
  readonly #ports: OutgoingPorts;
  readonly #project: Uuid;
  readonly #waiting = new Map<Uuid, Transaction>();
  readonly #failed = new Set<Uuid>();
  #callOff: (() => void) | null = null;

  constructor(project: Uuid, ports: OutgoingPorts) {
    this.#project = project;
    this.#ports = ports;
  }

  /** What is nowhere but in memory, for saving it elsewhere. */
  get waiting(): readonly Transaction[] {
    return [...this.#waiting.values()];
  }

  send(transaction: Transaction): void {
    this.#waiting.set(transaction.id, transaction);
    this.#tell();
    void this.#offer(transaction);
  }

  /** Resolves when nothing waits or the database refused something. */
  async settle(): Promise<void> {
    await Promise.allSettled([...this.#offers]);
  }

  stop(): void {
    this.#callOff?.();
  }

  readonly #offers = new Set<Promise<void>>();

  async #offer(transaction: Transaction): Promise<void> {
    const offer = this.#ports.commit.apply({ project: this.#project, transaction }).then(
      (saved) => (saved.copies === 'none' ? this.#refused(transaction) : this.#saved(transaction)),
      () => this.#refused(transaction),
    );
    this.#offers.add(offer);
    await offer;
    this.#offers.delete(offer);
  }

  #saved(transaction: Transaction): void {
    this.#waiting.delete(transaction.id);
    this.#failed.delete(transaction.id);
    this.#ports.onSaved(transaction);
    this.#tell();
  }

  #refused(transaction: Transaction): void {
    this.#failed.add(transaction.id);
    this.#tell();
    this.#callOff ??= this.#ports.after(RETRY, () => {
      this.#callOff = null;
      for (const id of [...this.#failed]) {
        const again = this.#waiting.get(id);
        if (again !== undefined) void this.#offer(again);
      }
    });
  }

  #tell(): void {
    this.#ports.onCount(this.#waiting.size, this.#failed.size > 0);
  }
}
