import { openAsBlob } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import { migrate, renewIncarnation } from '../database/schema.ts';
import { openPglite, type PgliteDatabase } from '../database/pglite.ts';
import type { Machine } from '../machine/machine.ts';
import { lockFolder, type FolderLock } from './folderLock.ts';
import { exists, restoreSnapshot, takeSnapshot } from './snapshot.ts';
import { openWriteJournal, readJournal, type JournalEntry, type WriteJournal } from './writeJournal.ts';

/** The embedded database with its guards: one process only, and nothing acknowledged is lost to a power cut. */
export interface EmbeddedData {
  readonly database: PgliteDatabase;
  readonly journal: WriteJournal;
  /** Acknowledged writes to do again before anyone is served. */
  readonly replay: readonly JournalEntry[];
  /** True when the folder in use could not be trusted and was rebuilt. */
  readonly restored: boolean;
  /** Makes a whole copy on disk and lets the journal start afresh. */
  settle(): Promise<void>;
  /** The same, when there is no copy yet or it is far behind. Called once accounts are there: they are not in the journal. */
  settleAtStart(): Promise<void>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  readonly machine: Machine;
  /** Bytes that must be free; the engine needs up to one gigabyte and fails in odd ways without. */
  readonly memory: number;
  /** A dump that a new data folder starts from: a third of the time of making one. */
  readonly template: string | null;
}

/** Bytes that take about a second to do again. */
const LONG_JOURNAL = 8 * 1024 * 1024;

export const ENOUGH_MEMORY = 1.5 * 1024 ** 3;

export async function openEmbeddedData({ folder, machine, memory, template }: EmbeddedOptions): Promise<EmbeddedData> {
  refuseLittleMemory(memory);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder, machine.clock);
  try {
    return await open({ folder, lock, machine, template });
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Opening extends Pick<EmbeddedOptions, 'folder' | 'machine' | 'template'> {
  readonly lock: FolderLock;
}

async function open({ folder, lock, machine, template }: Opening): Promise<EmbeddedData> {
  const paths = { data: join(folder, 'database'), snapshot: join(folder, 'snapshot.bin'), journal: join(folder, 'journal') };
  const untrusted = lock.before === 'machine-stopped' || !(await exists(paths.data));
  const restored = untrusted && (await restoreSnapshot(paths.snapshot, paths.data, `${paths.data}.untrusted-${machine.clock.now()}`));
  const replay = lock.before === 'clean' && !restored ? [] : await readJournal(paths.journal);
  const fresh = template !== null && !(await exists(paths.data));
  const database = await openPglite({ folder: paths.data, random: machine.random, timers: machine.timers, ...(fresh ? { template: await openAsBlob(template) } : {}) });
  await migrate(database);
  if (fresh) await renewIncarnation(database);
  const journal = await openWriteJournal(paths.journal);
  const settle = (): Promise<void> =>
    database.quiesce(async () => {
      await takeSnapshot(paths.data, paths.snapshot);
      await journal.startAfresh();
    });
  return {
    database, journal, replay, restored, settle,
    settleAtStart: async () => {
      if (restored || journal.size() > LONG_JOURNAL || !(await exists(paths.snapshot))) await settle();
    },
    close: async () => {
      await settle();
      await journal.close();
      await database.close();
      lock.release();
    },
  };
}

function refuseLittleMemory(needed: number): void {
  const free = process.availableMemory();
  if (free >= needed) return;
  const inGiga = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);
  throw new AppError('server/little-memory', `The embedded database needs ${inGiga(needed)} GB of free memory and there are ${inGiga(free)} GB. Close other programs, set DATABASE_URL to use a PostgreSQL server, or start with --low-memory at your own risk.`);
}
