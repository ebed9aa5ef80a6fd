/**
 * What pure code may not reach for itself: time and chance. Production passes the machine's own, simulators pass
 * theirs, so that a run can be repeated from its seed.
 */
export interface Clock {
  /** Wall clock, milliseconds since 1970. Shown to people, never compared across machines. */
  now(): number;
  /** Monotonic clock, milliseconds since an arbitrary start. */
  ticks(): number;
}

/** `count` random bytes. */
export type Random = (count: number) => Uint8Array;
