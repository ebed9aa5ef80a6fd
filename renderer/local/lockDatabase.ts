import type { Stop } from '#shared/base/listeners.ts';

/** A window that is reloaded lets go of its lock a moment after the new one asks for it, milliseconds. */
const PATIENCE = 3000;

/**
 * One writer per database among all windows and tabs of this profile. Answers how to let go, or null when another
 * window keeps the lock.
 */
export async function lockDatabase(name: string): Promise<Stop | null> {
  return new Promise((resolve) => {
    const options = { mode: 'exclusive', signal: AbortSignal.timeout(PATIENCE) } as const;
    const held = navigator.locks.request(`sightline-database:${name}`, options, () => new Promise<void>((letGo) => resolve(letGo)));
    held.catch(() => resolve(null));
  });
}
