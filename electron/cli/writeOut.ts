import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { must } from '#shared/base/must.ts';
import { writeDurable } from '../services/files/writeDurable.ts';

/** Refuses before the work instead of after it. */
export async function checkOut(out: string, replace: boolean): Promise<void> {
  const found = await stat(out).catch(() => null);
  if (found?.isDirectory() === true) throw new AppError('cli/out-folder', `“${basename(out)}” is a folder. Name the file to write, for example ${join(basename(out), 'instances.json')}.`);
  if (found !== null && !replace) throw new AppError('files/exists', `There is already a file “${basename(out)}”. Choose another name, or say --replace.`);
}

/** Writes the only file of a format under the name the person chose: whole or not at all. */
export async function writeOut(files: ReadonlyMap<string, Uint8Array>, out: string, replace: boolean): Promise<void> {
  const [bytes] = files.values();
  await writeDurable(out, must(bytes, 'a writer wrote its file'), { replace });
}
