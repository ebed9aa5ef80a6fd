import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushAnswer } from '#shared/sync/messages.ts';
import { seeded } from '#shared/base/seeded.ts';
import { flagRecord, testDevice } from '../../tests/support/testOps.ts';
import { callerFor, newTestId, startTestServer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

let server: TestServer;
let caller: Caller;
const project = newTestId();
const bytesOf = (seed: number, length: number): Buffer => Buffer.from(seeded(seed).bytes(length));
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  server = await startTestServer();
  caller = await callerFor(server.address, server.people.annotator);
  await caller.ask('POST', '/v1/projects', { id: project, name: 'Bytes' });
}, 60_000);
afterAll(() => server.stop());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

async function tus({ method, path, headers = {}, body }: Sent): Promise<Response> {
  return fetch(server.address + path, { method, headers: { authorization: `Bearer ${caller.session.access}`, 'tus-resumable': '1.0.0', ...headers }, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
}

async function create(size: number, sha256: string): Promise<Response> {
  const metadata = `sha256 ${Buffer.from(sha256).toString('base64')},type ${Buffer.from('image/png').toString('base64')}`;
  return tus({ method: 'POST', path: `/v1/projects/${project}/uploads`, headers: { 'upload-length': String(size), 'upload-metadata': metadata } });
}

async function patch(path: string, offset: number, body: Buffer): Promise<Response> {
  return tus({ method: 'PATCH', path, headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body });
}

async function upload(bytes: Buffer): Promise<string> {
  const sha256 = hashOf(bytes);
  const created = await create(bytes.length, sha256);
  expect(created.status).toBe(201);
  expect((await patch(created.headers.get('location') ?? '', 0, bytes)).status).toBe(204);
  return sha256;
}

const blob = (sha256: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${server.address}/v1/projects/${project}/blobs/${sha256}`, { method, headers: { authorization: `Bearer ${caller.session.access}`, ...headers } });

describe('uploads', () => {
  test('bytes come back the same, whole and in parts', async () => {
    const bytes = bytesOf(1, 300_000);
    const sha256 = await upload(bytes);
    expect((await blob(sha256, {}, 'HEAD')).headers.get('content-length')).toBe('300000');
    expect(Buffer.from(await (await blob(sha256)).arrayBuffer()).equals(bytes)).toBe(true);
    const part = await blob(sha256, { range: 'bytes=1000-1999' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 1000-1999/300000');
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true);
    expect(Buffer.from(await (await blob(sha256, { range: 'bytes=-5' })).arrayBuffer()).equals(bytes.subarray(-5))).toBe(true);
    expect((await blob(sha256, { range: 'bytes=300000-' })).status).toBe(416);
  });

  test('an upload goes on where it stopped; a wrong offset is refused', async () => {
    const bytes = bytesOf(2, 100_000);
    const where = (await create(bytes.length, hashOf(bytes))).headers.get('location') ?? '';
    expect((await patch(where, 0, bytes.subarray(0, 40_000))).status).toBe(204);
    const head = await tus({ method: 'HEAD', path: where });
    expect(head.headers.get('upload-offset')).toBe('40000');
    expect((await patch(where, 50_000, bytes.subarray(50_000))).status).toBe(409);
    expect((await patch(where, 40_000, bytes.subarray(40_000))).status).toBe(204);
    expect((await blob(hashOf(bytes), {}, 'HEAD')).status).toBe(200);
  });

  test('bytes that are not the announced ones are thrown away and said so', async () => {
    const bytes = bytesOf(3, 5000);
    const where = (await create(bytes.length, hashOf(bytesOf(4, 5000)))).headers.get('location') ?? '';
    const answer = await patch(where, 0, bytes);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'blob/damaged' });
    expect((await blob(hashOf(bytes))).status).toBe(404);
    expect(readdirSync(join(server.folder, 'uploads')).filter((name) => where.includes(name))).toEqual([]);
  });

  test('more bytes than announced, and no announcement, are refused', async () => {
    const bytes = bytesOf(5, 100);
    const where = (await create(50, hashOf(bytes))).headers.get('location') ?? '';
    expect((await patch(where, 0, bytes)).status).toBe(413);
    expect((await tus({ method: 'POST', path: `/v1/projects/${project}/uploads`, headers: { 'upload-length': '5' } })).status).toBe(400);
    expect((await create(6 * 1024 ** 3, hashOf(bytes))).status).toBe(413);
  });

  test.each(['../../../../etc/passwd', '..%2f..%2f..%2fdemo', '%00', `${newTestId()}~${'0'.repeat(32)}`])('no way out of the folder by %s', async (name) => {
    expect([400, 404]).toContain((await tus({ method: 'HEAD', path: `/v1/projects/${project}/uploads/${name}` })).status);
  });

  test('one project does not see the bytes of another', async () => {
    const sha256 = await upload(bytesOf(6, 2000));
    const other = newTestId();
    await caller.ask('POST', '/v1/projects', { id: other, name: 'Other' });
    expect((await caller.ask('GET', `/v1/projects/${other}/blobs/${sha256}`)).status).toBe(404);
  });

  test('whatever was uploaded, a browser is told to treat it as bytes', async () => {
    const sha256 = await upload(Buffer.from('<svg onload=alert(1)>'));
    const answer = await blob(sha256);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-disposition')).toBe('attachment');
  });

  test('a flag waits for its crop: blob_missing before the upload, applied after', async () => {
    const bytes = bytesOf(7, 3000);
    const task = newTestId();
    const device = testDevice(`t:${task}`);
    const flag = flagRecord(task, server.people.annotator.id, { crop: hashOf(bytes) });
    const send = async (): Promise<unknown> => pushAnswer.parse((await caller.ask('POST', `/v1/projects/${project}/sync/push`, device.push([device.put(flag)]))).body).results[0];
    expect(await send()).toMatchObject({ status: 'rejected', code: 'blob_missing' });
    await upload(bytes);
    expect(existsSync(join(server.folder, 'blobs', server.people.annotator.org, project, hashOf(bytes).slice(0, 2), hashOf(bytes)))).toBe(true);
    expect(await send()).toMatchObject({ status: 'applied' });
  });
});
