import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { AppError } from '#shared/base/errors.ts';
import { zipSink } from '#shared/formats/files/zipSink.ts';
import type { Sink, SinkFile } from '#shared/formats/files/files.ts';
import type { Format } from '#shared/formats/format.ts';
import { diskError } from '../services/files/diskError.ts';
import { claimName, syncFolder } from '../services/files/writeDurable.ts';

export interface OutPlan {
  readonly format: Format;
  readonly replace: boolean;
  readonly now: number;
}

/** Where a command writes: beside its place first, and there at the end, whole or not at all. */
export interface Out {
  readonly sink: Sink;
  /** Puts what was written in its place. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** For previews: everything is written, and nothing kept. */
export const nowhere: Out = {
  sink: { write: () => Promise.resolve(), open: () => Promise.resolve({ append: () => Promise.resolve(), close: () => Promise.resolve() }) },
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
};

/** Refuses before the work instead of after it. */
export async function checkOut(out: string, { format, replace }: Pick<OutPlan, 'format' | 'replace'>): Promise<void> {
  const found = await stat(out).catch(() => null);
  const place = await stat(dirname(out)).catch(() => null);
  if (place?.isDirectory() !== true) throw new AppError('cli/no-place', `There is no folder “${basename(dirname(out))}” to write “${basename(out)}” into. Make it first, or choose another place.`);
  if (found?.isDirectory() === true && format.writes === 'file') throw new AppError('cli/out-folder', `“${basename(out)}” is a folder. Name the file to write, for example ${join(basename(out), format.fileName)}.`);
  if (found?.isDirectory() === true) throw new AppError('files/exists', `There is already a folder “${basename(out)}”. Choose another name: what is in it is not mixed with something new.`);
  if (found !== null && !replace) throw new AppError('files/exists', `There is already a file “${basename(out)}”. Choose another name, or say --replace.`);
}

/** One file for formats of one file; for others an archive where the name ends in `.zip`, else a folder. */
export async function openOut(out: string, plan: OutPlan): Promise<Out> {
  const beside = join(dirname(out), `.${basename(out)}.part`);
  try {
    await rm(beside, { recursive: true, force: true });
    if (plan.format.writes === 'file') return oneFile({ out, beside }, plan);
    return out.toLowerCase().endsWith('.zip') ? archive({ out, beside }, plan) : await folder({ out, beside });
  } catch (cause) {
    throw diskError(cause, out);
  }
}

interface Places {
  readonly out: string;
  readonly beside: string;
}

function oneFile({ out, beside }: Places, { replace }: OutPlan): Out {
  const sink: Sink = { open: () => Promise.resolve(diskFile(beside)), write: async (_name, bytes) => writeWhole(beside, bytes) };
  return { sink, finish: async () => moveFile({ out, beside }, replace), discard: async () => rm(beside, { force: true }) };
}

function archive({ out, beside }: Places, { replace, now }: OutPlan): Out {
  const sink = zipSink(diskFile(beside), now);
  const finish = async (): Promise<void> => {
    await sink.end();
    await moveFile({ out, beside }, replace);
  };
  return { sink, finish, discard: async () => rm(beside, { force: true }) };
}

async function folder({ out, beside }: Places): Promise<Out> {
  await mkdir(beside, { recursive: true });
  const made = new Set<string>();
  const placeOf = async (name: string): Promise<string> => {
    const path = join(beside, name);
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true });
    made.add(dirname(path));
    return path;
  };
  const sink: Sink = { open: async (name) => diskFile(await placeOf(name)), write: async (name, bytes) => writeWhole(await placeOf(name), bytes) };
  return { sink, finish: async () => rename(beside, out), discard: async () => rm(beside, { recursive: true, force: true }) };
}

/** Opens when something comes, so that a command that fails early leaves no empty file. */
function diskFile(path: string): SinkFile {
  const stream = createWriteStream(path);
  const failed = once(stream, 'error').then(([error]: unknown[]) => Promise.reject(diskError(error, path)));
  failed.catch(() => undefined);
  return {
    append: async (bytes) => {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed]);
    },
    close: async () => {
      stream.end();
      await Promise.race([finished(stream), failed]);
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = diskFile(path);
  await file.append(bytes);
  await file.close();
}

/** On the disk before it gets its name; a file that came there meanwhile is not overwritten without a word. */
async function moveFile({ out, beside }: Places, replace: boolean): Promise<void> {
  try {
    const file = await open(beside, 'r+');
    await file.sync();
    await file.close();
    await (replace ? rename(beside, out) : claimName(beside, out));
    await syncFolder(dirname(out));
  } catch (cause) {
    throw diskError(cause, out);
  }
}
