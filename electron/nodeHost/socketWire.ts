import type { RawData, WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '#shared/bridge/frameCodec.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/** The host's end of a page's socket. */
export function socketWire(socket: WebSocket): Wire {
  const end = wireEnd({ send: (frame) => socket.send(encodeFrame(frame)), close: () => socket.close() });
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return socket.close(1003);
    try {
      end.arrived(decodeFrame(bytesOf(data)));
    } catch {
      socket.close(1007);
    }
  });
  socket.on('close', () => end.ended('the page closed its socket'));
  socket.on('error', () => socket.terminate());
  return end.wire;
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return bytesOf(Buffer.concat(data));
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
