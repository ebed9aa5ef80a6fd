import { reopeningWire, type ReopeningWire } from '#shared/bridge/reopeningWire.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { openSocketWire } from './socketWire.ts';

/** What is said while the host is not there. It is tried again all the time. */
const lost = {
  code: 'host/lost',
  sentence: "Sightline's own program on this computer does not answer. If it was closed, start it again; this window then goes on by itself. What was saved is safe.",
  params: {},
};

/** A socket to the Node host that comes back after the host was restarted. `first` is one that is open already. */
export function lastingSocket(address: string, first: Wire | null = null): ReopeningWire {
  let ready = first;
  return reopeningWire({
    async open() {
      const wire = ready ?? (await openSocketWire(address));
      ready = null;
      return wire;
    },
    lost,
    patience: 1,
    pause: (attempt) => new Promise((resolve) => void setTimeout(resolve, Math.min(2000, 100 * 2 ** Math.min(attempt, 5)))),
  });
}
