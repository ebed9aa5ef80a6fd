import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullAnswer, pushAnswer, headsAnswer, projectsAnswer } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { callerFor, newTestId, startTestServer, type Caller, type TestServer } from '../../tests/support/testServer.ts';
import { pgliteWorld, postgresWorld, type SqlWorld } from '../../tests/support/ledgerWorlds.ts';
import { postgresPrograms, whyNoPostgres } from '../../tests/support/testPostgres.ts';
import { flagRecord, polygonRecords, testDevice } from '../../tests/support/testOps.ts';

const BODIES = [
  { name: 'PGlite', absent: null, open: pgliteWorld },
  { name: 'PostgreSQL', absent: postgresPrograms === null ? whyNoPostgres : null, open: postgresWorld },
];

describe.each(BODIES)('sync over HTTP on $name $absent', ({ absent, open }) => {
  let world: SqlWorld;
  let server: TestServer;
  let annotator: Caller;
  let engineer: Caller;
  const project = newTestId();
  const at = `/v1/projects/${project}`;

  beforeAll(async () => {
    if (absent !== null) return;
    world = await open();
    server = await startTestServer({ database: world.database });
    annotator = await callerFor(server.address, server.people.annotator);
    engineer = await callerFor(server.address, server.people.engineer);
    await annotator.ask('POST', '/v1/projects', { id: project, name: 'Street' });
  }, 120_000);
  afterAll(async () => {
    if (absent !== null) return;
    await server.stop();
    await world.close();
  }, 60_000);

  test.skipIf(absent !== null)('what the annotator pushed, the engineer pulls', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const records = polygonRecords();
    const pushed = await annotator.ask('POST', `${at}/sync/push`, device.push(records.map(device.put)));
    expect(pushed).toMatchObject({ status: 200 });
    expect(pushAnswer.parse(pushed.body).results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    const pulled = await engineer.ask('POST', `${at}/sync/pull`, { proto: PROTOCOL, streams: [{ id: device.stream, cursor: 0 }], maxRows: 500 });
    expect(pullAnswer.parse(pulled.body).pages[0]?.rows.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort());
  });

  test.skipIf(absent !== null)('the same push again gives the same results', async () => {
    const device = testDevice(`t:${newTestId()}`);
    const request = device.push(polygonRecords().map(device.put));
    const first = pushAnswer.parse((await annotator.ask('POST', `${at}/sync/push`, request)).body);
    const second = pushAnswer.parse((await annotator.ask('POST', `${at}/sync/push`, request)).body);
    expect(second.results).toEqual(first.results);
    expect(second.head).toBe(first.head);
  });

  test.skipIf(absent !== null)('heads say which streams moved and how many flags live there', async () => {
    const task = newTestId();
    const device = testDevice(`t:${task}`);
    await annotator.ask('POST', `${at}/sync/push`, device.push([device.put(flagRecord(task, server.people.annotator.id))]));
    const heads = headsAnswer.parse((await engineer.ask('GET', `${at}/sync/heads`)).body);
    expect(heads.heads).toContainEqual({ id: `t:${task}`, head: 1, flags: 1 });
  });

  test.skipIf(absent !== null).each(['<img src=x onerror=alert(1)>', 'zero \u0000 sign', 'half a pair \ud800', '{"a":1}', '\u202egnp.exe', '__proto__'])('text comes back letter by letter: %j', async (text) => {
    const task = newTestId();
    const device = testDevice(`t:${task}`);
    const pushed = await annotator.ask('POST', `${at}/sync/push`, device.push([device.put(flagRecord(task, server.people.annotator.id, { text }))]));
    expect(pushAnswer.parse(pushed.body).results[0]?.status).toBe('applied');
    const pulled = pullAnswer.parse((await engineer.ask('POST', `${at}/sync/pull`, { proto: PROTOCOL, streams: [{ id: device.stream, cursor: 0 }], maxRows: 500 })).body);
    expect(pulled.pages[0]?.rows[0]?.units['text']?.[0]).toBe(text);
  });

  test.skipIf(absent !== null)('every member of the organisation sees a project that was made, with his own role', async () => {
    const seen = projectsAnswer.parse((await engineer.ask('GET', '/v1/projects')).body).projects.find(({ id }) => id === project);
    expect(seen).toMatchObject({ name: 'Street', role: 'ml_engineer' });
    const own = projectsAnswer.parse((await annotator.ask('GET', '/v1/projects')).body).projects.find(({ id }) => id === project);
    expect(own?.role).toBe('lead');
  });

  test.skipIf(absent !== null)('a program that speaks an older language is told to update, not that it makes mistakes', async () => {
    const answer = await annotator.ask('POST', `${at}/sync/push`, { proto: PROTOCOL - 2, nonsense: true });
    expect(answer).toMatchObject({ status: 426, body: { code: 'upgrade' } });
  });
});
