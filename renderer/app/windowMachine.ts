import { uuidMaker } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';

/** The window's own clock, chance and timers, handed on as ports. */
export const clock: Clock = { now: () => Date.now(), ticks: () => performance.now() };

export const newId = uuidMaker(clock, (count) => crypto.getRandomValues(new Uint8Array(count)));

/** Calls back with the next picture of the screen; the answer calls it off. */
export function tick(work: () => void): () => void {
  const asked = requestAnimationFrame(work);
  return () => cancelAnimationFrame(asked);
}

/** Runs work after some milliseconds; the answer calls it off. */
export function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
