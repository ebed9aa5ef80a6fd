import { spawn } from 'node:child_process';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';

/**
 * Starts one of our processes under plain Node, which goes to where it is waited for; resolves when it has ended. What
 * it prints goes to our stderr: stdout has one line and that is ours.
 */
export function spawnProcess(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 2, 2], env: childEnvironment(process.env) });
  return new Promise((ended) => {
    child.on('exit', () => ended());
    child.on('error', () => ended());
  });
}
