import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverRefusal, sessionAnswer, type SessionAnswer } from '#shared/sync/messages.ts';
import { callerFor, newTestId, request, signIn, startTestServer, type Answer, type TestServer } from '../../tests/support/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

const MINUTE = 60_000;

async function refresh(session: Pick<SessionAnswer, 'refresh'>, device: string): Promise<Answer> {
  return request({ address: server.address, method: 'POST', path: '/v1/sessions/refresh', body: { refresh: session.refresh, device } });
}

async function listing(access: string): Promise<number> {
  return (await request({ address: server.address, method: 'GET', path: '/v1/projects', access })).status;
}

describe('signing in', () => {
  test('a right password opens, with name and organisation', async () => {
    const session = await signIn(server.address, server.people.engineer);
    expect(session.person).toMatchObject({ id: server.people.engineer.id, org: server.people.engineer.org, orgName: 'Ours' });
    expect(await listing(session.access)).toBe(200);
  });

  test('wrong password and unknown person get the same words, and the password is not repeated', async () => {
    const ask = (email: string): Promise<Answer> => request({ address: server.address, method: 'POST', path: '/v1/sessions', body: { email, password: 'not-the-password', device: newTestId() } });
    const [wrong, unknown] = [await ask(server.people.reviewer.email), await ask('nobody@example.org')];
    expect(wrong).toMatchObject({ status: 401, body: { code: 'session/refused' } });
    expect(unknown.body).toEqual(wrong.body);
    expect(JSON.stringify(wrong.body)).not.toContain('not-the-password');
  });

  test('the sixth wrong try in a minute waits, and the right password waits with it', async () => {
    const body = { email: server.people.expert.email, password: 'wrong', device: newTestId() };
    for (let tried = 0; tried < 5; tried += 1) expect((await request({ address: server.address, method: 'POST', path: '/v1/sessions', body })).status).toBe(401);
    const refused = await request({ address: server.address, method: 'POST', path: '/v1/sessions', body: { ...body, password: server.people.expert.password } });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    server.advance(2 * MINUTE);
    await signIn(server.address, server.people.expert);
  });

  test.each([['no body', ''], ['not JSON', '{'], ['a number', '5'], ['deep', '['.repeat(100_000) + ']'.repeat(100_000).slice(0, 10)]])('%s is refused in words', async (_name, body) => {
    const answer = await fetch(`${server.address}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([400, 413]).toContain(answer.status);
    expect(serverRefusal.safeParse(await answer.json()).success).toBe(true);
  });
});

describe('staying signed in', () => {
  test('an access token ends after fifteen minutes, the refresh token gets a new one', async () => {
    const device = newTestId();
    const session = await signIn(server.address, server.people.annotator, device);
    server.advance(15 * MINUTE + 1000);
    expect(await listing(session.access)).toBe(401);
    const next = sessionAnswer.parse((await refresh(session, device)).body);
    expect(await listing(next.access)).toBe(200);
  });

  test('a lost reply: the old refresh token works once more within a minute, and both new ones are good', async () => {
    const device = newTestId();
    const session = await signIn(server.address, server.people.annotator, device);
    const lost = sessionAnswer.parse((await refresh(session, device)).body);
    server.advance(30_000);
    const again = sessionAnswer.parse((await refresh(session, device)).body);
    expect((await refresh(lost, device)).status).toBe(200);
    expect((await refresh(again, device)).status).toBe(200);
  });

  test('a stolen refresh token used later ends the whole sign-in', async () => {
    const device = newTestId();
    const session = await signIn(server.address, server.people.annotator, device);
    const next = sessionAnswer.parse((await refresh(session, device)).body);
    server.advance(61_000);
    expect(await refresh(session, device)).toMatchObject({ status: 401, body: { code: 'session/ended' } });
    expect(await listing(next.access)).toBe(401);
    expect((await refresh(next, device)).status).toBe(401);
  });

  test('a refresh token is bound to its device and lasts sixty days', async () => {
    const device = newTestId();
    const session = await signIn(server.address, server.people.annotator, device);
    expect((await refresh(session, newTestId())).status).toBe(401);
    server.advance(61 * 24 * 60 * MINUTE);
    expect((await refresh(session, device)).status).toBe(401);
  });

  test('signing out ends the tokens at once', async () => {
    const caller = await callerFor(server.address, server.people.annotator);
    expect((await caller.ask('DELETE', '/v1/sessions')).status).toBe(204);
    expect(await listing(caller.session.access)).toBe(401);
  });

  test('a suspended person is out at once', async () => {
    const caller = await callerFor(server.address, server.people.annotator2);
    await server.database.asOwner((sql) => sql.query('update people set active = false where id = $1', [server.people.annotator2.id]));
    expect(await listing(caller.session.access)).toBe(401);
  });

  test('the database holds no token and no password', async () => {
    const session = await signIn(server.address, server.people.lead);
    const held = await server.database.asOwner((sql) => sql.query('select hash as text from session_tokens union all select password from people'));
    const text = JSON.stringify(held);
    for (const kept of [session.access, session.refresh, server.people.lead.password]) expect(text).not.toContain(kept);
  });
});
