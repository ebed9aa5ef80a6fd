import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { descendantsOf, killHard } from './processes.ts';
import { repositoryRoot } from './repositoryRoot.ts';

export interface HostOptions {
  readonly profile: string;
  readonly open?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A running Node host: the program a person starts, seen from outside. */
export interface HostProgram {
  readonly pid: number;
  /** The address it printed, with its one-time ticket. */
  readonly address: string;
  /** Everything it printed so far. */
  log(): string;
  /** Asks it to end, as a person's Ctrl+C does. */
  stop(): Promise<void>;
  /** Ends the host, its store process, or both, without a word. */
  kill(what: 'host' | 'store' | 'all'): Promise<void>;
}

const READY = /Sightline is ready: (\S+)/;
const START_MS = 30_000;

/** Starts the bundled Node host on a profile and waits until it says that it is ready. */
export async function startHost({ profile, open, env = {} }: HostOptions): Promise<HostProgram> {
  const args = [join(repositoryRoot, 'out', 'electron', 'nodeHost.js'), '--no-open', '--profile', profile, ...(open === undefined ? [] : ['--open', open])];
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], { cwd: repositoryRoot, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  const ended = new Promise<void>((resolve) => void child.on('exit', () => resolve()));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => void printed.push(bytes.toString()));
  const log = (): string => printed.join('');
  const address = await readyAddress(child, log);
  const pid = child.pid ?? 0;
  return { pid, address, log, stop: () => stop(child, ended), kill: (what) => kill(pid, what, ended) };
}

function readyAddress(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => settle(() => reject(new Error(`the host did not say that it is ready:\n${log()}`))), START_MS);
    const look = (): void => {
      const address = READY.exec(log())?.[1];
      if (address !== undefined) settle(() => resolve(address));
    };
    const gone = (): void => settle(() => reject(new Error(`the host ended before it was ready:\n${log()}`)));
    const settle = (say: () => void): void => {
      clearTimeout(late);
      child.stdout?.off('data', look);
      child.off('exit', gone);
      say();
    };
    child.stdout?.on('data', look);
    child.on('exit', gone);
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}

async function kill(pid: number, what: 'host' | 'store' | 'all', ended: Promise<void>): Promise<void> {
  const under = descendantsOf(pid).map((one) => one.pid);
  killHard(what === 'host' ? [pid] : what === 'store' ? under : [pid, ...under]);
  if (what !== 'store') await ended;
}
