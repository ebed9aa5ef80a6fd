import { describe, expect, it } from 'vitest';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import type { Op } from '#shared/model/ops.ts';
import type { DocumentRecord, Keyframe } from '#shared/model/records.ts';
import { unitsOf } from '#shared/sync/units.ts';
import { Bench } from './bench.ts';

/** Ways in which somebody could meet himself (I8); the simulator found all but the first. */
const offline = { kind: 'offline', retryAfter: null } as const;

function keyframe(bench: Bench, x: number, track = bench.newId() as TrackId): Keyframe {
  return { id: keyframeIdOf(track, 0), type: 'keyframe', track, frame: 0, shape: { kind: 'box', x, y: 0, width: 10, height: 10, angle: 0 }, occluded: false, truncated: false };
}

async function following(): Promise<Bench> {
  const bench = new Bench();
  await bench.run(bench.engine.start());
  await bench.run(bench.engine.watch(bench.stream, { project: bench.project, local: false }));
  bench.engine.follow(bench.project);
  await bench.run(bench.engine.syncNow(bench.project));
  return bench;
}

const put = (record: DocumentRecord): Op => ({ op: 'put', record });

describe('nobody conflicts with himself', () => {
  it('in a long run of nudges on a change that is under way', async () => {
    const bench = await following();
    const track = bench.track(0);
    if (track.op !== 'put') return;
    bench.refuse = () => offline;
    await bench.commit([track]);
    await bench.run(bench.engine.syncNow(bench.project));
    const { id } = track.record;
    for (let z = 1; z <= 50; z += 1) await bench.commit([{ op: 'patch', id, set: { z } }], false, [{ op: 'patch', id, set: { z: z - 1 } }]);
    bench.refuse = () => null;
    await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.conflicts(), bench.disk.outbox.size, [...bench.disk.base.values()].map((row) => row.units['z']?.[0])]).toEqual([[], 0, [50]]);
  });

  it('by putting a record back while the server decides against his deletion', async () => {
    const bench = await following();
    const before = keyframe(bench, 1);
    await bench.commit([put(before)]);
    await bench.run(bench.engine.syncNow(bench.project));
    await bench.another({ kind: 'set', obj: before.id, type: 'keyframe', set: { 'attr.state': 'wet' }, base: {} });
    await bench.commit([{ op: 'remove', id: before.id }], false, [put(before)]);
    await bench.run(bench.engine.syncNow(bench.project));
    await bench.commit([put(keyframe(bench, 500, before.track))], false, [{ op: 'remove', id: before.id }]);
    await bench.run(bench.engine.syncNow(bench.project));
    expect(bench.conflicts()).toEqual(['del_vs_edit *']);
    const units = [...bench.disk.base.values()].find((row) => row.id === before.id)?.units;
    expect([units?.['geom']?.[0], units?.['attr.state']?.[0]]).toMatchObject([{ x: 500 }, 'wet']);
  });

  it('by putting a record back whose row a power cut took, while an edit of it waits', async () => {
    const bench = await following();
    const before = keyframe(bench, 1);
    await bench.another({ kind: 'put', obj: before.id, type: 'keyframe', set: unitsOf(before), base: {} });
    await bench.run(bench.engine.syncNow(bench.project));
    bench.refuse = () => offline;
    const edited = keyframe(bench, 500, before.track);
    await bench.commit([{ op: 'patch', id: before.id, set: { shape: edited.shape } }], false, [{ op: 'patch', id: before.id, set: { shape: before.shape } }]);
    bench.disk.base.clear();
    await bench.commit([put(keyframe(bench, 900, before.track))], false, [{ op: 'remove', id: before.id }]);
    bench.refuse = () => null;
    await bench.run(bench.engine.syncNow(bench.project));
    expect([bench.conflicts(), bench.pushed.flatMap(({ ops }) => ops.map(({ kind }) => kind))]).toEqual([[], ['set']]);
  });

  it('by a change that was sent while the one that swallowed it could not be stored', async () => {
    const bench = await following();
    const track = bench.track(0);
    if (track.op !== 'put') return;
    const { id } = track.record;
    bench.refuse = () => offline;
    await bench.commit([track]);
    bench.storeFails = true;
    await bench.commit([{ op: 'patch', id, set: { z: 1 } }], false, [{ op: 'patch', id, set: { z: 0 } }]);
    bench.storeFails = false;
    await bench.run(bench.engine.syncNow(bench.project));
    await bench.commit([bench.track(7)]);
    const queue = [...bench.disk.outbox.values()].filter((row) => row.obj === id).map(({ op }) => ({ kind: op.kind, z: op.set?.['z'], folds: op.folds?.length ?? 0, after: op.after?.['z']?.length ?? 0, units: Object.keys(op.set ?? {}).length > 1 }));
    expect(queue).toEqual([{ kind: 'put', z: 0, folds: 0, after: 0, units: true }, { kind: 'set', z: 1, folds: 0, after: 1, units: false }]);
  });
});
