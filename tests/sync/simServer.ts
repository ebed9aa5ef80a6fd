import type { Uuid } from '#shared/base/id.ts';
import type { Seeded } from '#shared/base/seeded.ts';
import type { HeadsAnswer, PullAnswer, PullRequest, PushAnswer, PushRequest } from '#shared/sync/messages.ts';
import type { Failure, Reply, Transport } from '#shared/sync/engine/ports.ts';
import type { LedgerScope, Session } from '../../server/ledger/ledgerStore.ts';
import { heads } from '../../server/ledger/heads.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push, type LedgerPorts } from '../../server/ledger/push.ts';
import type { Process, Scheduler } from './scheduler.ts';

const TIMEOUT = 120;

/** What lies between a client and the server. */
export interface Network {
  readonly scheduler: Scheduler;
  readonly random: Seeded;
  loss: number;
  duplication: number;
  slowest: number;
}

export interface Caller {
  readonly process: Process;
  readonly session: () => Session;
  readonly isCut: () => boolean;
}

/** The last hands a message passes; the fault table puts its own in here. */
export interface Tampering {
  readonly push: (request: PushRequest) => PushRequest;
  readonly pulled: (request: PullRequest, answer: PullAnswer) => PullAnswer;
}

const OFFLINE: Failure = { kind: 'offline', retryAfter: null };

/** The transport port over a network that loses, repeats and reorders, to the real handlers. Everything crosses as JSON. */
export class SimTransport implements Transport {
  readonly #ports: LedgerPorts;
  readonly #network: Network;
  readonly #caller: Caller;
  readonly #tampering: Tampering;
  readonly #onAnswer: (answer: PushAnswer) => void;

  constructor(server: { readonly ports: LedgerPorts; readonly tampering: Tampering; readonly onAnswer: (answer: PushAnswer) => void }, network: Network, caller: Caller) {
    this.#ports = server.ports;
    this.#tampering = server.tampering;
    this.#onAnswer = server.onAnswer;
    this.#network = network;
    this.#caller = caller;
  }

  push(project: string, request: PushRequest): Promise<Reply<PushAnswer>> {
    const text = JSON.stringify(request);
    return this.#exchange(async (scope) => {
      const answer = await push(this.#ports, scope, this.#tampering.push(JSON.parse(text) as PushRequest));
      if (answer.ok) this.#onAnswer(answer.answer);
      if (answer.ok) return { ok: true, value: answer.answer };
      return { ok: false, failure: { kind: answer.code === 'device_forked' ? 'forked' : 'malformed', retryAfter: null } };
    }, project);
  }

  pull(project: string, request: PullRequest): Promise<Reply<PullAnswer>> {
    const text = JSON.stringify(request);
    return this.#exchange(async (scope) => {
      const asked = JSON.parse(text) as PullRequest;
      return { ok: true, value: this.#tampering.pulled(asked, await pull(this.#ports, scope, asked)) };
    }, project);
  }

  heads(project: string): Promise<Reply<HeadsAnswer>> {
    return this.#exchange(async (scope) => ({ ok: true, value: await heads(this.#ports, scope) }), project);
  }

  async ensureBlobs(_project: string, sha256: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(sha256);
  }

  #exchange<T>(handle: (scope: LedgerScope) => Promise<Reply<T>>, project: string): Promise<Reply<T>> {
    const { random, scheduler } = this.#network;
    const { process } = this.#caller;
    const scope: LedgerScope = { project: project as Uuid, session: this.#caller.session() };
    return new Promise((resolve) => {
      process.after(TIMEOUT, () => resolve({ ok: false, failure: OFFLINE }));
      const send = (): void => {
        if (this.#caller.isCut()) return;
        handle(scope).then((reply) => this.#reply(JSON.stringify(reply), resolve), () => undefined);
      };
      if (!random.chance(this.#network.loss)) scheduler.at(random.below(this.#network.slowest), send);
      if (random.chance(this.#network.duplication)) scheduler.at(random.below(this.#network.slowest * 3), send);
    });
  }

  #reply<T>(text: string, resolve: (reply: Reply<T>) => void): void {
    const { random } = this.#network;
    if (random.chance(this.#network.loss) || this.#caller.isCut()) return;
    this.#caller.process.after(random.below(this.#network.slowest), () => resolve(JSON.parse(text) as Reply<T>));
  }
}
