import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { withResolvers } from '#shared/base/withResolvers.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { localWire } from './localWire.ts';

/** Where one process waits for another, and what the other must say first. */
export const meetingPoint = z.object({ address: z.string(), password: z.string() });
export type MeetingPoint = z.infer<typeof meetingPoint>;

/**
 * Waits for one process to come. The address is known to this user's processes only where the system keeps sockets apart,
 * so whoever comes must also know a word that only the one we started was told. `start` resolves when that process has
 * ended; one that ends before it came is told by `refusal`.
 */
export async function meet(start: (point: MeetingPoint) => Promise<unknown>, refusal: () => Error): Promise<Wire> {
  const name = `sightline-${randomBytes(9).toString('hex')}`;
  const point = { address: process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`), password: randomBytes(24).toString('hex') };
  const server = createServer();
  const { promise, resolve } = withResolvers<Socket>();
  server.on('connection', (socket) => void checked(socket, point.password).then(resolve, () => socket.destroy()));
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(point.address, listening);
  });
  const ended = start(point).then(() => Promise.reject(refusal()));
  ended.catch(() => undefined);
  const socket = await Promise.race([promise, ended]).finally(() => closed(server, point.address));
  // Made last: whoever asked must be listening before the first frame is read.
  return localWire(socket);
}

/** Goes to where another process waits; fails when nobody does. */
export function goTo({ address, password }: MeetingPoint): Promise<Wire> {
  const { promise, resolve, reject } = withResolvers<Wire>();
  const socket = connect(address, () => {
    socket.write(password);
    socket.off('error', reject);
    resolve(localWire(socket));
  });
  socket.once('error', reject);
  return promise;
}

/** The command line of a process that is to come. Other users may read it, which is why the address is a private one. */
export function meetingArguments(point: MeetingPoint): string[] {
  return [JSON.stringify(point)];
}

export function readMeetingPoint(argv: readonly string[]): MeetingPoint {
  return meetingPoint.parse(JSON.parse(argv.at(-1) ?? ''));
}

/** The first bytes are the password; what follows belongs to the line. */
async function checked(socket: Socket, password: string): Promise<Socket> {
  for (;;) {
    const said: unknown = socket.read(password.length);
    if (said !== null) {
      if (!Buffer.isBuffer(said) || said.toString() !== password) throw new Error('a stranger');
      return socket;
    }
    await new Promise((readable, gone) => {
      socket.once('readable', readable);
      socket.once('close', gone);
    });
  }
}

async function closed(server: Server, address: string): Promise<void> {
  server.close();
  if (process.platform !== 'win32') await rm(address, { force: true });
}
