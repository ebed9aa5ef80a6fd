import { connect } from '#shared/bridge/client.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { workspaceContract, type WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import type { HostConnection } from '../host/connectHost.ts';
import { portWire } from '../host/portWire.ts';
import { inviteWorker } from '../host/workerHost.ts';

/** Starts the sync worker, gives it its own way to the host, and answers the window's client of it. */
export function startWorkspace(connection: Pick<HostConnection, 'workerPort' | 'socketAddress'>): { readonly workspace: ClientOf<WorkspaceContract>; readonly stop: () => void } {
  const worker = new Worker(new URL('../workers/sync.worker.ts', import.meta.url), { type: 'module', name: 'sync' });
  const { port1, port2 } = new MessageChannel();
  const { invitation, transfer } = inviteWorker(connection);
  worker.postMessage({ invitation }, [port2, ...transfer]);
  const wire = portWire(port1);
  return {
    workspace: connect(workspaceContract, wire),
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}
