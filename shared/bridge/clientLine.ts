import { AppError } from '../base/errors.ts';
import type { Fault } from './fault.ts';
import type { Frame, Wire } from './service.ts';

/** What can come back for an open question. */
export type LineEvent = Extract<Frame, { kind: 'answer' | 'item' | 'end' | 'error' }>;

/** The wire as the questions of one client see it: numbered, and failing at once when the other side is lost. */
export interface Line {
  /** Begins a question. The listener hears its events, and a `host/lost` error when the wire closes. */
  open(listener: (event: LineEvent) => void): number;
  /** Sends, or lets the question's listener hear why it could not be sent. */
  send(frame: Frame): void;
  forget(id: number): void;
}

export function clientLine(wire: Wire): Line {
  const open = new Map<number, (event: LineEvent) => void>();
  let last = 0;
  let lost: Fault | null = null;
  const fail = (id: number, body: Fault): void => open.get(id)?.({ kind: 'error', id, body });
  wire.onFrame((frame) => {
    if (isEvent(frame)) open.get(frame.id)?.(frame);
  });
  wire.onClose((why) => {
    lost = lostFault(why);
    for (const id of [...open.keys()]) fail(id, lost);
  });
  return {
    open(listener) {
      last += 1;
      open.set(last, listener);
      return last;
    },
    send(frame) {
      if (lost !== null) return fail(frame.id, lost);
      const problem = trySend(wire, frame);
      if (problem !== null) fail(frame.id, problem);
    },
    forget: (id) => void open.delete(id),
  };
}

function isEvent(frame: Frame): frame is LineEvent {
  return frame.kind === 'answer' || frame.kind === 'item' || frame.kind === 'end' || frame.kind === 'error';
}

function trySend(wire: Wire, frame: Frame): Fault | null {
  try {
    wire.send(frame);
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, sentence: error.message, params: error.params };
    return { code: 'bridge/unsendable', sentence: 'This could not be handed over inside Sightline: it holds something that is not plain data.', params: {} };
  }
}

function lostFault(why: string): Fault {
  return { code: 'host/lost', sentence: `The connection to Sightline's own program on this computer was lost (${why}). It is being made again; what was saved is safe.`, params: { why } };
}
