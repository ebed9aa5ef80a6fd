import { connect, type Socket } from 'node:net';
import { withResolvers } from '#shared/base/withResolvers.ts';
import { decodeFrame, framePieces } from '#shared/bridge/frameCodec.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';
import { MessageReader } from './messageReader.ts';

/*
 * A line between two processes of ours over a local socket: `u32` length, then one frame, again and again. Byte arrays
 * go out as they are and must not be written to afterwards.
 */

/** The line of who was come to. */
export function acceptedWire(socket: Socket): Wire {
  const messages = new MessageReader();
  const wire = wireOn(socket, messages);
  socket.on('data', (piece) => messages.take(piece));
  return wire;
}

/**
 * The line of who goes somewhere, `word` said first. What comes is read into the messages themselves: pieces of their
 * own, collected as garbage, cost more than all else when frames of clips go by. Node lets only this end of a socket.
 */
export function connectedWire(address: string, word: string): Promise<Wire> {
  const { promise, resolve, reject } = withResolvers<Wire>();
  const messages = new MessageReader();
  const socket = connect({ path: address, onread: { buffer: () => messages.room(), callback: (count) => (messages.filled(count), true) } }, () => {
    socket.write(word);
    socket.off('error', reject);
    resolve(wireOn(socket, messages));
  });
  socket.once('error', reject);
  return promise;
}

function wireOn(socket: Socket, messages: MessageReader): Wire {
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
  messages.listen((message) => end.arrived(decodeFrame(message)), () => socket.destroy());
  socket.on('close', () => end.ended('the process at the other end is gone'));
  socket.on('error', () => socket.destroy());
  if (socket.destroyed) queueMicrotask(() => end.ended('the process at the other end is gone'));
  return end.wire;
}
