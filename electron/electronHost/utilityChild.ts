import { utilityProcess } from 'electron';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';

/** Starts one of our processes as a utility process of Electron: Node without windows, and without our secrets. Resolves when it has ended. */
export function utilityChild(program: string, args: readonly string[], serviceName: string): Promise<void> {
  const child = utilityProcess.fork(program, [...args], { serviceName, env: childEnvironment(process.env), execArgv: [], stdio: 'ignore' });
  return new Promise((ended) => void child.on('exit', () => ended()));
}
