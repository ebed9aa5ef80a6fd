import { connect } from '#shared/bridge/client.ts';
import { hostContract, type HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { lastingSocket } from './lastingSocket.ts';
import { portWire } from './portWire.ts';

/** How a worker reaches the host by itself, past the page: a port of its own, or the host's socket address. */
export interface HostInvitation {
  readonly port: MessagePort | null;
  readonly socket: string | null;
}

/** Posts the invitation, once per worker: in Electron the port moves over with it. */
export function inviteWorker(connection: { workerPort(): MessagePort | null; readonly socketAddress: string | null }): { readonly invitation: HostInvitation; readonly transfer: Transferable[] } {
  const port = connection.workerPort();
  return { invitation: { port, socket: connection.socketAddress }, transfer: port === null ? [] : [port] };
}

/** The worker's own client of the host, from what the page posted. */
export function workerHost(invitation: HostInvitation): ClientOf<HostContract> {
  if (invitation.port !== null) return connect(hostContract, portWire(invitation.port));
  if (invitation.socket !== null) return connect(hostContract, lastingSocket(invitation.socket));
  throw new Error('invariant: a worker was invited without a way to the host');
}
