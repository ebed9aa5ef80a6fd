import { execFileSync } from 'node:child_process';

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process under one, deepest last. */
export function descendantsOf(pid: number): readonly Running[] {
  const all = running();
  const under = (parent: number): Running[] => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...under(one.pid)]);
  return under(pid);
}

/** Processes that name one of our own scratch folders in their arguments. The folder must be unique to the caller. */
export function naming(folder: string): readonly Running[] {
  return running().filter(({ pid, command }) => pid !== process.pid && command.includes(folder));
}

/** The power cut: no handler of the process runs. One that is gone already is fine. */
export function killHard(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function running(): Running[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command: command ?? '' }];
  });
}
