import { AppError } from '#shared/base/errors.ts';
import { Listeners, type Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import { HOST_CONTRACT } from '#shared/bridge/contractNumber.ts';
import { hostContract, type Capability, type FolderGrant, type HostContract, type HostInfo } from '#shared/bridge/hostContract.ts';
import type { LineState } from '#shared/bridge/reopeningWire.ts';
import type { ClientOf, Wire } from '#shared/bridge/service.ts';
import { electronPage, electronPorts, grantDropped, type ElectronPage } from './electronPage.ts';
import { lastingSocket } from './lastingSocket.ts';
import { portWire } from './portWire.ts';
import { openSocketWire } from './socketWire.ts';
import { tradeTicket } from './ticket.ts';

/** The window's connection to the program behind it. */
export interface HostConnection {
  readonly host: ClientOf<HostContract>;
  readonly info: HostInfo;
  can(capability: Capability): boolean;
  /** Folders among dropped files, as grants; `null` where the host cannot know where they are. */
  readonly grantDropped: ((files: readonly File[]) => Promise<readonly FolderGrant[]>) | null;
  /** A second port, for the sync worker; it can be given away once. `null` where workers open sockets. */
  workerPort(): MessagePort | null;
  /** Where a worker opens a socket of its own; `null` where it is given a port. */
  readonly socketAddress: string | null;
  /** `lost` while the host does not answer; it is tried again all the time. */
  state(): LineState;
  onState(listener: (state: LineState) => void): Stop;
}

type Line = Omit<HostConnection, 'host' | 'info' | 'can'> & { readonly wire: Wire };

/** The only place that knows there are two hosts. */
export async function connectHost(): Promise<HostConnection> {
  const electron = electronPage();
  const { wire, ...line } = electron === null ? await socketLine() : await portLine(electron);
  const host = connect(hostContract, wire);
  const info = await host.app.hello({ contract: String(HOST_CONTRACT) });
  if (info.contract !== String(HOST_CONTRACT)) throw new AppError('host/other-version', 'This window and the program behind it are of different versions. Close the window and start Sightline again.');
  return { ...line, host, info, can: (capability) => info.capabilities.includes(capability) };
}

async function portLine(electron: ElectronPage): Promise<Line> {
  const ports = await electronPorts(electron);
  const wire = portWire(ports.window);
  const states = new Listeners<LineState>();
  let state: LineState = 'open';
  let worker: MessagePort | null = ports.worker;
  wire.onClose(() => {
    state = 'lost';
    states.emit(state);
  });
  return {
    wire,
    grantDropped: (files) => grantDropped(electron, files),
    workerPort() {
      const port = worker;
      worker = null;
      return port;
    },
    socketAddress: null,
    state: () => state,
    onState: (listener) => states.add(listener),
  };
}

async function socketLine(): Promise<Line> {
  await tradeTicket();
  const socketAddress = `ws://${location.host}/wire`;
  const first = await openSocketWire(socketAddress).catch((cause: unknown) => {
    throw new AppError('host/refused', 'This address is out of date: each one that Sightline gives works once. Start Sightline again, or open the address it prints.', { cause });
  });
  const wire = lastingSocket(socketAddress, first);
  return { wire, grantDropped: null, workerPort: () => null, socketAddress, state: () => wire.state, onState: (listener) => wire.onState(listener) };
}
