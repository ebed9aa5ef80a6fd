import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteAnswer, invitationsAnswer, membersAnswer, projectsAnswer, sessionAnswer, type Member, type Role } from '#shared/sync/messages.ts';
import { callerFor, newTestId, request, signIn, startTestServer, type Answer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

let server: TestServer;
let lead: Caller;
const project = newTestId();
const at = `/v1/projects/${project}`;
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  server = await startTestServer();
  lead = await callerFor(server.address, server.people.lead);
  await lead.ask('POST', '/v1/projects', { id: project, name: 'Fields' });
}, 60_000);
afterAll(() => server.stop());

async function invite(role: Role, days = 7, by = lead): Promise<string> {
  return inviteAnswer.parse((await by.ask('POST', `${at}/invitations`, { role, days })).body).code;
}

function accept(code: string, over: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  return request({ address: server.address, method: 'POST', path: '/v1/invitations/accept', body: { code, name: 'Wanjiku', email: `${newTestId()}@example.org`, password: 'four words in a row', device: newTestId(), ...over } });
}

async function membersSeenBy(caller: Caller): Promise<readonly Member[]> {
  return membersAnswer.parse((await caller.ask('GET', `${at}/members`)).body).members;
}

async function roleOf(id: string): Promise<Role | undefined> {
  return (await membersSeenBy(lead)).find((one) => one.id === id)?.role;
}

describe('an invitation', () => {
  test('makes an account that is signed in and belongs to the project, once', async () => {
    const code = await invite('reviewer');
    const email = 'New.Person@Example.org';
    const session = sessionAnswer.parse((await accept(` ${code.toUpperCase().replaceAll('-', ' ')} `, { email })).body);
    const listed = await request({ address: server.address, method: 'GET', path: '/v1/projects', access: session.access });
    expect(projectsAnswer.parse(listed.body).projects).toMatchObject([{ id: project, role: 'reviewer' }]);
    await signIn(server.address, { email: 'new.person@example.org', password: 'four words in a row' });
    expect(await accept(code)).toMatchObject({ status: 404, body: { code: 'invitation/unknown' } });
  });

  test('two who come at the same moment: one gets in', async () => {
    const code = await invite('annotator');
    const both = await Promise.all([accept(code), accept(code)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404]);
  });

  test('runs out, can be withdrawn, and a list shows those that work without their codes', async () => {
    const [short, long] = [await invite('annotator', 1), await invite('expert', 30)];
    const listed = await lead.ask('GET', `${at}/invitations`);
    const open = invitationsAnswer.parse(listed.body).invitations;
    expect(open.map(({ role }) => role)).toEqual(['annotator', 'expert']);
    expect(open[0]?.madeBy).toBe(server.people.lead.name);
    expect(JSON.stringify(listed.body)).not.toContain(short);
    expect((await lead.ask('DELETE', `${at}/invitations/${open[1]?.id}`)).status).toBe(204);
    expect((await accept(long)).status).toBe(404);
    server.advance(DAY + 1);
    lead = await callerFor(server.address, server.people.lead);
    expect((await accept(short)).status).toBe(404);
    expect(invitationsAnswer.parse((await lead.ask('GET', `${at}/invitations`)).body).invitations).toEqual([]);
  });

  test('is not used up by a password that is too short, too plain, or an address that has an account', async () => {
    const code = await invite('annotator');
    expect(await accept(code, { password: 'short' })).toMatchObject({ status: 422, body: { code: 'password/short' } });
    expect(await accept(code, { password: 'aaaaaaaaaaaaa' })).toMatchObject({ status: 422, body: { code: 'password/guessable' } });
    expect(await accept(code, { email: server.people.reviewer.email.toUpperCase() })).toMatchObject({ status: 409, body: { code: 'account/taken' } });
    expect(await accept(code, { email: server.people.stranger.email })).toMatchObject({ status: 409, body: { code: 'account/taken' } });
    expect(await accept(code, { email: 'nobody' })).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect((await accept(code)).status).toBe(200);
  });

  test('lets a colleague with an account in, and nobody of another organisation', async () => {
    await server.database.asOwner((sql) => sql.query('delete from memberships where person_id = $1', [server.people.annotator2.id]));
    const code = await invite('reviewer');
    const stranger = await callerFor(server.address, server.people.stranger);
    expect(await stranger.ask('POST', '/v1/invitations/join', { code })).toMatchObject({ status: 403, body: { code: 'invitation/other-org' } });
    const colleague = await callerFor(server.address, server.people.annotator2);
    expect((await colleague.ask('POST', '/v1/invitations/join', { code })).body).toEqual({ project });
    expect(await roleOf(server.people.annotator2.id)).toBe('reviewer');
  });

  test('is made by those who lead, and to an admin by admins only', async () => {
    const annotator = await callerFor(server.address, server.people.annotator);
    expect((await annotator.ask('POST', `${at}/invitations`, { role: 'annotator', days: 7 })).status).toBe(403);
    expect((await annotator.ask('GET', `${at}/invitations`)).status).toBe(403);
    expect((await lead.ask('POST', `${at}/invitations`, { role: 'admin', days: 7 })).status).toBe(403);
    const admin = await callerFor(server.address, server.people.admin);
    expect(await invite('admin', 7, admin)).toMatch(/^(.{4}-){3}.{4}$/);
  });
});

