import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { meet, meetingArguments } from '../../electron/services/meeting.ts';
import { bundle } from '../support/bundle.ts';
import { bridgeContract } from './bridgeContract.ts';

let folder = '';
beforeAll(async () => {
  folder = await bundle({ demo: 'tests/contracts/demoProcess.ts' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

bridgeContract('process', async () => {
  const children: ChildProcess[] = [];
  const near = await meet((point) => {
    const child = fork(join(folder, 'out', 'electron', 'demo.js'), meetingArguments(point), { stdio: 'inherit', execArgv: [] });
    children.push(child);
    return once(child, 'exit');
  }, () => new Error('the demo ended at once'));
  const end = async (): Promise<void> => {
    const [child] = children;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { near, far: null, cut: end, stop: end };
});
