import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { diskError, systemCode } from '../files/diskError.ts';

const holder = z.object({ pid: z.number().int(), started: z.string().nullable() });
type Holder = z.infer<typeof holder>;

/** Gives the lock back. */
export type Release = () => Promise<void>;

/**
 * One writer per journal. The lock names its process and when it started, since process numbers are used again. A
 * process that lives is never robbed; what a dead one left is moved aside.
 */
export async function lockJournal(path: string): Promise<Release> {
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder);
  for (let round = 0; round < 5; round += 1) {
    if (await claim(path, own)) return () => rm(path, { force: true });
    const left = await readFile(path, 'utf8').catch(() => null);
    if (left === null) continue;
    const found = holderOf(left);
    if (found !== null && isAlive(found)) throw inUse();
    await moveAside(path, left);
  }
  throw inUse();
}

/** A link appears with its contents in one step; where there are none, an exclusive file comes close. */
async function claim(path: string, own: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, own, { flag: 'wx', mode: 0o600 });
    await link(temporary, path).catch(async (cause: unknown) => {
      if (systemCode(cause) === 'EEXIST') throw cause;
      await writeFile(path, own, { flag: 'wx', mode: 0o600 });
    });
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') return false;
    throw diskError(cause, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Between reading and renaming another process may have locked: then its lock goes back. */
async function moveAside(path: string, expected: string): Promise<void> {
  const aside = `${path}.stale-${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return;
    throw diskError(cause, path);
  }
  if ((await readFile(aside, 'utf8')) !== expected) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function holderOf(text: string): Holder | null {
  try {
    const parsed = holder.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (systemCode(cause) === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return started === null || now === null || now === started;
}

/** When a process began, where the system tells (Linux); `null` elsewhere. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}:${line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return null;
  }
}

function inUse(): AppError {
  return new AppError('journal/locked', 'Another Sightline is writing to this profile. Close it first, or start with another profile.');
}
