import { AppError } from '#shared/base/errors.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import type { Machine } from '../services/machine.ts';

/** The services' machine for a command: no grants, no secrets, no network. */
export function cliMachine({ profile, clock, random }: { readonly profile: string; readonly clock: Clock; readonly random: Random }): Machine {
  return {
    profile, clock, random, version: 'cli', samples: '',
    fetch: () => Promise.reject(new AppError('server/unreachable', 'Commands do not use the network.')),
    grants: { folder: () => Promise.resolve(null) },
    launchDecoder: () => Promise.reject(new AppError('video/no-decoder', 'Clips are not decoded without a window.')),
    vault: { read: () => Promise.resolve(null), write: () => Promise.resolve(), clear: () => Promise.resolve() },
  };
}
