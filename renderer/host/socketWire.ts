import { decodeFrame, encodeFrame } from '#shared/bridge/frameCodec.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/** Opens a socket to the Node host; rejects when the host does not take it. */
export function openSocketWire(address: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    const end = wireEnd({ send: (frame) => socket.send(encodeFrame(frame)), close: () => socket.close() });
    socket.addEventListener('open', () => resolve(end.wire));
    socket.addEventListener('close', () => {
      end.ended('its socket closed');
      reject(new Error('the socket was not accepted'));
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof ArrayBuffer)) return end.wire.close();
      take(new Uint8Array(event.data), end);
    });
  });
}

/** A damaged message means the ends no longer agree on anything: the line is given up and made anew. */
function take(message: Uint8Array, end: ReturnType<typeof wireEnd>): void {
  try {
    end.arrived(decodeFrame(message));
  } catch {
    end.wire.close();
  }
}
