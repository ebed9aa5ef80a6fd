import { Dexie } from 'dexie';
import { AppError } from '#shared/base/errors.ts';
import { LocalDatabase } from './database.ts';

export interface OpenedDatabase {
  readonly database: LocalDatabase;
  /** The store that was there could not be opened; it was left as it is and a new one was begun beside it. */
  readonly setAside: boolean;
}

const GENERATION = /~(\d+)$/;

/**
 * Opens the newest database of a name. IndexedDB cannot rename, so a damaged one is set aside by beginning the next
 * generation (`name~2`); its content comes back from the journal and the server. Nothing is ever deleted here.
 */
export async function openDatabase(name: string): Promise<OpenedDatabase> {
  const newest = await newestGeneration(name);
  const database = new LocalDatabase(generationName(name, newest));
  try {
    await database.open();
    return { database, setAside: false };
  } catch (error) {
    database.close();
    if (error instanceof Error && error.name === 'VersionError') {
      throw new AppError('database/newer', 'This data was written by a newer version of Sightline. Install that version again to go on; nothing was changed.', { cause: error });
    }
    const next = new LocalDatabase(generationName(name, newest + 1));
    await next.open();
    return { database: next, setAside: true };
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
