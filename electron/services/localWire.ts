import type { Socket } from 'node:net';
import { decodeFrame, framePieces } from '#shared/bridge/frameCodec.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/** Longer messages are nobody's of ours: the largest is one frame of a clip. */
const LONGEST = 2 ** 30;

/**
 * A line between two processes of ours over a local socket: `u32` length, then one frame, again and again. Byte arrays
 * go out as they are and must not be written to afterwards.
 */
export function localWire(socket: Socket): Wire {
  const end = wireEnd({
    send(frame) {
      const pieces = framePieces(frame);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(pieces.reduce((sum, piece) => sum + piece.length, 0));
      socket.cork();
      socket.write(length);
      for (const piece of pieces) if (piece.length > 0) socket.write(piece);
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
  if (socket.destroyed) queueMicrotask(() => end.ended('the process at the other end is gone'));
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
