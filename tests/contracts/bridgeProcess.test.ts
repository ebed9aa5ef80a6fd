import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { childEnd } from '../../electron/storeProcess/childEnd.ts';
import { processWire } from '../../electron/storeProcess/processWire.ts';
import { bundle } from '../support/bundle.ts';
import { bridgeContract } from './bridgeContract.ts';

let folder = '';
beforeAll(async () => {
  folder = await bundle({ demo: 'tests/contracts/demoProcess.ts' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

bridgeContract('process', async () => {
  const child = fork(join(folder, 'out', 'electron', 'demo.js'), { serialization: 'advanced', stdio: 'inherit', execArgv: [] });
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { near: processWire(childEnd(child)), far: null, cut: end, stop: end };
});
