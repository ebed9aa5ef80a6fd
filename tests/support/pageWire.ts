import type { Wire } from '#shared/bridge/service.ts';
import { portWire } from '../../renderer/host/portWire.ts';

/** The page's end of a port. Node's message ports are the platform's own; only their static types differ. */
export function pageWire(port: unknown): Wire {
  return portWire(port as MessagePort);
}
