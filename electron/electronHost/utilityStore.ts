import { utilityProcess } from 'electron';
import type { Wire } from '#shared/bridge/service.ts';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';
import { processWire } from '../storeProcess/processWire.ts';
import { storeArguments, type StoreSettings } from '../storeProcess/storeArguments.ts';

/** Starts the store process as one of Electron's utility processes: Node without windows, and without our secrets. */
export function utilityStore(program: string, settings: StoreSettings): Wire {
  const child = utilityProcess.fork(program, storeArguments(settings), { serviceName: 'Sightline store', env: childEnvironment(process.env), execArgv: [], stdio: 'ignore' });
  return processWire({
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onGone: (listener) => void child.on('exit', (code) => listener(`its process ended (${code})`)),
    close: () => void child.kill(),
  });
}
