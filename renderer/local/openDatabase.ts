import { Dexie } from 'dexie';
import { AppError } from '#shared/base/errors.ts';
import { LocalDatabase } from './database.ts';

export interface OpenedDatabase {
  readonly database: LocalDatabase;
  /** The store that was there could not be opened; it was left as it is and a new one was begun beside it. */
  readonly setAside: boolean;
}

const TURNS = 4;
const GENERATION = /~(\d+)$/;

/**
 * Opens the newest database of a name. IndexedDB cannot rename, so a damaged one is set aside by beginning the next
 * generation (`name~2`); its content comes back from the journal and the server. Nothing is ever deleted here.
 */
export async function openDatabase(name: string, pause: () => Promise<void>): Promise<OpenedDatabase> {
  const newest = await patiently(() => newestGeneration(name), pause);
  const database = newest === null ? null : await patiently(() => opened(generationName(name, newest)), pause);
  if (database !== null) return { database, setAside: false };
  const next = newest === null ? null : await patiently(() => opened(generationName(name, newest + 1)), pause);
  if (next === null) throw new AppError('database/cannot-open', 'The database of this computer cannot be opened, mostly because the disk is full. Free some space and open the project again; the second copy of your work is safe.');
  return { database: next, setAside: true };
}

/**
 * A browser that finds its store damaged (a disk that was full) refuses the first questions while it clears the store
 * away, and begins an empty one afterwards, which is then filled from the journal. Null when it goes on refusing.
 */
async function patiently<T>(work: () => Promise<T>, pause: () => Promise<void>): Promise<T | null> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
    }
    await pause();
  }
  return null;
}

async function opened(name: string): Promise<LocalDatabase> {
  const database = new LocalDatabase(name);
  try {
    await database.open();
    return database;
  } catch (error) {
    database.close();
    if (!(error instanceof Error) || error.name !== 'VersionError') throw error;
    throw new AppError('database/newer', 'This data was written by a newer version of Sightline. Install that version again to go on; nothing was changed.', { cause: error });
  }
}

async function newestGeneration(name: string): Promise<number> {
  const names = await Dexie.getDatabaseNames();
  const generations = names.filter((found) => found.replace(GENERATION, '') === `sightline-${name}`).map((found) => Number(GENERATION.exec(found)?.[1] ?? 1));
  return Math.max(1, ...generations);
}

function generationName(name: string, generation: number): string {
  return generation === 1 ? name : `${name}~${generation}`;
}
