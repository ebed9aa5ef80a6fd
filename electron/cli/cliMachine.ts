import { AppError } from '#shared/base/errors.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import type { Machine } from '../services/machine.ts';

export interface CliMachineParts {
  readonly profile: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly launchDecoder: Machine['launchDecoder'];
  /** The folder a command writes into, which then is a grant called `out`; null for commands that write none through the services. */
  readonly out: string | null;
}

/** The services' machine for a command: no grants but the folder it writes into, no secrets, no network. */
export function cliMachine({ profile, clock, random, launchDecoder, out }: CliMachineParts): Machine {
  return {
    profile, clock, random, version: 'cli', samples: '',
    fetch: () => Promise.reject(new AppError('server/unreachable', 'Commands do not use the network.')),
    grants: { folder: (grant) => Promise.resolve(grant === 'out' ? out : null) },
    launchDecoder,
    vault: { read: () => Promise.resolve(null), write: () => Promise.resolve(), clear: () => Promise.resolve() },
  };
}
