import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private PostgreSQL on a loopback port, gone after `stop`. */
export interface TestPostgres {
  readonly url: string;
  /** CPU seconds its processes used so far; 0 where the system does not tell. */
  cpuSeconds(): number;
  stop(): void;
}

const VERSIONS = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are; null when it is not installed, and then tests that need it say so and skip. */
export const postgresPrograms: string | null = existsSync(VERSIONS)
  ? (readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)).map((version) => join(VERSIONS, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) ?? null)
  : null;

export const whyNoPostgres = 'PostgreSQL is not installed';

export async function startTestPostgres(): Promise<TestPostgres> {
  if (postgresPrograms === null) throw new Error(whyNoPostgres);
  const programs = postgresPrograms;
  const folder = mkdtempSync(join(tmpdir(), 'sightline-postgres-'));
  const data = join(folder, 'data');
  const user = ordinaryUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const run = (program: string, args: readonly string[]): void => {
    execFileSync(join(programs, program), [...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' }, ...user });
  };
  run('initdb', ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const port = await freePort();
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c shared_buffers=128MB`, 'start']);
  return {
    url: `postgres://tester@127.0.0.1:${port}/postgres`,
    cpuSeconds: () => cpuUnder(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])),
    stop: () => {
      run('pg_ctl', ['-D', data, '-w', '-m', 'fast', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const TICKS_PER_SECOND = 100;

/** Of a process and its living children, from the fourth, fourteenth and fifteenth field of their status lines. */
function cpuUnder(pid: number): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const lines = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [{ pid: Number(name), fields: line.slice(line.lastIndexOf(')') + 2).split(' ') }];
    } catch {
      return [];
    }
  });
  const own = lines.filter((line) => line.pid === pid || Number(line.fields[1]) === pid);
  return own.reduce((sum, { fields }) => sum + Number(fields[11]) + Number(fields[12]), 0) / TICKS_PER_SECOND;
}

/** PostgreSQL refuses to run as root, so it runs as the account its package made. */
function ordinaryUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL needs an account named postgres when tests run as root');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
