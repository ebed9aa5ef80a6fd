import { frameOf } from '#shared/bridge/frame.ts';
import { ownBytes } from '#shared/bridge/ownBytes.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/**
 * A wire over a message port: to the host in Electron, or between page and worker. Bytes are copied, never put in a
 * transfer list, since towards Electron's main process that loses the message.
 */
export function portWire(port: MessagePort): Wire {
  const end = wireEnd({ send: (frame) => port.postMessage(ownBytes(frame)), close: () => port.close() });
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    const frame = frameOf(event.data);
    if (frame !== null) end.arrived(frame);
  });
  port.addEventListener('close', () => end.ended('its port closed'));
  port.start();
  return end.wire;
}
