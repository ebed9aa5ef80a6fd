import { Listeners } from '#shared/base/listeners.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import type { Op } from '#shared/model/ops.ts';
import type { PrivateRecord } from '#shared/model/privateRecords.ts';
import { OwnStream, type OwnChange, type OwnPorts } from './ownStream.ts';
import { TimeKeeper, type TimePorts } from './timeKeeper.ts';

const NONE: readonly PrivateRecord[] = [];

/** A person's own stream and clock while a project is open. */
export class OwnDesk {
  readonly #ports: OwnPorts & TimePorts;
  readonly #listeners = new Listeners<undefined>();
  #open: { readonly own: OwnStream; readonly time: TimeKeeper; readonly leave: () => void } | null = null;

  constructor(ports: OwnPorts & TimePorts) {
    this.#ports = ports;
  }

  get records(): readonly PrivateRecord[] {
    return this.#open?.own.records ?? NONE;
  }

  get time(): TimeKeeper | null {
    return this.#open?.time ?? null;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  async open(project: ProjectId, person: string): Promise<void> {
    const own = new OwnStream(this.#ports, project, person);
    await own.open();
    this.#open = { own, time: new TimeKeeper(this.#ports, own), leave: own.subscribe(() => this.#listeners.emit(undefined)) };
    this.#listeners.emit(undefined);
  }

  receive(change: OwnChange): void {
    this.#open?.own.receive(change);
  }

  async write(ops: readonly Op[]): Promise<boolean> {
    return (await this.#open?.own.write(ops)) ?? false;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    open.leave();
    await open.time.close();
    await open.own.close();
  }
}
