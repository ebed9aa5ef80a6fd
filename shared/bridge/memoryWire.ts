import type { Frame, Wire } from './service.ts';
import { wireEnd, type WireEnd } from './wireEnd.ts';

/**
 * Two ends in one program, for tests and for work without a host. Every frame is cloned on purpose and arrives later,
 * so that nothing passes here that a real wire would refuse.
 */
export function memoryWirePair(): readonly [Wire, Wire] {
  const left: WireEnd = wireEnd({ send: (frame) => deliver(frame, () => right), close: () => right.ended('closed by the other side') });
  const right: WireEnd = wireEnd({ send: (frame) => deliver(frame, () => left), close: () => left.ended('closed by the other side') });
  return [left.wire, right.wire];
}

function deliver(frame: Frame, far: () => WireEnd): void {
  const copy = structuredClone(frame);
  queueMicrotask(() => far().arrived(copy));
}
