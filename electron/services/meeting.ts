import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { withResolvers } from '#shared/base/withResolvers.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { acceptedWire, connectedWire } from './localWire.ts';

/** Where one process waits for another, and what the other must say first. */
export const meetingPoint = z.object({ address: z.string(), password: z.string() });
export type MeetingPoint = z.infer<typeof meetingPoint>;

/** More is no greeting of ours. */
const LONGEST_GREETING = 4096;

/**
 * Waits for one process to come. The address is known to this user's processes only where the system keeps sockets apart,
 * so whoever comes must also know a word that only the one we started was told. `start` resolves when that process has
 * ended; one that ends before it came is told by `refusal`.
 *
 * Who comes says where it waits itself, and we go there: who goes reads large messages without copies, and they come our way.
 */
export async function meet(start: (point: MeetingPoint) => Promise<unknown>, refusal: () => Error): Promise<Wire> {
  const point = { address: ownAddress(), password: randomBytes(24).toString('hex') };
  const { promise: came, resolve } = withResolvers<{ readonly greeter: Socket; readonly address: string }>();
  const server = await listening(point.address, (greeter) => void greetingOf(greeter).then(({ address, password }) => (password === point.password ? resolve({ greeter, address }) : greeter.destroy()), () => greeter.destroy()));
  const ended = start(point).then(() => Promise.reject(refusal()));
  ended.catch(() => undefined);
  const { greeter, address } = await andThen(Promise.race([came, ended]), () => closed(server, point.address));
  // Who came ends the greeting, when we are there: until then its end means that nobody comes any more.
  return connectedWire(address, point.password).catch(() => {
    greeter.destroy();
    throw refusal();
  });
}

/** Goes to where another process waits; fails when nobody does. */
export async function goTo({ address, password }: MeetingPoint): Promise<Wire> {
  const own = ownAddress();
  const { promise, resolve, reject } = withResolvers<Socket>();
  const server = await listening(own, (socket) => void saysFirst(socket, password).then(() => resolve(socket), () => socket.destroy()));
  const greeter = connect(address, () => greeter.write(`${JSON.stringify({ address: own, password } satisfies MeetingPoint)}\n`));
  greeter.on('error', reject);
  greeter.on('close', () => reject(new Error('nobody waits there any more')));
  const socket = await andThen(promise, () => closed(server, own));
  greeter.destroy();
  return acceptedWire(socket);
}

/** The command line of a process that is to come. Other users may read it, which is why the address is a private one. */
export function meetingArguments(point: MeetingPoint): string[] {
  return [JSON.stringify(point)];
}

export function readMeetingPoint(argv: readonly string[]): MeetingPoint {
  return meetingPoint.parse(JSON.parse(argv.at(-1) ?? ''));
}

function ownAddress(): string {
  const name = `sightline-${randomBytes(9).toString('hex')}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listening(address: string, onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onSocket);
  return new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(address, () => ready(server));
  });
}

async function greetingOf(socket: Socket): Promise<MeetingPoint> {
  const pieces: AsyncIterable<Buffer> = socket.iterator({ destroyOnReturn: false });
  let text = '';
  for await (const piece of pieces) {
    text += piece.toString();
    if (text.endsWith('\n')) return meetingPoint.parse(JSON.parse(text));
    if (text.length > LONGEST_GREETING) break;
  }
  throw new Error('a stranger');
}

/** Waits for the word; what follows it stays unread. */
async function saysFirst(socket: Socket, word: string): Promise<void> {
  for (;;) {
    const said: unknown = socket.read(word.length);
    if (said !== null) {
      if (!Buffer.isBuffer(said) || said.toString() !== word) throw new Error('a stranger');
      return;
    }
    await new Promise((readable, gone) => {
      socket.once('readable', readable);
      socket.once('close', gone);
    });
  }
}

async function andThen<T>(promise: Promise<T>, cleanUp: () => Promise<void>): Promise<T> {
  try {
    return await promise;
  } finally {
    await cleanUp();
  }
}

async function closed(server: Server, address: string): Promise<void> {
  server.close();
  if (process.platform !== 'win32') await rm(address, { force: true });
}
