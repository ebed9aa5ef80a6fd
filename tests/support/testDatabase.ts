import { createHash } from 'node:crypto';
import { existsSync, linkSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from './repositoryRoot.ts';
import { openPglite, type PgliteDatabase } from '../../server/database/pglite.ts';
import { migrate, renewIncarnation } from '../../server/database/schema.ts';
import { realMachine } from '../../server/machine/machine.ts';

const ports = { random: realMachine.random, timers: realMachine.timers };

/**
 * A migrated PGlite in memory. The first one of a schema costs seconds and leaves a dump in the temporary folder; the
 * next ones start from it in a fraction of a second.
 */
export async function testDatabase(): Promise<PgliteDatabase> {
  const database = await openPglite({ folder: null, ...ports, template: await openAsBlob(await databaseTemplate()) });
  await renewIncarnation(database);
  return database;
}

/** The dump itself, for servers that start on a folder. */
export async function databaseTemplate(): Promise<string> {
  const file = templateFile();
  if (existsSync(file)) return file;
  const database = await openPglite({ folder: null, ...ports });
  await migrate(database);
  await keep(file, await database.dump());
  await database.close();
  return file;
}

async function keep(file: string, dump: Blob): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, new Uint8Array(await dump.arrayBuffer()));
  // Another worker may have been faster and be reading its own: the file is never replaced under it.
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  rmSync(fresh);
}

function templateFile(): string {
  const sources = ['server/database/schema.ts', 'node_modules/@electric-sql/pglite/package.json'].map((path) => readFileSync(join(repositoryRoot, path)));
  const mark = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 16);
  return join(tmpdir(), `sightline-database-${mark}.tar`);
}
