import type { Stop } from '#shared/base/listeners.ts';

/** Runs `work` once after `ms`, unless stopped before. */
export function later(ms: number, work: () => void): Stop {
  const timer = window.setTimeout(work, ms);
  return () => window.clearTimeout(timer);
}
