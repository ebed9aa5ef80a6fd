import { mkdir, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Uuid } from '#shared/base/id.ts';
import { role } from '#shared/sync/messages.ts';
import { frame, unframe } from './frames.ts';

const uuid = z.custom<Uuid>((value) => typeof value === 'string');

/** One acknowledged write, enough to do it again. Doing it again is harmless: every id was chosen by the client. */
export const journalEntry = z.object({
  kind: z.enum(['project', 'items', 'blob', 'push', 'invitation', 'withdrawal', 'acceptance', 'joining', 'member', 'password']),
  actor: z.object({ person: uuid, org: uuid, role }),
  project: uuid,
  body: z.unknown(),
});
export type JournalEntry = z.infer<typeof journalEntry>;

/**
 * The second copy of every acknowledged write. The embedded database never calls fsync, so an answer waits for this
 * instead. `append` resolves when the entry is on the disk; entries that arrive together share one fsync.
 */
export interface WriteJournal {
  append(entry: JournalEntry): Promise<void>;
  /** Bytes since the last `startAfresh`, of earlier runs too. */
  size(): number;
  /** Everything so far is safe elsewhere: the next entry opens a new file and the older ones go. */
  startAfresh(): Promise<void>;
  close(): Promise<void>;
}

/** For databases that fsync themselves. */
export const noJournal: WriteJournal = {
  append: () => Promise.resolve(),
  size: () => 0,
  startAfresh: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const NAME = /^(\d{8})\.log$/;

async function segments(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => { const found = NAME.exec(name)?.[1]; return found === undefined ? [] : [Number(found)]; }).sort((a, b) => a - b);
}

function pathOf(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(8, '0')}.log`);
}

/** All whole entries in the order they were acknowledged. */
export async function readJournal(folder: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const number of await segments(folder)) {
    for (const body of unframe(await readFile(pathOf(folder, number))).bodies) entries.push(journalEntry.parse(JSON.parse(body)));
  }
  return entries;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Always a new file: the torn tail of an old one is never written behind. */
export async function openWriteJournal(folder: string): Promise<WriteJournal> {
  await mkdir(folder, { recursive: true });
  let number = (await segments(folder)).at(-1) ?? 0;
  let size = await bytesIn(folder);
  /** Entries of the next write; closed when the write begins or the file changes, whichever comes first. */
  let collecting: Waiting[] | null = null;
  let file = await nextFile();
  /** One thing at a time happens to the file: a write of all that waits, or the change to the next. */
  let turn: Promise<void> = Promise.resolve();

  async function nextFile(): Promise<FileHandle> {
    number += 1;
    const handle = await open(pathOf(folder, number), 'wx', 0o600);
    await syncFolder(folder);
    return handle;
  }
  const write = async (batch: readonly Waiting[]): Promise<void> => {
    if (collecting === batch) collecting = null;
    try {
      await file.appendFile(Buffer.concat(batch.map((entry) => entry.bytes)));
      await file.datasync();
      for (const entry of batch) entry.done();
    } catch (error) {
      for (const entry of batch) entry.failed(error);
    }
  };
  const changeFile = async (): Promise<void> => {
    const old = file;
    file = await nextFile();
    size = 0;
    await old.close();
    for (const before of await segments(folder)) if (before < number) await rm(pathOf(folder, before), { force: true });
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    append: (body) =>
      new Promise((done, failed) => {
        const bytes = frame(JSON.stringify(body));
        size += bytes.length;
        const entry = { bytes, done, failed };
        if (collecting !== null) return void collecting.push(entry);
        const batch = [entry];
        collecting = batch;
        return void inTurn(() => write(batch));
      }),
    size: () => size,
    startAfresh: () => {
      collecting = null;
      return inTurn(changeFile);
    },
    close: () => inTurn(() => file.close()),
  };
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await segments(folder)).map(async (number) => (await stat(pathOf(folder, number))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
