import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '#shared/base/errors.ts';
import { uuidMaker } from '#shared/base/id.ts';
import type { Machine, StoreServices } from '../machine.ts';
import { DiskReserve } from './diskReserve.ts';
import { Journal, type JournalPorts } from './journal.ts';

const RESERVE_BYTES = 64 * 1024 * 1024;
/** What the server has is kept two weeks all the same: a server restored from a backup asks for it again. */
const KEPT_MS = 14 * 24 * 3_600_000;

export interface JournalService {
  readonly service: StoreServices['journal'];
  close(): Promise<void>;
}

/** Folder of a database's journal. Names that are no file names are hashed. */
export function journalFolder(profile: string, database: string): string {
  const safe = /^[a-z0-9][a-z0-9._-]*$/i.test(database) && !database.includes('..');
  return join(profile, 'journal', safe ? database : `x-${createHash('sha256').update(database).digest('hex').slice(0, 40)}`);
}

/** The journals of this profile, one per local database, opened once. */
export function journalService({ profile, clock, random, reserveBytes }: Pick<Machine, 'profile' | 'clock' | 'random' | 'reserveBytes'>): JournalService {
  const opened = new Map<string, Promise<Journal>>();
  const reserve = new DiskReserve(join(profile, 'journal', 'reserve'), reserveBytes ?? RESERVE_BYTES);
  const newId = uuidMaker(clock, random);
  let reserved: Promise<unknown> = Promise.resolve();
  const journalOf = (database: string): Promise<Journal> => {
    const known = opened.get(database);
    if (known !== undefined) return known;
    const made = openOnFullDisk({ folder: journalFolder(profile, database), newId, reserve, retireBefore: clock.now() - KEPT_MS });
    opened.set(database, made);
    made.then(() => (reserved = reserve.ensure()), () => opened.delete(database));
    return made;
  };
  return {
    service: {
      open: async ({ database }) => (await journalOf(database)).state(),
      append: async ({ database, records }) => ({ lastLseq: await (await journalOf(database)).append(records) }),
      read: ({ database, after }, options) => readFrom(journalOf(database), after, options?.signal ?? null),
      makeRoom: async () => ({ made: await reserve.release() }),
      renewDevice: async ({ database }) => ({ device: await (await journalOf(database)).renewDevice() }),
    },
    close: async () => {
      for (const journal of opened.values()) await (await journal.catch(() => null))?.close();
      opened.clear();
      await reserved;
    },
  };
}

/** Even the lock needs a little room: a program started on a full disk takes it from the reserve. */
async function openOnFullDisk(ports: JournalPorts): Promise<Journal> {
  try {
    return await Journal.open(ports);
  } catch (error) {
    if (errorCode(error) !== 'files/no-space' || !(await ports.reserve.release())) throw error;
    return Journal.open(ports);
  }
}

async function* readFrom(journal: Promise<Journal>, after: number, signal: AbortSignal | null): ReturnType<Journal['read']> {
  for await (const batch of (await journal).read(after)) {
    signal?.throwIfAborted();
    yield batch;
  }
}
