import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded, type Seeded } from '#shared/base/seeded.ts';
import type { PushRequest } from '#shared/sync/messages.ts';
import type { ObjectRow, SyncOp } from '#shared/sync/op.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import type { LedgerStore } from '../../server/ledger/ledgerStore.ts';
import { heads } from '../../server/ledger/heads.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push } from '../../server/ledger/push.ts';
import { pgliteWorld, postgresWorld, type SqlWorld } from '../support/ledgerWorlds.ts';
import { flagRecord, polygonRecords, testDevice, type TestDevice } from '../support/testOps.ts';
import { postgresPrograms, whyNoPostgres } from '../support/testPostgres.ts';
import { newTestId } from '../support/testServer.ts';

/** The ledger in SQL is the ledger in memory: the same requests in the same order get the same answers and leave the same rows. */
const BODIES = [
  { name: 'PGlite', absent: null, open: pgliteWorld },
  { name: 'PostgreSQL', absent: postgresPrograms === null ? whyNoPostgres : null, open: postgresWorld },
];
const STEPS = 40;
const clock = { now: () => 1_700_000_000_000, ticks: () => 0 };

/** Requests of two people with three devices that collide on purpose: stale sets, deletes, repeats, flags with and without crops. */
function* story(chance: Seeded, stream: string, author: string): Generator<{ readonly person: 0 | 1; readonly request: PushRequest }> {
  const devices: readonly (readonly [0 | 1, TestDevice])[] = [[0, testDevice(stream)], [1, testDevice(stream)], [1, testDevice(stream)]];
  const known: Parameters<TestDevice['set']>[0][] = [];
  const sent: { readonly person: 0 | 1; readonly request: PushRequest }[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    if (sent.length > 0 && chance.chance(0.15)) {
      yield chance.pick(sent);
      continue;
    }
    const [person, device] = chance.pick(devices);
    const ops: SyncOp[] = [];
    for (let count = chance.below(6) + 1; count > 0; count -= 1) ops.push(...someOps({ chance, device, known, author }));
    const made = { person, request: device.push(ops) };
    sent.push(made);
    yield made;
  }
}

interface Dice {
  readonly chance: Seeded;
  readonly device: TestDevice;
  readonly known: Parameters<TestDevice['set']>[0][];
  readonly author: string;
}

function someOps({ chance, device, known, author }: Dice): SyncOp[] {
  const object = known.length > 0 && chance.chance(0.6) ? chance.pick(known) : null;
  if (object === null && chance.chance(0.2)) {
    const flag = flagRecord(device.stream.slice(2), author, { text: `zero \u0000 and half \ud800 ${chance.below(9)}`, crop: chance.chance(0.5) ? null : (chance.chance(0.5) ? 'a' : 'b').repeat(64) });
    return [device.put(flag)];
  }
  if (object === null) {
    const records = polygonRecords(null, `note ${chance.below(1000)}`);
    known.push(...records);
    return records.map(device.put);
  }
  const base = chance.below(30);
  if (chance.chance(0.2)) return [{ ...device.set(object, { base: { '*': base } }), kind: 'del' }];
  const unit = object.type === 'track' ? 'note' : 'meta.occluded';
  return [device.set(object, { set: { [unit]: object.type === 'track' ? `by ${chance.below(5)}` : chance.chance(0.5) }, base: { [unit]: base } })];
}

describe.each(BODIES)('twins: memory and $name $absent', ({ absent, open }) => {
  let world: SqlWorld;
  beforeAll(async () => {
    if (absent === null) world = await open();
  }, 120_000);
  afterAll(() => (absent === null ? world.close() : Promise.resolve()), 60_000);

  test.skipIf(absent !== null).each([1, 2, 3, 4, 5, 6])('story %i', async (seed) => {
    const project = newTestId();
    const stream = `t:${newTestId()}`;
    await world.project(project);
    await world.haveBlob(project, 'a'.repeat(64));
    const memory = new MemoryLedger(await world.store.incarnation());
    memory.project(project).blobs.add('a'.repeat(64));
    for (const { person, request } of story(seeded(seed), stream, world.people[1])) {
      const scope = world.scope(project, person);
      const [expected, answer] = [await push({ store: memory, clock }, scope, request), await push({ store: world.store, clock }, scope, request)];
      expect(answer).toEqual(expected);
    }
    const everything = async (store: LedgerStore): Promise<readonly ObjectRow[]> => {
      const page = (await pull({ store, clock }, world.scope(project, 0), { proto: PROTOCOL, streams: [{ id: stream, cursor: 0 }], maxRows: 500 })).pages[0];
      expect(page?.hash).not.toBe('0000000000000000');
      return page?.rows ?? [];
    };
    expect(await everything(world.store)).toEqual(await everything(memory));
    expect((await heads({ store: world.store, clock }, world.scope(project, 0))).heads).toEqual((await heads({ store: memory, clock }, world.scope(project, 0))).heads);
  });
});
