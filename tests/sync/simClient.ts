import { derivedId, uuidMaker, type NewId, type Uuid } from '#shared/base/id.ts';
import { sameJson, type Json } from '#shared/base/json.ts';
import type { Seeded } from '#shared/base/seeded.ts';
import { idOf, type Op } from '#shared/model/ops.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { recordShown, type Shown } from '#shared/sync/engine/effective.ts';
import type { EnginePorts, Journal, Store } from '#shared/sync/engine/ports.ts';
import { SyncEngine } from '#shared/sync/engine/syncEngine.ts';
import { readShown } from '#shared/sync/engine/view.ts';
import { fieldsOfUnits, unitsOfFields } from '#shared/sync/units.ts';
import type { Session } from '../../server/ledger/ledgerStore.ts';
import { MemoryDisk, MemoryStore } from './memoryDisk.ts';
import { JournalDisk, MemoryJournal } from './memoryJournal.ts';
import type { SimOptions } from './options.ts';
import { Violation, type Oracle } from './oracle.ts';
import { Process, type Scheduler } from './scheduler.ts';
import { SimHabits, type Place } from './simHabits.ts';
import type { SimTransport } from './simServer.ts';

export interface ClientWorld {
  readonly scheduler: Scheduler;
  readonly random: Seeded;
  readonly options: SimOptions;
  readonly oracle: Oracle;
  readonly place: Place;
  readonly transport: (client: SimClient) => SimTransport;
  /** Ports as the fault table wants them. */
  readonly wrap: { readonly store: (store: Store, disk: MemoryDisk) => Store; readonly journal: (journal: Journal) => Journal; readonly inverse: (told: readonly Op[]) => readonly Op[] };
  /** True once the troubles are over. */
  readonly calm: () => boolean;
}

interface Wish {
  readonly op: Uuid;
  readonly value: Json;
}

/** A person with a workstation: a disk, a journal, and a program that is started and killed. */
export class SimClient {
  readonly index: number;
  readonly disk = new MemoryDisk();
  readonly journalDisk: JournalDisk;
  readonly newId: NewId;
  readonly #world: ClientWorld;
  readonly #skew: number;
  actor: Uuid;
  cut = false;
  process: Process;
  engine: SyncEngine | null = null;
  #store: Store | null = null;
  readonly #habits: SimHabits;
  #last: Transaction | null = null;
  #acting = 0;
  /** I9: what this person saved and must go on seeing. */
  readonly #wishes = new Map<string, Wish>();

  constructor(index: number, world: ClientWorld) {
    this.index = index;
    this.#world = world;
    this.newId = uuidMaker({ now: () => 0, ticks: () => 0 }, world.random.bytes);
    this.#habits = new SimHabits(index, this.newId, world);
    this.actor = this.newId();
    this.journalDisk = new JournalDisk(this.newId());
    this.#skew = (world.random.next() - 0.5) * 2 * world.options.skew;
    this.process = new Process(world.scheduler, world.random, world.options.portDelay);
  }

