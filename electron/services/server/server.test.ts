import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';
import { hintOf } from './hints.ts';
import { isNear, serverAddress } from './serverAddress.ts';
import { CHUNK_BYTES } from './tusUpload.ts';

type Handler = (request: IncomingMessage & { readonly sent: Buffer }, response: ServerResponse) => void;

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const PERSON = { id: ID, name: 'Amina', email: 'amina@example.org', org: ID, orgName: 'Field labels' };

let machine: StoreMachine;
let services: StoreServices;
let http: Server;
let address = '';
let handlers: Record<string, Handler> = {};
let asked: string[] = [];

/** Answers by `METHOD /path`; anything else is a 404. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const key = `${request.method} ${(request.url ?? '').split('?')[0]}`;
  asked.push(key);
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
    const handler = handlers[key];
    if (handler === undefined) response.writeHead(404).end();
    else handler(Object.assign(request, { sent: Buffer.concat(pieces) }), response);
  });
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (_request, response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

function session(access: string): Handler {
  return json({ access, refresh: `refresh-${access}`, expiresIn: 900, person: PERSON, serverTime: 1, incarnation: ID });
}

beforeEach(async () => {
  asked = [];
  handlers = { 'POST /v1/sessions': session('a1') };
  http = createServer(answer);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const at = http.address();
  address = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  machine = await storeMachine();
  services = await machine.start();
});
afterEach(async () => {
  http.closeAllConnections();
  http.close();
  await machine.remove();
});

async function signedIn(): Promise<string> {
  return (await services.server.signIn({ address, email: 'amina@example.org', password: 'right' })).id;
}

describe('signing in', () => {
  it('keeps the account, the refresh token in the vault, and nothing secret in files', async () => {
    const id = await signedIn();
    expect(machine.sealed.get(id)).toBe('refresh-a1');
    services = await machine.start();
    expect(await services.server.accounts({})).toEqual([{ id, address, person: PERSON, signedIn: true }]);
    await services.server.signOut({ account: id });
    expect(machine.sealed.size).toBe(0);
    expect(await services.server.accounts({})).toMatchObject([{ id, signedIn: false }]);
    await expect(services.server.projects({ account: id })).rejects.toMatchObject({ code: 'server/sign-in' });
  });

  it('with a wrong password says so', async () => {
    handlers['POST /v1/sessions'] = json({ code: 'session/refused', sentence: 'no' }, 401);
    await expect(services.server.signIn({ address, email: 'a@b.c', password: 'wrong' })).rejects.toMatchObject({ code: 'server/wrong-password' });
    expect(await services.server.accounts({})).toEqual([]);
  });

  it('with a server that is away, or is something else, says which', async () => {
    const port = Number(new URL(address).port);
    await new Promise((done) => http.close(done));
    await expect(services.server.signIn({ address, email: 'a@b.c', password: 'x' })).rejects.toMatchObject({ code: 'server/unreachable', params: { host: `127.0.0.1:${port}` } });
    http = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in to the hotel</html>'));
    await new Promise<void>((done) => http.listen(port, '127.0.0.1', done));
    await expect(services.server.signIn({ address, email: 'a@b.c', password: 'x' })).rejects.toMatchObject({ code: 'server/not-sightline' });
  });

  it('does not follow a redirect with what is secret', async () => {
    handlers['POST /v1/sessions'] = (_request, response) => void response.writeHead(307, { location: `${address}/elsewhere` }).end();
    await expect(services.server.signIn({ address, email: 'a@b.c', password: 'x' })).rejects.toMatchObject({ code: 'server/unreachable' });
    expect(asked).toEqual(['POST /v1/sessions']);
  });

  it('makes whole addresses of what people type', () => {
    expect(serverAddress(' labels.example.org/ ')).toBe('https://labels.example.org');
    expect(serverAddress('192.168.0.10:8080')).toBe('http://192.168.0.10:8080');
    expect(serverAddress('localhost:4000/sightline/')).toBe('http://localhost:4000/sightline');
    expect(serverAddress('http://labels.example.org')).toBe('http://labels.example.org');
    for (const bad of ['', 'ftp://x', 'javascript:alert(1)', 'file:///etc/passwd', 'https://']) expect(() => serverAddress(bad)).toThrow(expect.objectContaining({ code: 'server/address' }) as Error);
    expect(() => serverAddress('https://me:secret@x.org')).toThrow(/name and password/);
    expect(['10.0.0.1', '172.16.3.4', '[::1]', 'box.local'].every(isNear)).toBe(true);
    expect(['8.8.8.8', '172.32.0.1', 'example.org', '10.example.org'].some(isNear)).toBe(false);
  });
});

describe('a session', () => {
  it('is renewed once, however many requests find it dead', async () => {
    const account = await signedIn();
    handlers['POST /v1/sessions/refresh'] = session('a2');
    handlers['GET /v1/projects'] = (request, response) => {
      if (request.headers.authorization === 'Bearer a2') json({ projects: [], serverTime: 1, incarnation: ID })(request, response);
      else json({ code: 'session/ended', sentence: '' }, 401)(request, response);
    };
    await Promise.all(Array.from({ length: 8 }, () => services.server.projects({ account })));
    expect(asked.filter((key) => key.includes('refresh'))).toHaveLength(1);
    expect(machine.sealed.get(account)).toBe('refresh-a2');
  });

  it('that cannot be renewed asks for signing in; a lost server does not', async () => {
    const account = await signedIn();
    handlers['GET /v1/projects'] = json({ code: 'session/ended', sentence: '' }, 401);
    handlers['POST /v1/sessions/refresh'] = json({ code: 'server/busy', sentence: '' }, 503, { 'retry-after': '7' });
    await expect(services.server.projects({ account })).rejects.toMatchObject({ code: 'server/busy', params: { retryAfter: 7 } });
    expect(machine.sealed.has(account)).toBe(true);
    handlers['POST /v1/sessions/refresh'] = json({ code: 'session/ended', sentence: '' }, 401);
    await expect(services.server.projects({ account })).rejects.toMatchObject({ code: 'server/sign-in' });
    expect(machine.sealed.has(account)).toBe(false);
  });
});

describe('what the server may answer to a push', () => {
  const cases: readonly (readonly [number, string, string])[] = [
    [400, 'malformed', 'server/malformed'], [403, 'not_member', 'server/no-access'], [404, 'project/unknown', 'server/no-access'], [409, 'device_forked', 'server/device-forked'],
    [409, 'items/changed', 'server/conflict'], [410, 'cursor_too_old', 'server/cursor-too-old'], [413, 'too_large', 'server/too-big'], [426, 'upgrade', 'server/upgrade'],
    [429, 'too_many', 'server/busy'], [503, 'server/busy', 'server/busy'], [500, 'server/unexpected', 'server/error'], [502, '', 'server/error'],
  ];
  it.each(cases)('%i %s is %s', async (status, said, code) => {
    const account = await signedIn();
    handlers[`POST /v1/projects/${ID}/sync/push`] = json({ code: said, sentence: 'As the server says.' }, status, { 'retry-after': '3' });
    const request = { proto: 1, stream: `t:${ID}`, dev: ID, client: 'test', ops: [] };
    await expect(services.server.push({ account, project: ID, request })).rejects.toMatchObject({ code, message: 'As the server says.', params: { status, retryAfter: 3 } });
  });
});

describe('uploads', () => {
  const bytes = new Uint8Array(CHUNK_BYTES + 1000).map((_, at) => at % 251);
  let received = Buffer.alloc(0);
  let cutAfter = Number.POSITIVE_INFINITY;

  beforeEach(() => {
    received = Buffer.alloc(0);
    cutAfter = Number.POSITIVE_INFINITY;
    const at = `/v1/projects/${ID}/uploads`;
    handlers[`POST ${at}`] = (request, response) => {
      expect(request.headers['upload-length']).toBe(String(bytes.length));
      expect(request.headers['upload-metadata']).toMatch(/^sha256 \S+,size \S+,type \S+$/);
      response.writeHead(201, { location: `${address}${at}/one` }).end();
    };
    handlers[`HEAD ${at}/one`] = (_request, response) => void response.writeHead(200, { 'upload-offset': String(received.length) }).end();
    handlers[`PATCH ${at}/one`] = (request, response) => {
      if (received.length >= cutAfter) return void request.socket.destroy();
      expect(request.headers['upload-offset']).toBe(String(received.length));
      received = Buffer.concat([received, request.sent]);
      response.writeHead(204, { 'upload-offset': String(received.length) }).end();
    };
  });

  it('go on after a restart where the line broke', async () => {
    const account = await signedIn();
    const { sha256 } = await services.blobs.put({ bytes, type: 'image/png' });
    cutAfter = 1;
    await expect(services.server.uploadBlob({ account, project: ID, sha256 })).rejects.toMatchObject({ code: 'server/unreachable' });
    expect(received.length).toBe(CHUNK_BYTES);
    cutAfter = Number.POSITIVE_INFINITY;
    asked = [];
    services = await machine.start();
    handlers['POST /v1/sessions/refresh'] = session('a2');
    await services.server.uploadBlob({ account, project: ID, sha256 });
    expect(asked.filter((key) => key.startsWith('POST') && key.endsWith('uploads'))).toEqual([]);
    expect(asked.filter((key) => key.startsWith('PATCH'))).toHaveLength(1);
    expect(Buffer.compare(received, bytes)).toBe(0);
  });

  it('begin anew when the server forgot them, and are not repeated for what is there', async () => {
    const account = await signedIn();
    const { sha256 } = await services.blobs.put({ bytes, type: 'image/png' });
    cutAfter = 1;
    await expect(services.server.uploadBlob({ account, project: ID, sha256 })).rejects.toThrow();
    cutAfter = Number.POSITIVE_INFINITY;
    received = Buffer.alloc(0);
    handlers[`HEAD /v1/projects/${ID}/uploads/one`] = (_request, response) => void response.writeHead(410).end();
    await services.server.uploadBlob({ account, project: ID, sha256 });
    expect(Buffer.compare(received, bytes)).toBe(0);
    handlers[`HEAD /v1/projects/${ID}/blobs/${sha256}`] = (_request, response) => void response.writeHead(200).end();
    asked = [];
    await services.server.uploadBlob({ account, project: ID, sha256 });
    expect(asked).toEqual([`HEAD /v1/projects/${ID}/blobs/${sha256}`]);
  });
});

describe('downloads', () => {
  it('keep only bytes that have the promised hash', async () => {
    const account = await signedIn();
    const good = Buffer.from('the right bytes');
    const sha256 = await (async () => (await services.blobs.put({ bytes: good, type: 'x' })).sha256)();
    services = await machine.start();
    await machine.remove();
    machine = await storeMachine();
    services = await machine.start();
    const again = await signedIn();
    expect(again).toBe(account);
    const path = `GET /v1/projects/${ID}/blobs/${sha256}`;
    expect(await services.blobs.need({ account, project: ID, sha256 })).toEqual({ here: false });
    handlers[path] = (_request, response) => void response.writeHead(200).end('other bytes');
    await expect(services.blobs.need({ account, project: ID, sha256 })).rejects.toMatchObject({ code: 'blobs/damaged' });
    expect(await services.blobs.has({ sha256: [sha256] })).toEqual([false]);
    handlers[path] = (_request, response) => void response.writeHead(200).end(good);
    asked = [];
    const both = [services.blobs.need({ account, project: ID, sha256 }), services.blobs.need({ account, project: ID, sha256 })];
    expect(await Promise.all(both)).toEqual([{ here: true }, { here: true }]);
    expect(asked).toEqual([path]);
  });
});

describe('hints', () => {
  it('arrive as they are sent, and end when nobody listens', async () => {
    const account = await signedIn();
    handlers[`GET /v1/projects/${ID}/events`] = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`: hello\n\ndata: {"stream":"t:${ID}",`);
      response.write('"head":4}\n\ndata: nonsense\n\n');
      response.write(`data: {"stream":"p:${ID}","head":5}\n\n`);
    };
    const stop = new AbortController();
    const heard: number[] = [];
    for await (const { head } of services.server.hints({ account, project: ID }, { signal: stop.signal })) {
      heard.push(head);
      if (head === 5) stop.abort();
    }
    expect(heard).toEqual([4, 5]);
  });

  it('are read event by event', () => {
    expect(hintOf('event: moved\ndata: {"stream":"x"}')).toBeNull();
    expect(hintOf(`data: {"stream":"u:${ID}","head":1}`)).toEqual({ stream: `u:${ID}`, head: 1 });
  });
});
