import { uuidMaker } from '#shared/base/id.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import { serveLogged } from '#shared/bridge/serve.ts';
import { workspaceContract } from '#shared/bridge/workspaceContract.ts';
import { portWire } from '../host/portWire.ts';
import { workerHost, type HostInvitation } from '../host/workerHost.ts';
import { lockDatabase } from '../local/lockDatabase.ts';
import { createWorkspace } from '../sync/workspace.ts';

/** The sync worker: owns the local database and the road to the server; the window only asks. */
const clock: Clock = { now: () => Date.now(), ticks: () => performance.now() };
const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count));
const timers = {
  after: (milliseconds: number, work: () => void) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

addEventListener('message', (event: MessageEvent<{ readonly invitation: HostInvitation }>) => {
  const [port] = event.ports;
  if (port === undefined) return;
  const host = workerHost(event.data.invitation);
  const handlers = createWorkspace({ host, clock, random, timers, newId: uuidMaker(clock, random), lock: lockDatabase });
  serveLogged({ contract: workspaceContract, handlers, wire: portWire(port), onFault: (method, error) => console.error(`${method}: ${error instanceof Error ? `${error.name} ${error.stack ?? error.message}` : String(error)}`) });
}, { once: true });
