import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import type { Database } from '../database/database.ts';
import { polygonRecords, testDevice } from '../../tests/support/testOps.ts';
import { callerFor, newTestId, request, startTestServer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

/**
 * Every route × who may not: somebody without a session, a stranger of another organisation, a colleague outside of the
 * project. The table below must name every route of the live server; a new route without a line fails.
 */
interface Case {
  readonly body?: unknown;
  /** What a colleague who is no member gets; 404 unless the route is not about a project. */
  readonly outsider: number;
  readonly nobody: number;
  /** What an annotator of the project gets. */
  readonly annotator: number;
}

const secret = newTestId();
const somebody = newTestId();
const task = newTestId();
const item = { id: newTestId(), name: 'a.jpg', media: 'image', sha256: 'a'.repeat(64), size: 1, mediaType: 'image/jpeg', width: 1, height: 1 };
const stolen = testDevice(`t:${task}`);
const theft = stolen.push(polygonRecords().map(stolen.put));
const inside = (annotator: number, body?: unknown): Case => ({ body, outsider: 404, nobody: 401, annotator });

const CASES: Readonly<Record<string, Case>> = {
  'GET /health': { outsider: 200, nobody: 200, annotator: 200 },
  'POST /v1/sessions': { outsider: 400, nobody: 400, annotator: 400 },
  'POST /v1/sessions/refresh': { outsider: 400, nobody: 400, annotator: 400 },
  'GET /v1/projects': { outsider: 200, nobody: 401, annotator: 200 },
  'POST /v1/projects': { body: { id: secret, name: 'Mine now' }, outsider: 409, nobody: 401, annotator: 409 },
  'POST /v1/invitations/accept': { outsider: 400, nobody: 400, annotator: 400 },
  'POST /v1/invitations/join': { body: { code: 'xxxx-xxxx-xxxx-xxxx' }, outsider: 404, nobody: 401, annotator: 404 },
  'POST /v1/me/password': { body: { old: 'not it', next: 'something else' }, outsider: 403, nobody: 401, annotator: 403 },
  'GET /v1/projects/:project/members': inside(200),
  'PATCH /v1/projects/:project/members/:person': inside(403, { role: 'lead' }),
  'DELETE /v1/projects/:project/members/:person': inside(403),
  'GET /v1/projects/:project/invitations': inside(403),
  'GET /v1/projects/:project/themes': inside(403),
  'POST /v1/projects/:project/invitations': inside(403, { role: 'lead', days: 7 }),
  'DELETE /v1/projects/:project/invitations/:invitation': inside(403),
  'GET /v1/projects/:project/items': inside(200),
  'POST /v1/projects/:project/items': inside(403, { items: [item] }),
  'POST /v1/projects/:project/sync/push': inside(200, theft),
  'POST /v1/projects/:project/sync/pull': inside(200, { proto: PROTOCOL, streams: [{ id: `t:${task}`, cursor: 0 }], maxRows: 500 }),
  'GET /v1/projects/:project/sync/heads': inside(200),
  'GET /v1/projects/:project/events': inside(200),
  'GET /v1/projects/:project/blobs/:sha256': inside(404),
  'HEAD /v1/projects/:project/blobs/:sha256': inside(404),
  'POST /v1/projects/:project/uploads': inside(412),
  'HEAD /v1/projects/:project/uploads/:upload': inside(412),
  'PATCH /v1/projects/:project/uploads/:upload': inside(412),
  'DELETE /v1/projects/:project/uploads/:upload': inside(412),
  'DELETE /v1/sessions': { outsider: 204, nobody: 401, annotator: 204 },
};

const TABLES = ['orgs', 'people', 'invitations', 'projects', 'memberships', 'items', 'blobs', 'streams', 'objects', 'ops', 'device_streams'];

async function fingerprint(database: Database): Promise<string> {
  const rows = await database.asOwner(async (sql) => {
    const all: unknown[] = [];
    for (const table of TABLES) all.push(await sql.query(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${table} t`));
    return all;
  });
  return JSON.stringify(rows);
}

function routesOf(server: TestServer): string[] {
  return server.server.routes.flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`));
}

function pathOf(route: string): string {
  return (route.split(' ')[1] ?? '').replace(':project', secret).replace(':person', somebody).replace(':invitation', newTestId()).replace(':sha256', 'a'.repeat(64)).replace(':upload', `${secret}~${'0'.repeat(32)}`);
}

/** A stream of events never ends by itself: looking at its head is enough. */
async function statusOf(ask: { readonly address: string; readonly route: string; readonly access?: string }): Promise<{ readonly status: number; readonly text: string }> {
  const found = CASES[ask.route];
  const [method = 'GET'] = ask.route.split(' ');
  if (!ask.route.endsWith('/events')) {
    const body = method === 'POST' || method === 'PATCH' ? (found?.body ?? {}) : undefined;
    const { status, body: answer } = await request({ address: ask.address, method, path: pathOf(ask.route), ...(body === undefined || ask.route.includes('uploads') ? {} : { body }), ...(ask.access === undefined ? {} : { access: ask.access }) });
    return { status, text: JSON.stringify(answer) };
  }
  const stop = new AbortController();
  const answer = await fetch(ask.address + pathOf(ask.route), { signal: stop.signal, headers: ask.access === undefined ? {} : { authorization: `Bearer ${ask.access}` } });
  stop.abort();
  return { status: answer.status, text: '' };
}

/** The project, its lead's work in it, and annotator2 put outside of it. */
async function fill(server: TestServer): Promise<void> {
  const lead = await callerFor(server.address, server.people.lead);
  await lead.ask('POST', '/v1/projects', { id: secret, name: 'SECRET street' });
  await lead.ask('POST', `/v1/projects/${secret}/items`, { items: [{ ...item, id: newTestId(), name: 'SECRET.jpg' }] });
  const device = testDevice(`t:${task}`);
  await lead.ask('POST', `/v1/projects/${secret}/sync/push`, device.push(polygonRecords(null, 'SECRET note').map(device.put)));
  await server.database.asOwner((sql) => sql.query('delete from memberships where person_id = $1', [server.people.annotator2.id]));
}

describe('every route and everyone who may not', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await fill(server);
  }, 60_000);
  afterAll(() => server.stop());

  test('the table names every route of the live server', () => {
    expect(Object.keys(CASES).sort()).toEqual(routesOf(server).sort());
  });

  test.each(Object.entries(CASES))('%s', async (route, expected) => {
    const before = await fingerprint(server.database);
    const { address, people } = server;
    expect((await statusOf({ address, route })).status, 'nobody').toBe(expected.nobody);
    expect((await statusOf({ address, route, access: 'x'.repeat(43) })).status, 'a made-up token').toBe(expected.nobody);
    for (const who of [people.stranger, people.annotator2]) {
      const answer = await statusOf({ address, route, access: (await callerFor(address, who)).session.access });
      expect(answer.status, who.name).toBe(expected.outsider);
      expect(answer.text).not.toContain('SECRET');
    }
    expect(await fingerprint(server.database)).toBe(before);
    const member = await statusOf({ address, route, access: (await callerFor(address, people.annotator)).session.access });
    expect(member.status, 'annotator').toBe(expected.annotator);
  });
});

