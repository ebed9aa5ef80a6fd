import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withResolvers } from '#shared/base/withResolvers.ts';
import { decodeFrame, encodeFrame } from '#shared/bridge/frameCodec.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/** Longer messages are nobody's of ours: the largest is one frame of a clip. */
const LONGEST = 2 ** 30;

/** A line between two processes of ours over a local socket: `u32` length, then one frame, again and again. */
export function localWire(socket: Socket): Wire {
  const end = wireEnd({
    send(frame) {
      const message = encodeFrame(frame);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(message.length);
      socket.cork();
      socket.write(length);
      socket.write(message);
      socket.uncork();
    },
    close: () => socket.end(),
  });
  const reader = new MessageReader((message) => end.arrived(decodeFrame(message)));
  socket.on('data', (piece) => {
    try {
      reader.take(piece);
    } catch {
      socket.destroy();
    }
  });
  socket.on('close', () => end.ended('the process at the other end is gone'));
  socket.on('error', () => socket.destroy());
  return end.wire;
}

/** Puts messages together from the pieces a socket brings, each byte copied once. */
class MessageReader {
  readonly #onMessage: (message: Uint8Array) => void;
  readonly #length = Buffer.alloc(4);
  #lengthAt = 0;
  #message: Buffer | null = null;
  #at = 0;

  constructor(onMessage: (message: Uint8Array) => void) {
    this.#onMessage = onMessage;
  }

  take(piece: Buffer): void {
    let from = 0;
    while (from < piece.length) from += this.#message === null ? this.#takeLength(piece, from) : this.#takeBody(this.#message, piece, from);
  }

  #takeLength(piece: Buffer, from: number): number {
    const taken = piece.copy(this.#length, this.#lengthAt, from);
    this.#lengthAt += taken;
    if (this.#lengthAt < 4) return taken;
    const length = this.#length.readUInt32LE();
    if (length > LONGEST) throw new Error('a message longer than any of ours');
    [this.#lengthAt, this.#at, this.#message] = [0, 0, Buffer.allocUnsafeSlow(length)];
    return taken;
  }

  #takeBody(message: Buffer, piece: Buffer, from: number): number {
    const taken = piece.copy(message, this.#at, from);
    this.#at += taken;
    if (this.#at === message.length) {
      this.#message = null;
      this.#onMessage(message);
    }
    return taken;
  }
}

/** Where one process waits for another, and what the other must say first. */
export interface MeetingPoint {
  readonly address: string;
  readonly password: string;
}

/**
 * Waits for one process to come. The address is known to this user's processes only where the system keeps sockets apart,
 * so whoever comes must also know a word that only the one we started was told. `start` resolves when that process has ended; one that ends before it came is told by `refusal`.
 */
export async function meet(start: (point: MeetingPoint) => Promise<unknown>, refusal: () => Error): Promise<Wire> {
  const name = `sightline-${randomBytes(9).toString('hex')}`;
  const point = { address: process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`), password: randomBytes(24).toString('hex') };
  const server = createServer();
  const { promise, resolve, reject } = withResolvers<Socket>();
  server.on('connection', (socket) => void checked(socket, point.password).then(resolve, () => socket.destroy()));
  server.on('error', reject);
  await new Promise<void>((listening) => server.listen(point.address, listening));
  try {
    const ended = start(point).then(() => Promise.reject(refusal()));
    ended.catch(() => undefined);
    return localWire(await Promise.race([promise, ended]));
  } finally {
    await closed(server, point.address);
  }
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
