import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openServer, type OpenServer } from '../openServer.ts';
import { realMachine } from '../machine/machine.ts';
import { must } from '#shared/base/must.ts';
import { inviteAnswer, membersAnswer, pullAnswer, pushAnswer } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { polygonRecords, testDevice } from '../../tests/support/testOps.ts';
import { databaseTemplate } from '../../tests/support/testDatabase.ts';
import { callerFor, newTestId, request } from '../../tests/support/testServer.ts';

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-embedded-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = async (memory = 0): Promise<OpenServer> => openServer({ folder, databaseUrl: null, machine: realMachine, passwordMemory: 64, memory, template: await databaseTemplate(), say: (line) => said.push(line) });

/** What the next start finds when the machine stopped and the disk kept only what was fsynced: a lock of another boot, a torn database. */
function machineStops(): void {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, started: '1', boot: 'another start of the machine' }));
  for (const name of readdirSync(join(folder, 'database', 'base'))) rmSync(join(folder, 'database', 'base', name), { recursive: true });
}

async function pushSome(opened: OpenServer): Promise<{ readonly project: string; readonly stream: string; readonly head: number; readonly incarnation: string }> {
  const address = await opened.server.listen({ host: '127.0.0.1', port: 0 });
  const caller = await callerFor(address, opened.people[0] ?? { email: '', password: '' });
  const project = newTestId();
  await caller.ask('POST', '/v1/projects', { id: project, name: 'Kept' });
  const device = testDevice(`t:${newTestId()}`);
  let head = 0;
  let incarnation = '';
  for (let batch = 0; batch < 5; batch += 1) ({ head, incarnation } = pushAnswer.parse((await caller.ask('POST', `/v1/projects/${project}/sync/push`, device.push(polygonRecords().map(device.put)))).body));
  return { project, stream: device.stream, head, incarnation };
}

describe('the embedded database and its guards', () => {
  test('power cut: what was acknowledged comes back from the copy and the journal, and readers are told', async () => {
    const before = await start();
    const kept = await pushSome(before);
    machineStops();
    const after = await start();
    const address = await after.server.listen({ host: '127.0.0.1', port: 0 });
    const caller = await callerFor(address, after.people[2] ?? { email: '', password: '' });
    const answer = pullAnswer.parse((await caller.ask('POST', `/v1/projects/${kept.project}/sync/pull`, { proto: PROTOCOL, streams: [{ id: kept.stream, cursor: 0 }], maxRows: 500 })).body);
    expect(answer.pages[0]?.rows).toHaveLength(10);
    expect(answer.pages[0]?.head).toBeGreaterThan(kept.head);
    expect(answer.incarnation).not.toBe(kept.incarnation);
    expect(said.join()).toContain('rebuilt from its copy and the journal');
    expect(readdirSync(folder).some((name) => name.startsWith('database.untrusted-'))).toBe(true);
    await after.close();
    await before.server.close();
  }, 120_000);

  test('power cut: who was let in, who left and who has another password is known afterwards', async () => {
    const before = await start();
    const address = await before.server.listen({ host: '127.0.0.1', port: 0 });
    const person = (at: number) => must(before.people[at], 'the demo has four people');
    const [annotator, colleague, leader] = [person(0), person(1), person(3)];
    const lead = await callerFor(address, leader);
    const project = newTestId();
    await lead.ask('POST', '/v1/projects', { id: project, name: 'Kept' });
    const invite = async (): Promise<string> => inviteAnswer.parse((await lead.ask('POST', `/v1/projects/${project}/invitations`, { role: 'reviewer', days: 7 })).body).code;
    const [used, open] = [await invite(), await invite()];
    const account = { name: 'Wanjiku', email: 'wanjiku@example.org', password: 'four words in a row', device: newTestId() };
    await request({ address, method: 'POST', path: '/v1/invitations/accept', body: { ...account, code: used } });
    const gone = await callerFor(address, colleague);
    await gone.ask('DELETE', `/v1/projects/${project}/members/${gone.session.person.id}`);
    await (await callerFor(address, annotator)).ask('POST', '/v1/me/password', { old: annotator.password, next: 'a longer password' });
    machineStops();
    const after = await start();
    const there = await after.server.listen({ host: '127.0.0.1', port: 0 });
    const members = membersAnswer.parse((await (await callerFor(there, account)).ask('GET', `/v1/projects/${project}/members`)).body).members;
    expect(members.find(({ name }) => name === 'Wanjiku')?.role).toBe('reviewer');
    expect(members.some(({ id }) => id === gone.session.person.id)).toBe(false);
    await callerFor(there, { email: annotator.email, password: 'a longer password' });
    expect((await request({ address: there, method: 'POST', path: '/v1/invitations/accept', body: { ...account, email: 'second@example.org', code: used } })).status).toBe(404);
    expect((await request({ address: there, method: 'POST', path: '/v1/invitations/accept', body: { ...account, email: 'second@example.org', code: open } })).status).toBe(200);
    expect(said.join()).not.toContain('could not be done again');
    await after.close();
    await before.server.close();
  }, 120_000);

  test('a second server on the folder is refused and the first goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(`(process ${process.pid})`);
    await pushSome(first);
    await first.close();
  }, 120_000);

  test('a clean stop leaves an empty journal, no lock, and the next start has everything', async () => {
    const first = await start();
    const { incarnation } = await pushSome(first);
    await first.close();
    expect(readdirSync(join(folder, 'journal')).map((name) => readFileSync(join(folder, 'journal', name)).length)).toEqual([0]);
    expect(readdirSync(folder)).not.toContain('lock');
    const second = await start();
    const address = await second.server.listen({ host: '127.0.0.1', port: 0 });
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ ok: true, incarnation });
    await second.close();
  }, 120_000);

  test('too little memory is explained', async () => {
    await expect(start(1e15)).rejects.toThrow('DATABASE_URL');
  });
});
