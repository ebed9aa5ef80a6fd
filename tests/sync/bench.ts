import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { idOf, type Op } from '#shared/model/ops.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import type { Failure, Reply, Transport } from '#shared/sync/engine/ports.ts';
import { SyncEngine } from '#shared/sync/engine/syncEngine.ts';
import type { PushAnswer, PushRequest } from '#shared/sync/messages.ts';
import { OP_VERSION, type SyncOp } from '#shared/sync/op.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { heads } from '../../server/ledger/heads.ts';
import type { LedgerScope } from '../../server/ledger/ledgerStore.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push } from '../../server/ledger/push.ts';
import { MemoryDisk, MemoryStore } from './memoryDisk.ts';
import { JournalDisk, MemoryJournal } from './memoryJournal.ts';
import { Process, Scheduler } from './scheduler.ts';
import { textOf } from './textOf.ts';

/** One machine, and a server that answers at once unless a test says otherwise. */
export class Bench {
  readonly random = seeded(1);
  readonly newId = uuidMaker({ now: () => 0, ticks: () => 0 }, this.random.bytes);
  readonly project = this.newId();
  readonly stream = `t:${this.newId()}` as const;
  readonly scheduler = new Scheduler();
  readonly disk = new MemoryDisk();
  readonly journalDisk = new JournalDisk(this.newId());
  ledger = new MemoryLedger(this.newId());
  pushed: PushRequest[] = [];
  refuse: (request: PushRequest) => Failure | null = () => null;
  blobs = new Set<string>();
  storeFails = false;
  journalFails = false;
  engine = this.start();

  start(): SyncEngine {
    const process = new Process(this.scheduler, this.random, 1);
    this.engine = new SyncEngine({
      store: new MemoryStore(this.disk, process, () => this.storeFails),
      journal: new MemoryJournal(this.journalDisk, { process, random: this.random, newId: this.newId, failing: () => this.journalFails }),
      transport: this.#transport(), clock: { now: () => 0, ticks: () => 0 }, random: this.random.bytes, newId: this.newId,
      timers: { after: (ms, work) => (process.after(ms, work), () => undefined) },
    }, { batchOps: 8 });
    return this.engine;
  }

  async run<T>(work: Promise<T>): Promise<T> {
    let over = false;
    void work.finally(() => (over = true)).catch(() => undefined);
    await this.scheduler.until(() => over, { time: Infinity, events: 100_000 });
    return work;
  }

  /** `inverse`: what the author says he replaced; without it, that he saw no such objects. */
  commit(ops: readonly Op[], local = false, inverse: readonly Op[] = ops.map((op) => ({ op: 'remove', id: idOf(op) }))): ReturnType<SyncEngine['commit']> {
    const transaction: Transaction = { id: this.newId(), label: 'test', via: 'ui', undoes: null, at: 0, parts: [{ stream: this.stream, ops, inverse }] };
    return this.run(this.engine.commit({ project: this.project, transaction, local }));
  }

  track(z = 0): Op {
    return { op: 'put', record: { id: this.newId() as never, type: 'track', kind: 'box', label: null, extent: 'still', z, note: null, locked: false, pinned: false, difficult: false, group: null } };
  }

  scope(actor: Uuid): LedgerScope {
    return { project: this.project, session: { org: this.project, actor, role: 'lead', rank: 'person' } };
  }

  /** Somebody else's op reaches the server. */
  async another(op: Pick<SyncOp, 'kind' | 'obj' | 'type' | 'set' | 'base'>): Promise<void> {
    const dev = this.newId();
    const whole: SyncOp = { v: OP_VERSION, id: this.newId(), dev, dseq: 1, stream: this.stream, lease: 1, schema: 0, at: 0, via: 'ui', ...op };
    await push({ store: this.ledger, clock: { now: () => 0, ticks: () => 0 } }, this.scope(this.newId()), { proto: PROTOCOL, stream: this.stream, dev, client: 'test', ops: [whole] });
  }

  #transport(): Transport {
    const scope = this.scope(this.newId());
    const ports = (): { store: MemoryLedger; clock: { now: () => number; ticks: () => number } } => ({ store: this.ledger, clock: { now: () => 0, ticks: () => 0 } });
    return {
      push: async (_project, request): Promise<Reply<PushAnswer>> => {
        this.pushed.push(request);
        const failure = this.refuse(request);
        if (failure !== null) return { ok: false, failure };
        const outcome = await push(ports(), scope, request);
        return outcome.ok ? { ok: true, value: outcome.answer } : { ok: false, failure: { kind: outcome.code === 'device_forked' ? 'forked' : 'malformed', retryAfter: null } };
      },
      pull: async (_project, request) => ({ ok: true, value: await pull(ports(), scope, request) }),
      heads: async () => ({ ok: true, value: await heads(ports(), scope) }),
      ensureBlobs: async (_project, sha256) => new Set(sha256.filter((hash) => this.blobs.has(hash))),
    };
  }

  /** The reasons and units of all conflicts at the server. */
  conflicts(): readonly string[] {
    const rows = [...(this.ledger.project(this.project).objects.get(this.stream)?.values() ?? [])].filter((row) => row.type === 'conflict');
    return rows.map(({ units }) => `${textOf(units['reason']?.[0])} ${textOf(units['unit']?.[0])}`);
  }

  stored(): number {
    return this.ledger.project(this.project).ops.size;
  }
}
