import { Dexie } from 'dexie';
import { AppError } from '#shared/base/errors.ts';
import { LocalDatabase } from './database.ts';

export interface OpenedDatabase {
  readonly database: LocalDatabase;
  /** The store that was there could not be opened; it was left as it is and a new one was begun beside it. */
  readonly setAside: boolean;
}

const OPENINGS = 4;
const GENERATION = /~(\d+)$/;

/**
 * Opens the newest database of a name. IndexedDB cannot rename, so a damaged one is set aside by beginning the next
 * generation (`name~2`); its content comes back from the journal and the server. Nothing is ever deleted here.
 */
export async function openDatabase(name: string, pause: () => Promise<void>): Promise<OpenedDatabase> {
  const newest = await newestGeneration(name);
  const database = await opened(generationName(name, newest), pause);
  if (database !== null) return { database, setAside: false };
  const next = await opened(generationName(name, newest + 1), pause);
  if (next === null) throw new AppError('database/cannot-open', 'The database of this computer cannot be opened, mostly because the disk is full. Free some space and open the project again; the second copy of your work is safe.');
  return { database: next, setAside: true };
}

/**
 * A browser that finds its store damaged (a disk that was full) refuses the first openings while it clears the store
 * away, and begins an empty one afterwards, which is then filled from the journal. Hence the patience.
 */
async function opened(name: string, pause: () => Promise<void>): Promise<LocalDatabase | null> {
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    const database = new LocalDatabase(name);
    try {
      await database.open();
      return database;
    } catch (error) {
      database.close();
      if (error instanceof Error && error.name === 'VersionError') {
        throw new AppError('database/newer', 'This data was written by a newer version of Sightline. Install that version again to go on; nothing was changed.', { cause: error });
      }
    }
    await pause();
  }
  return null;
}

async function newestGeneration(name: string): Promise<number> {
  const names = await Dexie.getDatabaseNames();
  const generations = names.filter((found) => found.replace(GENERATION, '') === `sightline-${name}`).map((found) => Number(GENERATION.exec(found)?.[1] ?? 1));
  return Math.max(1, ...generations);
}

function generationName(name: string, generation: number): string {
  return generation === 1 ? name : `${name}~${generation}`;
}