  session(): Session {
    const machine = this.#world.options.machine && this.index === 0;
    return { org: this.#world.place.project, actor: this.actor, role: 'lead', rank: machine ? 'machine' : 'person' };
  }

  /** Starts the program: start-up check, then work and sync. */
  async boot(): Promise<void> {
    const { scheduler, random, options, place, wrap } = this.#world;
    this.process = new Process(scheduler, random, options.portDelay);
    const { process } = this;
    const store = wrap.store(new MemoryStore(this.disk, process, () => !this.#world.calm() && random.chance(options.storeFailure)), this.disk);
    const journal = wrap.journal(new MemoryJournal(this.journalDisk, { process, random, newId: this.newId, failing: () => !this.#world.calm() && random.chance(options.journalFailure) }));
    const ports: EnginePorts = {
      store, journal, transport: this.#world.transport(this), random: random.bytes, newId: this.newId,
      clock: { now: () => 1e12 + scheduler.now * 100 + this.#skew, ticks: () => scheduler.now * 100 },
      timers: { after: (ms, work) => this.#timer(process, ms, work) },
    };
    const engine = new SyncEngine(ports, { pollMs: 4000, batchOps: options.batchOps, pageRows: options.pageRows, wants: () => true });
    for (;;) {
      try {
        await engine.start();
        for (const stream of place.streams) await engine.watch(stream, { project: place.project, local: false });
        break;
      } catch {
        await process.wait(5);
      }
    }
    this.#store = store;
    this.engine = engine;
    engine.follow(place.project);
  }

  #timer(process: Process, ms: number, work: () => void): () => void {
    let off = false;
    process.after(Math.ceil(ms / 100), () => {
      if (!off) work();
    });
    return () => {
      off = true;
    };
  }

  /** Something this person did is not on its way yet. */
  get isBusy(): boolean {
    return this.#acting > 0;
  }

  kill(): void {
    this.#acting = 0;
    this.process.alive = false;
    this.engine = null;
    this.disk.rollBack();
  }

  /** The store is gone, the undo history with it: nothing that was promised to be visible can be asked for until it is back. */
  forgetWishes(): void {
    this.#last = null;
    this.#wishes.clear();
  }

  /** Looks at the screen, thinks, and does something. */
  async act(): Promise<void> {
    const { process } = this;
    if (this.isBusy || this.engine?.storeOwes === true) return;
    this.#acting += 1;
    await this.#actNow();
    /**
     * A killed process may have steps to run until its next pause. Its acts are forgotten by then; counting them off
     * again would let the person decide two things at once before one screen, which one window cannot (seed 7616).
     */
    if (process.alive) this.#acting -= 1;
  }

  async #actNow(): Promise<void> {
    const { place, random, options } = this.#world;
    const { engine } = this;
    if (engine === null) return;
    const [task, project] = await this.#look();
    await this.process.wait(random.below(4));
    const transaction = random.chance(options.undo) ? this.#undo(task, project) : this.#habits.edit(task, project);
    if (transaction === null) return;
    const shown = new Map([...task, ...project].map((one) => [one.id, one]));
    this.#foresee(transaction, shown);
    const commit = await engine.commit({ project: place.project, transaction, local: false });
    if (commit.copies === 'none') return;
    this.#last = transaction;
    if (commit.copies === 'one') return;
    this.#world.oracle.saved.push(...commit.ops);
    this.#wish(transaction, new Set(commit.ops));
  }

  async #look(): Promise<readonly [readonly Shown[], readonly Shown[]]> {
    const { place } = this.#world;
    const store = this.#store;
    if (store === null) return [[], []];
    const [task, project] = await store.read(async (tx) => [await readShown(tx, place.streams[0]), await readShown(tx, place.streams[1])] as const);
    this.#checkWishes([...task, ...project]);
    return [task, project];
  }

  #foresee(transaction: Transaction, shown: ReadonlyMap<Uuid, Shown>): void {
    const now = new Map(shown);
    for (const { stream, ops } of transaction.parts) {
      ops.forEach((op, at) => {
        const id = derivedId(transaction.id, `${stream}:${at}`);
        this.#world.oracle.make(id, this.index, now.get(idOf(op)) ?? null);
      });
    }
  }

  #wish(transaction: Transaction, kept: ReadonlySet<Uuid>): void {
    for (const { stream, ops } of transaction.parts) {
      ops.forEach((op, at) => {
        const id = derivedId(transaction.id, `${stream}:${at}`);
        if (!kept.has(id)) return;
        for (const key of [...this.#wishes.keys()]) if (op.op !== 'patch' && key.startsWith(idOf(op))) this.#wishes.delete(key);
        const written = [...this.disk.outbox.values()].find((row) => row.op.id === id)?.op;
        if (op.op !== 'patch' || written === undefined) return;
        const fields = fieldsOfUnits(written.type, written.set ?? {});
        for (const [field, value] of Object.entries(op.set)) if (field in fields) this.#wishes.set(`${op.id} ${field}`, { op: id, value });
      });
    }
  }

  /** I9: an own saved value stays visible until the server decided otherwise and said so. */
  #checkWishes(screen: readonly Shown[]): void {
    const { oracle } = this.#world;
    const shown = new Map(screen.map((one) => [one.id, one]));
    for (const [key, wish] of this.#wishes) {
      const [id, field] = key.split(' ');
      const record = recordShown(shown.get(id as Uuid) ?? null);
      const result = oracle.result(wish.op);
      const decided = result !== null && result.status !== 'applied';
      const value = record === null ? undefined : ((record as unknown as Record<string, Json>)[field ?? ''] ?? null);
      if (value === undefined || decided || this.#isReplaced(id as Uuid, wish) || this.#isMyLater(shown.get(id as Uuid), field ?? '', wish)) this.#wishes.delete(key);
      else if (!sameJson(value, wish.value)) throw new Violation('I9', `client ${this.index} no longer sees its ${field} of ${id}; ${JSON.stringify({ wish, result, shown: shown.get(id as Uuid), base: [...this.disk.base.values()].find((one) => one.id === id), open: [...this.disk.outbox.values()].filter((one) => one.obj === id) })}`);
    }
  }

  /** I wrote again and was killed before I saw it saved. */
  #isMyLater(shown: Shown | undefined, field: string, wish: Wish): boolean {
    if (shown === undefined) return false;
    const [unit = ''] = Object.keys(unitsOfFields(shown.type, { [field]: null }));
    const [now, then] = [this.#world.oracle.made.get(shown.units[unit]?.op ?? wish.op), this.#world.oracle.made.get(wish.op)];
    return now !== undefined && then !== undefined && now.client === this.index && now.order > then.order;
  }

  /** A later number than the one my op got is here: somebody, or I, wrote after it. */
  #isReplaced(id: Uuid, wish: Wish): boolean {
    const seq = this.#world.oracle.result(wish.op)?.seq ?? null;
    const row = [...this.disk.base.values()].find((one) => one.id === id);
    if (seq === null || row === undefined) return false;
    return row.seq > seq;
  }

  /** Takes back my last transaction as far as what I left is still there. */
  #undo(task: readonly Shown[], project: readonly Shown[]): Transaction | null {
    const last = this.#last;
    this.#last = null;
    return last === null ? null : this.#habits.undo(last, task, project);
  }
}
