import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#shared/base/ports.ts';

const LARGEST = 1024 * 1024;

/** A log that stays in the profile: two files of a megabyte at most, home folders cut out, no contents of work. */
export function runLog(profile: string, clock: Clock): (text: string) => void {
  const folder = join(profile, 'logs');
  const path = join(folder, 'sightline.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return (text) => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(path, `${path}.old`);
      appendFileSync(path, `${new Date(clock.now()).toISOString()} ${text.replaceAll(homedir(), '~')}\n`, { mode: 0o600 });
    } catch {
      process.stderr.write('The log in the profile folder cannot be written.\n');
    }
  };
}

/** Writes down what went wrong in answering a question; the asker is told only that it did. */
export function faultLog(log: (text: string) => void): (method: string, error: unknown) => void {
  return (method, error) => log(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
