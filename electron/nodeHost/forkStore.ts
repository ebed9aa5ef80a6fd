import { fork } from 'node:child_process';
import type { Wire } from '#shared/bridge/service.ts';
import { childEnd } from '../storeProcess/childEnd.ts';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';
import { processWire } from '../storeProcess/processWire.ts';
import { storeArguments, type StoreSettings } from '../storeProcess/storeArguments.ts';

/** Starts the store process under plain Node. What it prints goes to our stderr: stdout has one line and that is ours. */
export function forkStore(program: string, settings: StoreSettings): Wire {
  const child = fork(program, storeArguments(settings), { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], execArgv: [], env: childEnvironment(process.env) });
  return processWire(childEnd(child));
}
