import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { taskIdOf, type ItemId, type ProjectId } from '#shared/model/ids.ts';
import { sameJson, type Json } from '#shared/base/json.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { NO_FAULTS, type Faults } from './faults.ts';
import { ObservedLedger } from './observedLedger.ts';
import { drawOptions, type SimOptions } from './options.ts';
import { Oracle, Violation } from './oracle.ts';
import { Scheduler } from './scheduler.ts';
import { SimClient, type ClientWorld } from './simClient.ts';
import type { Place } from './simHabits.ts';
import { SimTransport, type Network } from './simServer.ts';

const MOST_EVENTS = 300_000;

export interface SimResult {
  readonly options: SimOptions;
  readonly events: number;
  readonly ops: number;
  readonly conflicts: number;
  readonly held: number;
  readonly rounds: number;
  /** Everything the server holds at the end, without display times. */
  readonly final: Json;
}

/** One seed: trouble, then calm, then everybody must agree. Throws a `Violation` that names the invariant. */
export async function simulate(seed: number, faults: Partial<Faults> = {}, override: Partial<SimOptions> = {}): Promise<SimResult> {
  const world = new World(seed, { ...NO_FAULTS, ...faults }, override);
  await world.chaos();
  const rounds = await world.heal();
  world.check();
  return world.result(rounds);
}

class World {
  readonly #random;
  readonly #options: SimOptions;
  readonly #scheduler = new Scheduler();
  readonly #oracle = new Oracle();
  readonly #ledger: MemoryLedger;
  readonly #network: Network;
  readonly #place: Place;
  readonly #clients: readonly SimClient[];
  #calm = false;
  #broken: Error | null = null;

