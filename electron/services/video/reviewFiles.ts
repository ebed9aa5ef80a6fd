import { randomBytes } from 'node:crypto';
import { lstat, open, realpath, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { diskError, systemCode } from '../files/diskError.ts';
import { claimName, syncFolder, writeDurable } from '../files/writeDurable.ts';

/** Paths of a review clip and what lies beside it. */
export interface ReviewFiles {
  readonly video: string;
  readonly mapJson: string;
  readonly mapTable: string;
  readonly player: string;
}

export function reviewFiles(target: string, ending: string): ReviewFiles {
  return { video: `${target}${ending}`, mapJson: `${target}.map.json`, mapTable: `${target}.map.csv`, player: `${target}.html` };
}

/** All of them, the video first. */
export function pathsOf({ video, mapJson, mapTable, player }: ReviewFiles): readonly string[] {
  return [video, mapJson, mapTable, player];
}

/** Where the video is written before it has its name. Hidden, and in the same folder, so that naming it is one step. */
export function unfinishedFor(video: string): string {
  return join(dirname(video), `.${basename(video).slice(0, 80)}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Refuses before the work instead of after it. */
export async function refuseTaken(files: ReviewFiles, replace: boolean): Promise<void> {
  for (const path of pathsOf(files)) {
    const found = await lstat(path).catch(() => null);
    if (found !== null && (!replace || !found.isFile())) throw taken(path);
  }
}

/** Whether two paths lead to one file that is there. */
export async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return a !== null && a === b;
}

/** Gives a finished file its name: whole, flushed, and never over another one without leave. */
export async function nameFile(unfinished: string, path: string, replace: boolean): Promise<void> {
  try {
    const handle = await open(unfinished, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (replace) await rename(unfinished, path);
    else await claimName(unfinished, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    throw systemCode(cause) === 'EEXIST' ? taken(path) : diskError(cause, path);
  }
}

export async function writeBeside(path: string, text: string, replace: boolean): Promise<void> {
  await writeDurable(path, text, { replace, mode: 0o666 });
}

function taken(path: string): AppError {
  const name = basename(path);
  return new AppError('files/exists', `There is already something named “${name}”. Choose another name, or agree to replace it.`, { params: { name } });
}