describe('members', () => {
  test('everyone sees who is there; addresses are for those who lead', async () => {
    const annotator = await callerFor(server.address, server.people.annotator);
    const seen = await membersSeenBy(annotator);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter(({ email }) => email !== null).map(({ id }) => id)).toEqual([server.people.annotator.id]);
    expect((await membersSeenBy(lead)).every(({ email }) => email !== null)).toBe(true);
  });

  test('another role counts at once; annotators give none', async () => {
    const { expert, annotator } = server.people;
    expect((await lead.ask('PATCH', `${at}/members/${expert.id}`, { role: 'annotator' })).status).toBe(204);
    expect(await roleOf(expert.id)).toBe('annotator');
    const other = await callerFor(server.address, annotator);
    expect((await other.ask('PATCH', `${at}/members/${annotator.id}`, { role: 'lead' })).status).toBe(403);
    expect((await lead.ask('PATCH', `${at}/members/${annotator.id}`, { role: 'admin' })).status).toBe(403);
    expect((await lead.ask('PATCH', `${at}/members/${server.people.admin.id}`, { role: 'annotator' })).status).toBe(403);
    expect((await lead.ask('PATCH', `${at}/members/${newTestId()}`, { role: 'annotator' })).status).toBe(404);
  });

  test('one may leave, those who lead take others out, and both lose access at once', async () => {
    const engineer = await callerFor(server.address, server.people.engineer);
    expect((await engineer.ask('DELETE', `${at}/members/${server.people.expert.id}`)).status).toBe(403);
    expect((await engineer.ask('DELETE', `${at}/members/${server.people.engineer.id}`)).status).toBe(204);
    expect((await engineer.ask('GET', `${at}/members`)).status).toBe(404);
    const reviewer = await callerFor(server.address, server.people.reviewer);
    expect((await lead.ask('DELETE', `${at}/members/${server.people.reviewer.id}`)).status).toBe(204);
    expect((await reviewer.ask('GET', `${at}/items`)).status).toBe(404);
    expect((await lead.ask('DELETE', `${at}/members/${server.people.reviewer.id}`)).status).toBe(204);
  });

  test('a project keeps its last lead', async () => {
    const own = newTestId();
    const annotator = await callerFor(server.address, server.people.annotator);
    await annotator.ask('POST', '/v1/projects', { id: own, name: 'Mine' });
    for (const { id, role } of membersAnswer.parse((await annotator.ask('GET', `/v1/projects/${own}/members`)).body).members) {
      if (role === 'lead' && id !== server.people.annotator.id) expect((await annotator.ask('DELETE', `/v1/projects/${own}/members/${id}`)).status).toBe(204);
    }
    await server.database.asOwner((sql) => sql.query("delete from memberships where project_id = $1 and role = 'admin'", [own]));
    const last = { status: 409, body: { code: 'project/last-lead' } };
    expect(await annotator.ask('DELETE', `/v1/projects/${own}/members/${server.people.annotator.id}`)).toMatchObject(last);
    expect(await annotator.ask('PATCH', `/v1/projects/${own}/members/${server.people.annotator.id}`, { role: 'annotator' })).toMatchObject(last);
  });
});

describe('another password', () => {
  test('needs the old one, ends the other sessions and keeps this one', async () => {
    const who = server.people.annotator2;
    const [here, there] = [await callerFor(server.address, who), await callerFor(server.address, who)];
    expect(await here.ask('POST', '/v1/me/password', { old: 'wrong', next: 'a longer password' })).toMatchObject({ status: 403, body: { code: 'password/wrong' } });
    expect((await here.ask('POST', '/v1/me/password', { old: who.password, next: 'tiny' })).status).toBe(422);
    expect((await here.ask('POST', '/v1/me/password', { old: who.password, next: 'a longer password' })).status).toBe(204);
    expect([(await here.ask('GET', '/v1/projects')).status, (await there.ask('GET', '/v1/projects')).status]).toEqual([200, 401]);
    await signIn(server.address, { email: who.email, password: 'a longer password' });
    await expect(signIn(server.address, who)).rejects.toThrow('401');
  });
});