describe('row-level security holds when the first wall lets everyone through', () => {
  let server: TestServer;
  let stranger: Caller;
  beforeAll(async () => {
    server = await startTestServer({ authorize: () => 'allow' });
    await fill(server);
    stranger = await callerFor(server.address, server.people.stranger);
  }, 60_000);
  afterAll(() => server.stop());

  test.each(Object.keys(CASES).filter((route) => route !== 'DELETE /v1/sessions'))('%s', async (route) => {
    const before = await fingerprint(server.database);
    const answer = await statusOf({ address: server.address, route, access: stranger.session.access });
    expect(answer.text).not.toContain('SECRET');
    expect(await fingerprint(server.database)).toBe(before);
  });

  test('a push into a foreign project writes nothing, not even a stream of its own', async () => {
    const before = await fingerprint(server.database);
    for (const stream of [`t:${task}`, `t:${newTestId()}`, `p:${secret}`]) {
      const device = testDevice(stream);
      const answer = await stranger.ask('POST', `/v1/projects/${secret}/sync/push`, device.push(polygonRecords().map(device.put)));
      expect(answer.status).toBe(404);
    }
    expect(await fingerprint(server.database)).toBe(before);
  });

  test('a whole upload into a foreign project leaves no row', async () => {
    const before = await fingerprint(server.database);
    const bytes = Buffer.from('bytes');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const answer = await fetch(`${server.address}/v1/projects/${secret}/uploads`, {
      method: 'POST', body: bytes,
      headers: { authorization: `Bearer ${stranger.session.access}`, 'tus-resumable': '1.0.0', 'upload-length': '5', 'upload-metadata': `sha256 ${Buffer.from(sha256).toString('base64')}`, 'content-type': 'application/offset+octet-stream' },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await fingerprint(server.database)).toBe(before);
  });

  test('without a scope there are no rows at all', async () => {
    const seen = await server.database.tx({ kind: 'door' }, (sql) => sql.query('select (select count(*)::int from projects) + (select count(*)::int from objects) + (select count(*)::int from memberships) as rows'));
    expect(seen).toEqual([{ rows: 0 }]);
  });
});
