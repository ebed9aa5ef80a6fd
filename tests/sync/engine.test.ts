import { describe, expect, it } from 'vitest';
import type { Uuid } from '#shared/base/id.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { Bench } from './bench.ts';

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

  it('offers an edit of what somebody deleted a moment ago', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    bench.engine.follow(bench.project);
    const track = bench.track(1);
    const id = track.op === 'put' ? track.record.id : ('' as Uuid);
    await bench.commit([track]);
    await bench.run(bench.engine.syncNow(bench.project));
    await bench.another({ kind: 'del', obj: id, type: 'track', base: { '*': 1 } });
    await bench.run(bench.engine.syncNow(bench.project));
    await bench.commit([{ op: 'patch', id, set: { z: 9 } }], false, [{ op: 'patch', id, set: { z: 1 } }]);
    await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.conflicts(), bench.disk.outbox.size]).toEqual([['edit_of_deleted *'], 0]);
  });

  it('recovers a change that was sent before the one that swallowed it could be stored', async () => {
    const bench = new Bench();
    await bench.run(bench.engine.start());
    bench.engine.follow(bench.project);
    bench.refuse = () => ({ kind: 'offline', retryAfter: null });
    const track = bench.track(0);
    const id = track.op === 'put' ? track.record.id : ('' as Uuid);
    const nudge = (z: number): ReturnType<Bench['commit']> => bench.commit([{ op: 'patch', id, set: { z } }], false, [{ op: 'patch', id, set: { z: z - 1 } }]);
    await bench.commit([track]);
    bench.storeFails = true;
    await nudge(1);
    bench.storeFails = false;
    await bench.run(bench.engine.syncNow(bench.project));
    await nudge(2);
    bench.disk.lose();
    bench.refuse = () => null;
    const again = bench.start();
    await bench.run(again.start());
    again.follow(bench.project);
    await bench.run(again.syncNow(bench.project));
    expect([bench.stored(), bench.disk.outbox.size, bench.conflicts()]).toEqual([3, 0, []]);
    expect([...(bench.ledger.project(bench.project).objects.get(bench.stream)?.values() ?? [])].map((row) => row.units['z']?.[0])).toEqual([2]);
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
