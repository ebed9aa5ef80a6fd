import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullAnswer, pushAnswer } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import type { SyncOp } from '#shared/sync/op.ts';
import { flagRecord, polygonRecords, testDevice } from '../../tests/support/testOps.ts';
import { callerFor, newTestId, startTestServer, type Answer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

/** Ops as an attack (`sync.md` §3.10): each gets an answer in words, nothing is written that should not be, and the server goes on. */
let server: TestServer;
let lead: Caller;
let annotator: Caller;
const project = newTestId();
const at = `/v1/projects/${project}/sync`;

beforeAll(async () => {
  server = await startTestServer();
  lead = await callerFor(server.address, server.people.lead);
  annotator = await callerFor(server.address, server.people.annotator);
  await lead.ask('POST', '/v1/projects', { id: project, name: 'Street' });
}, 60_000);
afterAll(() => server.stop());

async function rowsOf(stream: string): Promise<unknown[]> {
  return pullAnswer.parse((await lead.ask('POST', `${at}/pull`, { proto: PROTOCOL, streams: [{ id: stream, cursor: 0 }], maxRows: 500 })).body).pages[0]?.rows ?? [];
}

function statusesOf(answer: Answer): unknown[] {
  return pushAnswer.parse(answer.body).results.map(({ status, code }) => code ?? status);
}

describe('ops as an attack', () => {
  test('the actor comes from the session, whatever the op claims', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const [track] = polygonRecords();
    const forged = { ...device.put(track), actor: server.people.lead.id, org: server.people.stranger.org };
    expect(statusesOf(await annotator.ask('POST', `${at}/push`, device.push([forged])))).toEqual(['applied']);
    const [row] = pullAnswer.parse((await lead.ask('POST', `${at}/pull`, { proto: PROTOCOL, streams: [{ id: device.stream, cursor: 0 }], maxRows: 1 })).body).pages[0]?.rows ?? [];
    expect(row?.units['z']?.[3]).toBe(server.people.annotator.id);
  });

  test('an op of another stream or device in the batch refuses the batch', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const other = testDevice(`t:${newTestId()}`);
    const [track] = polygonRecords();
    expect(await annotator.ask('POST', `${at}/push`, device.push([other.put(track)]))).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect(await rowsOf(device.stream)).toEqual([]);
  });

  test.each(['p', 'u'])('a foreign %s stream does not exist', async (kind) => {
    const device = testDevice(`${kind}:${server.people.lead.id}`);
    const [track] = polygonRecords();
    expect((await annotator.ask('POST', `${at}/push`, device.push([device.put(track)]))).status).toBe(404);
  });

  test('an annotator does not answer flags and does not change labels', async () => {
    const device = testDevice(`p:${project}`);
    const label = { ...device.put(polygonRecords()[0]), type: 'label', set: { name: 'car', color: '#ff0000', kinds: [], attributes: [], order: 0 } } as const;
    expect(statusesOf(await annotator.ask('POST', `${at}/push`, device.push([label])))).toEqual(['forbidden']);
  });

  test('a number that was used by the device before is a copied profile', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const first = device.put(polygonRecords()[0]);
    await annotator.ask('POST', `${at}/push`, device.push([first]));
    const copy: SyncOp = { ...device.put(polygonRecords()[0]), dseq: first.dseq };
    expect(await annotator.ask('POST', `${at}/push`, device.push([copy]))).toMatchObject({ status: 409, body: { code: 'device_forked' } });
  });

  test('ten megabytes are refused before they are read', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const op = device.put(flagRecord(newTestId(), server.people.annotator.id, { text: 'x'.repeat(10 * 1024 * 1024) }));
    expect(await annotator.ask('POST', `${at}/push`, device.push([op]))).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  test('an object of more than 256 KiB and one of a million attributes are refused as ops', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const [track] = polygonRecords();
    const many = { ...device.put(track), set: Object.fromEntries(Array.from({ length: 20_000 }, (_, number) => [`attr.a${number}`, 1])) };
    expect(statusesOf(await annotator.ask('POST', `${at}/push`, device.push([many])))).toEqual(['too_large']);
  });

  test('deep JSON is refused, and the server goes on', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const op = device.put(polygonRecords()[0]);
    const deep = JSON.stringify(device.push([op])).replace('"note":null', `"note":${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(await annotator.ask('POST', `${at}/push`, deep)).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect((await annotator.ask('GET', '/health')).status).toBe(200);
  });

  test('keys that mean something to JavaScript change nothing', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const text = JSON.stringify(device.push([device.put(polygonRecords()[0])])).replace('"note":null', '"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"note":null');
    expect([200, 400]).toContain((await annotator.ask('POST', `${at}/push`, text)).status);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  test('a hundred thousand predecessors are refused', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const op = { ...device.put(polygonRecords()[0]), after: { note: Array.from({ length: 40_000 }, () => device.id) } };
    expect((await annotator.ask('POST', `${at}/push`, device.push([op]))).status).toBe(400);
  });

  test('a flood of pushes is slowed down with a time to come back', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const still = await startTestServer({ database: server.database, stillClock: true });
    const caller = await callerFor(still.address, server.people.reviewer);
    const answers = await Promise.all(Array.from({ length: 80 }, () => caller.ask('POST', `${at}/push`, device.push([device.put(polygonRecords()[0])]))));
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThan(0);
    expect(slowed[0]?.headers.get('retry-after')).toBe('1');
    expect(answers.every(({ status }) => status === 200 || status === 429 || status === 409)).toBe(true);
    await still.stop();
  });

  test('the same item with other bytes is refused as a whole', async () => {
    const item = { id: newTestId(), name: 'a.jpg', media: 'image', sha256: 'a'.repeat(64), size: 1, mediaType: 'image/jpeg', width: 1, height: 1 };
    const items = `/v1/projects/${project}/items`;
    expect((await lead.ask('POST', items, { items: [item] })).body).toEqual({ added: 1 });
    expect((await lead.ask('POST', items, { items: [item] })).body).toEqual({ added: 0 });
    const changed = await lead.ask('POST', items, { items: [{ ...item, sha256: 'b'.repeat(64) }, { ...item, id: newTestId() }] });
    expect(changed).toMatchObject({ status: 409, body: { code: 'items/changed' } });
    expect((await lead.ask('GET', `${items}?limit=10`)).body).toMatchObject({ items: [item], next: null });
  });
});
