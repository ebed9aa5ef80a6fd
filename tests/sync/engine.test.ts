import { describe, expect, it } from 'vitest';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Op } from '#shared/model/ops.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import type { Failure, Reply, Transport } from '#shared/sync/engine/ports.ts';
import { SyncEngine } from '#shared/sync/engine/syncEngine.ts';
import type { PushAnswer, PushRequest } from '#shared/sync/messages.ts';
import { heads } from '../../server/ledger/heads.ts';
import type { LedgerScope } from '../../server/ledger/ledgerStore.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push } from '../../server/ledger/push.ts';
import { MemoryDisk, MemoryStore } from './memoryDisk.ts';
import { JournalDisk, MemoryJournal } from './memoryJournal.ts';
import { Process, Scheduler } from './scheduler.ts';

/** One machine, and a server that answers at once unless a test says otherwise. */
class Bench {
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

  commit(ops: readonly Op[], local = false): ReturnType<SyncEngine['commit']> {
    const transaction: Transaction = { id: this.newId(), label: 'test', via: 'ui', undoes: null, at: 0, parts: [{ stream: this.stream, ops, inverse: ops.map((op) => ({ op: 'remove', id: op.op === 'put' ? op.record.id : op.id })) }] };
    return this.run(this.engine.commit({ project: this.project, transaction, local }));
  }

  track(z = 0): Op {
    return { op: 'put', record: { id: this.newId() as never, type: 'track', kind: 'box', label: null, extent: 'still', z, note: null, locked: false, pinned: false, difficult: false } };
  }

  #transport(): Transport {
    const scope: LedgerScope = { project: this.project, session: { org: this.project, actor: this.newId(), role: 'lead', rank: 'person' } };
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

  stored(): number {
    return this.ledger.project(this.project).ops.size;
  }
}

describe('the sync engine', () => {
  it('brings work to the server and empties its queue', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    expect(await bench.commit([bench.track(), bench.track()])).toMatchObject({ copies: 'both', cause: null });
    bench.engine.follow(bench.project);
    await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.stored(), bench.disk.outbox.size, bench.engine.projectState(bench.project)?.failure]).toEqual([2, 0, null]);
  });

  it('sets one poisonous change aside and sends the rest', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    for (let z = 0; z < 7; z += 1) await bench.commit([bench.track(z)]);
    bench.refuse = (request) => (request.ops.some((op) => op.set?.['z'] === 3) ? { kind: 'malformed', retryAfter: null } : null);
    bench.engine.follow(bench.project);
    await bench.run(bench.engine.syncNow(bench.project));
    expect(bench.stored()).toBe(6);
    expect([...bench.disk.outbox.values()].map((row) => [row.state, row.op.set?.['z']])).toEqual([['stuck', 3]]);
    expect(await bench.run(bench.engine.counts())).toEqual({ pending: 1, open: 0 });
  });

  it('narrows a batch only after five failures of the server', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    await bench.commit([bench.track()]);
    await bench.commit([bench.track()]);
    let failures = 0;
    bench.refuse = () => ((failures += 1) <= 4 ? { kind: 'server', retryAfter: null } : null);
    bench.engine.follow(bench.project);
    for (let round = 0; round < 5; round += 1) await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.stored(), bench.pushed.every((request) => request.ops.length === 2)]).toEqual([2, true]);
  });

  it('lets a change wait for its bytes, and others pass', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    const crop = 'cd'.repeat(32);
    const flag = { id: bench.newId(), type: 'flag', task: bench.stream.slice(2), author: 'x', kind: 'question', anchor: { item: 'x', frame: 0, tracks: [], region: null }, tags: [], text: '', disposition: 'note', crop, cleanCrop: null, uploads: [], frozen: [], openedAt: 0, submittedAt: 0, verdict: null, verdictReason: null };
    await bench.commit([{ op: 'put', record: flag as never }]);
    await bench.commit([bench.track()]);
    bench.engine.follow(bench.project);
    await bench.run(bench.engine.syncNow(bench.project));
    const before = bench.stored();
    bench.blobs.add(crop);
    bench.ledger.project(bench.project).blobs.add(crop);
    await bench.run(bench.engine.syncNow(bench.project));
    expect([before, bench.stored(), bench.disk.outbox.size]).toEqual([1, 2, 0]);
  });

  it('sends everything again to a server that was restored', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    bench.engine.follow(bench.project);
    await bench.commit([bench.track(1)]);
    await bench.run(bench.engine.syncNow(bench.project));
    bench.ledger = new MemoryLedger(bench.newId());
    await bench.commit([bench.track(2)]);
    for (let round = 0; round < 3; round += 1) await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.stored(), bench.disk.outbox.size, [...bench.disk.base.values()].map((row) => row.units['z']?.[0])]).toEqual([2, 0, expect.arrayContaining([1, 2])]);
  });

  it('says which copy failed, and makes up for it by itself', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    bench.storeFails = true;
    expect(await bench.commit([bench.track()])).toMatchObject({ copies: 'one', cause: 'AbortError' });
    bench.journalFails = true;
    expect(await bench.commit([bench.track()])).toMatchObject({ copies: 'none' });
    [bench.storeFails, bench.journalFails] = [false, false];
    await bench.commit([bench.track()]);
    expect([bench.disk.outbox.size, bench.engine.storeOwes]).toEqual([2, false]);
  });

  it('keeps projects without an account in its own ledger, and gets them back from the journal', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    const [kept, removed] = [bench.track(4), bench.track(5)];
    await bench.commit([kept, removed], true);
    await bench.commit([{ op: 'remove', id: removed.op === 'put' ? removed.record.id : ('' as Uuid) }], true);
    bench.disk.lose();
    const again = bench.start();
    expect(await bench.run(again.start())).toMatchObject({ recovered: 3 });
    expect(await bench.run(again.records(bench.stream))).toEqual([kept.op === 'put' ? kept.record : null]);
  });

  it('writes into a new journal what only the store still has', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    await bench.commit([bench.track(1)]);
    bench.journalDisk.lines = [];
    const again = bench.start();
    expect(await bench.run(again.start())).toMatchObject({ rewritten: 1, recovered: 0 });
    bench.disk.lose();
    expect(await bench.run(bench.start().start())).toMatchObject({ recovered: 1 });
  });
});
