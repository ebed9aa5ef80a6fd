import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';

const lockFile = z.object({ pid: z.number().int(), started: z.string(), boot: z.string() });
type LockFile = z.infer<typeof lockFile>;

/** The hold of one process on a data folder. */
export interface FolderLock {
  /**
   * How the last owner left: `clean`; `killed` (what it wrote is still in the machine's memory or on its disk);
   * `machine-stopped` (what was never fsynced may be gone or half there).
   */
  readonly before: 'clean' | 'killed' | 'machine-stopped';
  release(): void;
}

/** Two processes on one embedded database silently lose rows, and the engine does not guard against it: so we do. */
export function lockFolder(folder: string, clock: Clock): FolderLock {
  const boot = bootMark(clock);
  const path = join(folder, 'lock');
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid), boot } satisfies LockFile), { mode: 0o600 });
  try {
    const found = claim({ path, own, boot });
    return { before: found === null ? 'clean' : found.boot === boot ? 'killed' : 'machine-stopped', release: () => rmSync(path, { force: true }) };
  } finally {
    rmSync(own, { force: true });
  }
}

/** Linking fails when the lock is there, so two claims at once cannot both win. */
function claim({ path, own, boot }: { readonly path: string; readonly own: string; readonly boot: string }): LockFile | null {
  let left: LockFile | null = null;
  for (let tried = 0; tried < 3; tried += 1) {
    try {
      linkSync(own, path);
      return left;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    left = readLock(path);
    if (isAlive(left, boot)) throw new AppError('server/folder-in-use', `Another Sightline server (process ${left.pid}) uses this data folder. Stop it first, or start this one with another --data folder.`);
    rmSync(path, { force: true });
  }
  throw new AppError('server/folder-in-use', 'Another Sightline server is just starting on this data folder. Try again in a moment.');
}

/** A lock that cannot be read was torn by a machine that stopped. */
function readLock(path: string): LockFile {
  try {
    return lockFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { pid: 0, started: '', boot: '' };
  }
}

function isAlive(lock: LockFile, boot: string): boolean {
  if (lock.pid <= 0 || lock.boot !== boot) return false;
  try {
    process.kill(lock.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return startOf(lock.pid) === lock.started;
}

/** Process ids are used again; together with the start time they are not. Where the system does not tell, the id decides. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return '';
  }
}

/** Changes with every start of the machine. */
function bootMark(clock: Clock): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `minute-${Math.round((clock.now() - uptime() * 1000) / 300_000)}`;
  }
}
