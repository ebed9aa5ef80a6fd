import type { MessagePortMain } from 'electron';
import { frameOf } from '#shared/bridge/frame.ts';
import { ownBytes } from '#shared/bridge/ownBytes.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/** Main's end of a port to a window. It can transfer nothing but ports, so bytes go by copy. */
export function portWire(port: MessagePortMain): Wire {
  const end = wireEnd({ send: (frame) => port.postMessage(ownBytes(frame)), close: () => port.close() });
  port.on('message', (event) => {
    const frame = frameOf(event.data);
    if (frame !== null) end.arrived(frame);
  });
  port.on('close', () => end.ended('the window closed its port'));
  port.start();
  return end.wire;
}
