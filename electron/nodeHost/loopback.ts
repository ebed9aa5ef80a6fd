import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '#shared/base/errors.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { plainHeaders } from '../services/contentPolicy.ts';
import { systemCode } from '../services/files/diskError.ts';
import { cookieName, cookieOf, turnAway, turnAwaySocket, type Caller } from './guard.ts';
import { requestOf, send } from './nodeRequests.ts';
import { readSmallJson } from './smallJson.ts';
import type { Sessions } from './sessions.ts';
import { socketWire } from './socketWire.ts';
import * as z from 'zod';

export interface LoopbackParts {
  readonly port: number;
  readonly sessions: Sessions;
  /** The page and its bulk bytes. Bulk bytes are asked for with a session only. */
  readonly answer: (request: Request) => Promise<Response>;
  readonly onPage: (wire: Wire) => void;
  /** A second start of the program on this profile, which proves itself with a secret only the profile's owner can read. */
  readonly secondStart: { readonly secret: string; readonly take: (start: SecondStart) => Promise<string> };
}

export const secondStart = z.object({ open: z.string().max(4096).nullable(), window: z.boolean() });
export type SecondStart = z.infer<typeof secondStart>;

export interface Loopback {
  close(): Promise<void>;
}

/** Files of the page are the same for everyone; what is the person's needs the session. */
const NEEDS_SESSION = /^\/(?:media|picture|thumb|tile|frame|blob)\//;
const LARGEST_MESSAGE = 256 * 1024 * 1024;

/** The Node host's door: HTTP and sockets on 127.0.0.1 and nowhere else. */
export async function startLoopback(parts: LoopbackParts): Promise<Loopback> {
  const server = createServer((message, response) => void handle(parts, message, response).catch(() => response.destroy()));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (message, socket, head) => upgrade({ parts, sockets }, message, { socket, head }));
  await listen(server, parts.port);
  return {
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  }).catch((cause: unknown) => {
    if (systemCode(cause) !== 'EADDRINUSE') throw cause;
    throw new AppError('host/port-taken', `Another program on this computer uses port ${port}, which this profile needs: the window's data belongs to that address. End the other program, or start with --port NUMBER (the window then begins empty and is filled again from the journal).`, { params: { port }, cause });
  });
}

async function handle(parts: LoopbackParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = turnAway(callerOf(message), parts.port);
  if (refused !== null) return end(response, refused);
  const path = (message.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session') return trade(parts, message, response);
  if (path === '/second-start') return takeSecondStart(parts, message, response);
  if (NEEDS_SESSION.test(path) && !hasSession(parts, message)) return end(response, 401);
  const cancel = new AbortController();
  response.on('close', () => cancel.abort());
  await send(await parts.answer(requestOf(message, parts.port, cancel.signal)), response);
}

/** A ticket for a session, in a cookie that scripts cannot read and other sites cannot send. */
async function trade({ sessions, port }: LoopbackParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (message.method !== 'POST') return end(response, 405);
  if (message.headers.origin === undefined) return end(response, 403);
  const body = z.object({ ticket: z.string().max(100) }).safeParse(await readSmallJson(message));
  const session = body.success ? await sessions.redeem(body.data.ticket) : null;
  if (session === null) return end(response, 401);
  response.setHeader('set-cookie', `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`);
  end(response, 204);
}

async function takeSecondStart({ secondStart: { secret, take } }: LoopbackParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (message.method !== 'POST' || message.headers.origin !== undefined) return end(response, 403);
  if (message.headers.authorization !== `Bearer ${secret}`) return end(response, 401);
  const start = secondStart.safeParse(await readSmallJson(message));
  if (!start.success) return end(response, 400);
  const body = await take(start.data).then((address) => ({ address }), (error: unknown) => ({ problem: error instanceof AppError ? error.message : 'It could not be opened.' }));
  await send(Response.json(body), response);
}

function upgrade({ parts, sockets }: { readonly parts: LoopbackParts; readonly sockets: WebSocketServer }, message: IncomingMessage, { socket, head }: { readonly socket: Duplex; readonly head: Buffer }): void {
  socket.on('error', () => socket.destroy());
  const path = (message.url ?? '').split('?', 1)[0];
  const refused = turnAwaySocket(callerOf(message), parts.port) ?? (path !== '/wire' ? 404 : hasSession(parts, message) ? null : 401);
  if (refused !== null) {
    socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`);
    return;
  }
  sockets.handleUpgrade(message, socket, head, (page) => parts.onPage(socketWire(page)));
}

function hasSession({ sessions, port }: LoopbackParts, message: IncomingMessage): boolean {
  return sessions.has(cookieOf(message.headers.cookie, cookieName(port)));
}

function callerOf({ method, headers }: IncomingMessage): Caller {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { method: method ?? '', host: headers.host, origin: headers.origin, fetchSite: one('sec-fetch-site'), fetchMode: one('sec-fetch-mode') };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...plainHeaders }).end();
}
