import { frameOf } from '#shared/bridge/frame.ts';
import { ownBytes } from '#shared/bridge/ownBytes.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { wireEnd } from '#shared/bridge/wireEnd.ts';

/**
 * One end of a line between two of our processes. Node's child process, its parent, Electron's utility process and
 * its parent port differ in names only; each is handed over in this form.
 */
export interface ProcessEnd {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other process is gone, or the line to it. */
  onGone(listener: (why: string) => void): void;
  close(): void;
}

export function processWire(end: ProcessEnd): Wire {
  const wire = wireEnd({ send: (frame) => end.post(ownBytes(frame)), close: () => end.close() });
  end.onMessage((message) => {
    const frame = frameOf(message);
    if (frame !== null) wire.arrived(frame);
  });
  end.onGone((why) => wire.ended(why));
  return wire.wire;
}