  constructor(seed: number, faults: Faults, override: Partial<SimOptions>) {
    const random = seeded(Math.imul(seed + 1, 2654435761));
    this.#random = random;
    this.#options = { ...drawOptions(random), ...override };
    const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, random.bytes);
    this.#ledger = new MemoryLedger(newId());
    const item = newId() as ItemId;
    const [project, task] = [newId() as ProjectId, taskIdOf(item)];
    this.#place = { project, task, item, streams: [`t:${task}`, `p:${project}`] };
    const { loss, duplication, slowest } = this.#options;
    this.#network = { scheduler: this.#scheduler, random, loss, duplication, slowest };
    const world = this.#clientWorld(faults);
    this.#clients = Array.from({ length: this.#options.clients }, (_, index) => new SimClient(index, world));
  }

  #clientWorld(faults: Faults): ClientWorld {
    const random = this.#random;
    const observed = new ObservedLedger(this.#ledger, {
      crashes: () => !this.#calm && random.chance(this.#options.serverCrash),
      onWrite: (written) => this.#guard(() => this.#oracle.write(written)),
      wrap: faults.ledgerTx,
    });
    const server = {
      ports: { store: observed, clock: { now: () => this.#scheduler.now, ticks: () => 0 } },
      tampering: faults.tampering(this.#ledger),
      onAnswer: (answer: Parameters<Oracle['answer']>[0]) => this.#guard(() => this.#oracle.answer(answer)),
    };
    return {
      scheduler: this.#scheduler, random, options: this.#options, oracle: this.#oracle, place: this.#place, calm: () => this.#calm,
      wrap: { store: faults.store, journal: faults.journal, inverse: faults.inverse },
      transport: (client) => new SimTransport(server, this.#network, { process: client.process, session: () => client.session(), isCut: () => client.cut }),
    };
  }

  /** Whatever breaks an invariant stops the run, wherever it was thrown. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#broken ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  #spawn(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.#broken ??= error instanceof Error ? error : new Error(String(error));
    });
  }

  async #until(done: () => boolean, time: number): Promise<boolean> {
    const over = await this.#scheduler.until(() => this.#broken !== null || done(), { time, events: MOST_EVENTS });
    if (this.#broken !== null) throw this.#broken;
    return over;
  }

  async chaos(): Promise<void> {
    for (const client of this.#clients) this.#spawn(client.boot());
    const steps = this.#options.steps;
    for (let step = 0; step < steps; step += 1) this.#scheduler.at(step * 8 + this.#random.below(16), () => this.#step());
    await this.#until(() => false, steps * 8 + 100);
  }

  #step(): void {
    const [random, options] = [this.#random, this.#options];
    const client = random.pick(this.#clients);
    if (random.chance(options.reassign)) this.#reassign();
    if (random.chance(options.partition)) client.cut = !client.cut;
    if (random.chance(options.copyProfile)) this.#copyProfile(client, random.pick(this.#clients));
    if (client.engine === null) return;
    const draw = random.next();
    if (draw < options.crash) this.#crash(client, () => undefined);
    else if (draw < options.crash + options.power) this.#crash(client, () => client.disk.stepBack(1 + random.below(3)));
    else if (draw < options.crash + options.power + options.storeLoss) this.#crash(client, () => this.#loseStore(client));
    else this.#spawn(random.chance(0.15) ? client.engine.syncNow(this.#place.project) : client.act());
  }

  #crash(client: SimClient, damage: () => void): void {
    client.kill();
    damage();
    this.#checkCursor(client);
    this.#scheduler.at(3 + this.#random.below(40), () => this.#bootAgain(client));
  }

  #bootAgain(client: SimClient): void {
    if (!client.process.alive) this.#spawn(client.boot());
  }

  #loseStore(client: SimClient): void {
    client.disk.lose();
    client.forgetWishes();
    this.#oracle.lose(client.index);
  }

  #reassign(): void {
    const [stream] = this.#place.streams;
    const streams = this.#ledger.project(this.#place.project).streams;
    const row = streams.get(stream);
    if (row !== undefined) streams.set(stream, { ...row, epoch: row.epoch + 1, epochHead: row.head, assignee: this.#random.pick(this.#clients).actor });
  }

  /** A profile folder is copied onto another machine, which must hold nothing unsent of its own. */
  #copyProfile(from: SimClient, to: SimClient): void {
    if (from === to || to.engine === null || to.disk.outbox.size > 0 || to.isBusy) return;
    to.kill();
    to.disk.copyFrom(from.disk);
    to.journalDisk.copyFrom(from.journalDisk);
    to.actor = from.actor;
    to.forgetWishes();
    for (const one of [from, to]) this.#oracle.copied.add(one.index);
    this.#scheduler.at(5, () => this.#bootAgain(to));
  }

  async heal(): Promise<number> {
    this.#calm = true;
    Object.assign(this.#network, { loss: 0, duplication: 0 });
    for (const client of this.#clients) {
      client.cut = false;
      this.#bootAgain(client);
    }
    await this.#until(() => this.#clients.every((client) => client.engine !== null), Infinity);
    for (let round = 1; round <= this.#options.rounds; round += 1) {
      let open = this.#clients.length;
      for (const client of this.#clients) this.#spawn((client.engine?.syncNow(this.#place.project) ?? Promise.resolve()).finally(() => (open -= 1)));
      if (!(await this.#until(() => open === 0, Infinity))) throw new Violation('I5', 'a round of sync does not end');
      if (this.#isSettled()) return round;
    }
    throw new Violation('I5', `still open after ${this.#options.rounds} rounds: ${JSON.stringify(this.#clients.map((client) => [...client.disk.outbox.values()].slice(0, 2)))}`);
  }

  #isSettled(): boolean {
    const streams = this.#ledger.project(this.#place.project).streams;
    return this.#clients.every((client) => {
      const current = [...streams.values()].every((row) => client.disk.streams.get(row.id)?.cursor === row.head);
      return current && client.disk.outbox.size === 0 && !client.isBusy;
    });
  }

  check(): void {
    const project = this.#ledger.project(this.#place.project);
    for (const op of this.#oracle.saved) if (!project.ops.has(op)) throw new Violation('I1', `saved ${op} is not at the server: ${this.#traces(op)}`);
    for (const client of this.#clients) {
      this.#checkCursor(client);
      for (const stream of project.streams.values()) this.#checkEqual(client, stream.id, stream.hash);
    }
  }

  /** Where an op left its name, for whoever has to find out what became of it. */
  #traces(op: string): string {
    const journals = this.#clients.flatMap((client) => client.journalDisk.lines.filter((line) => line.includes(op)).map((line) => `client ${client.index}: ${line}`));
    const ops = [...this.#ledger.project(this.#place.project).ops.values()].filter((row) => JSON.stringify(row).includes(op));
    return [...journals, ...ops.map((row) => JSON.stringify(row))].join('\n');
  }

  /** I4: equal rows and equal sums. */
  #checkEqual(client: SimClient, stream: Place['streams'][number], hash: string): void {
    const rows = this.#ledger.project(this.#place.project).objects.get(stream) ?? new Map();
    const held = [...client.disk.base.values()].filter((row) => row.stream === stream);
    if (held.length !== rows.size) throw new Violation('I4', `client ${client.index} holds ${held.length} of ${rows.size} rows`);
    for (const { stream: _stream, generation: _generation, ...row } of held) {
      if (!sameJson(row as unknown as Json, (rows.get(row.id) ?? null) as unknown as Json)) throw new Violation('I4', `client ${client.index} differs in ${row.id}`);
    }
    if (client.disk.streams.get(stream)?.hash !== hash) throw new Violation('I4', `client ${client.index} has another sum`);
  }

  /** I13: every row the cursor has passed is here. */
  #checkCursor(client: SimClient): void {
    for (const stream of client.disk.streams.values()) {
      for (const row of this.#ledger.project(this.#place.project).objects.get(stream.id)?.values() ?? []) {
        if (row.seq <= stream.cursor && client.disk.base.get(`${stream.id} ${row.id}`)?.seq !== row.seq) throw new Violation('I13', `client ${client.index} passed ${row.id}`);
      }
    }
  }

  result(rounds: number): SimResult {
    const { conflicts, held, inserted } = this.#oracle;
    const objects = this.#ledger.project(this.#place.project).objects;
    const final = [...objects].map(([stream, rows]) => [stream, [...rows.values()].map(({ units: { at: _at, ...units }, ...row }) => ({ ...row, units }))]);
    return { options: this.#options, events: this.#scheduler.events, ops: inserted.size, conflicts, held, rounds, final: final as unknown as Json };
  }
}
