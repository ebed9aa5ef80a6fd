import { fork } from 'node:child_process';
import type { Wire } from '#shared/bridge/service.ts';
import { childEnd } from '../storeProcess/childEnd.ts';
import { processWire } from '../storeProcess/processWire.ts';
import { storeArguments, type StoreSettings } from '../storeProcess/storeArguments.ts';

/** What the store process may know of our environment: where things are, and no secrets. */
const PASSED_ON = ['PATH', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'LC_ALL', 'TZ', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** Starts the store process under plain Node. What it prints goes to our stderr: stdout has one line and that is ours. */
export function forkStore(program: string, settings: StoreSettings): Wire {
  const env = Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = fork(program, storeArguments(settings), { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], execArgv: [], env });
  return processWire(childEnd(child));
}
