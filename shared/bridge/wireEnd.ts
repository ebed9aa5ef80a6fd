import { Listeners, type Stop } from '../base/listeners.ts';
import type { Frame, Wire } from './service.ts';

/** What a transport must bring to be a wire. */
export interface Transport {
  send(frame: Frame): void;
  close(): void;
}

/** A wire over any transport, and the two things the transport reports to it. */
export interface WireEnd {
  readonly wire: Wire;
  arrived(frame: Frame): void;
  /** The line is gone; said once, whoever says it first. */
  ended(why: string): void;
}

export function wireEnd(transport: Transport): WireEnd {
  const frames = new Listeners<Frame>();
  const closes = new Listeners<string>();
  let open = true;
  const ended = (why: string): void => {
    if (!open) return;
    open = false;
    closes.emit(why);
  };
  return {
    wire: {
      send(frame) {
        if (open) transport.send(frame);
      },
      onFrame: (listener): Stop => frames.add(listener),
      onClose: (listener): Stop => closes.add(listener),
      close() {
        if (open) transport.close();
        ended('closed');
      },
    },
    arrived(frame) {
      if (open) frames.emit(frame);
    },
    ended,
  };
}
