import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import type { StoreServices } from '../../electron/services/machine.ts';
import { gathered, storeMachine, type StoreMachine } from '../support/storeMachine.ts';
import { newTestId, startTestServer, type TestPerson, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let leads: StoreMachine;
let annotators: StoreMachine;
let lead: StoreServices;
let annotator: StoreServices;
let stopped = false;
const project: string = newTestId();

beforeAll(async () => {
  server = await startTestServer();
  leads = await storeMachine();
  annotators = await storeMachine();
  lead = await leads.start();
  annotator = await annotators.start();
}, 120_000);
afterAll(async () => {
  if (!stopped) await server.stop();
  await leads.remove();
  await annotators.remove();
});

async function account(services: StoreServices, who: TestPerson): Promise<string> {
  return (await services.server.signIn({ address: server.address, email: who.email, password: who.password })).id;
}

async function localProject(): Promise<string> {
  const folder = join(leads.folder, 'photos');
  await mkdir(folder, { recursive: true });
  const noise = { create: { width: 64, height: 48, channels: 3 as const, background: '#888888', noise: { type: 'gaussian' as const, mean: 128, sigma: 30 } } };
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await sharp(noise).jpeg().toFile(join(folder, name));
  await writeFile(join(folder, 'empty.jpg'), '');
  leads.granted.set('photos', folder);
  return (await lead.projects.openFolder({ grant: 'photos' })).id;
}

describe('the store and a real server', { timeout: 60_000 }, () => {
  it('refuse a wrong password in words', async () => {
    await expect(lead.server.signIn({ address: server.address, email: server.people.lead.email, password: 'wrong' })).rejects.toMatchObject({ code: 'server/wrong-password' });
  });

  it('bring a local project to the server and open it on another machine, bytes on demand', async () => {
    const from = await localProject();
    const mine = await account(lead, server.people.lead);
    await lead.server.createProject({ account: mine, id: project, name: 'Field' });
    await lead.server.createProject({ account: mine, id: project, name: 'Field' });
    const steps = await gathered(lead.server.uploadItems({ account: mine, from, to: project }));
    expect(steps.filter((step) => step.problem !== null).map(({ name, problem }) => ({ name, problem }))).toEqual([{ name: 'empty.jpg', problem: 'media/empty' }]);
    const last = steps.at(-1);
    expect(last).toMatchObject({ done: true, sent: last?.total });
    const theirs = await account(annotator, server.people.annotator);
    expect(await annotator.server.projects({ account: theirs })).toMatchObject([{ id: project, name: 'Field', items: 3 }]);
    const info = await annotator.projects.openRemote({ account: theirs, project });
    expect(info).toMatchObject({ id: project, source: 'server', name: 'Field', role: 'annotator', missing: false });
    const items = (await gathered(annotator.projects.index({ project }))).flatMap((step) => step.items);
    expect(new Set(items.map(({ name, width }) => `${name} ${width}`))).toEqual(new Set(['a.jpg 64', 'b.jpg 64', 'c.jpg 64']));
    const shown = await annotator.handleRequest(new Request(`http://host/picture/${project}/${items[0]?.id}`));
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await shown.arrayBuffer()).byteLength).toBe(items[0]?.bytes);
  });

  it('send an upload again without sending a byte twice', async () => {
    const from = await localProject();
    const mine = await account(lead, server.people.lead);
    const steps = await gathered(lead.server.uploadItems({ account: mine, from, to: project }));
    expect(steps.at(-1)?.done).toBe(true);
    expect(await lead.server.projects({ account: mine })).toMatchObject([{ items: 3 }]);
  });

  it('pull, renew the session by themselves, and hide what is not theirs', async () => {
    const theirs = await account(annotator, server.people.annotator);
    const request = { proto: PROTOCOL, streams: [{ id: `p:${project}`, cursor: 0 }], maxRows: 10 };
    expect((await annotator.server.pull({ account: theirs, project, request })).pages).toHaveLength(1);
    server.advance(20 * 60_000);
    expect((await annotator.server.heads({ account: theirs, project })).heads).toBeInstanceOf(Array);
    const stranger = await account(annotator, server.people.stranger);
    await expect(annotator.server.heads({ account: stranger, project })).rejects.toMatchObject({ code: 'server/no-access' });
    await expect(annotator.blobs.need({ account: stranger, project, sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'server/no-access' });
  });

  it('open the project without the server, from what was kept', async () => {
    await server.stop();
    stopped = true;
    annotator = await annotators.start();
    const [known] = await annotator.server.accounts({});
    const info = (await annotator.projects.recent({}))[0];
    expect(info).toMatchObject({ id: project, name: 'Field' });
    const opened = await annotator.projects.openRemote({ account: info?.account ?? '', project });
    expect(opened.name).toBe('Field');
    const steps = await gathered(annotator.projects.index({ project }));
    expect(steps.flatMap((step) => step.items)).toHaveLength(3);
    expect(steps.flatMap((step) => step.skipped)).toEqual([]);
    await expect(annotator.server.projects({ account: known?.id ?? '' })).rejects.toMatchObject({ code: 'server/unreachable' });
    expect((await annotator.server.accounts({})).every(({ signedIn }) => signedIn)).toBe(true);
    const first = steps[0]?.items[0];
    const statuses = await Promise.all(steps.flatMap((step) => step.items).map(async ({ id }) => (await annotator.handleRequest(new Request(`http://host/thumb/${project}/${id}`))).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 504)).toHaveLength(2);
    expect(first?.width).toBe(64);
  });
});
