import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { AppError, errorSentence } from '#shared/base/errors.ts';
import { demoAccounts } from './accounts/demo.ts';
import { argonPasswords } from './accounts/passwords.ts';
import type { NewPerson } from './accounts/people.ts';
import { createServer, type SightlineServer } from './createServer.ts';
import type { Database } from './database/database.ts';
import { openPostgres } from './database/postgres.ts';
import { migrate } from './database/schema.ts';
import { openEmbeddedData } from './journal/embeddedData.ts';
import { noJournal, type WriteJournal } from './journal/writeJournal.ts';
import type { Machine } from './machine/machine.ts';
import { markRestored, replay } from './replay.ts';

export interface OpenOptions {
  /** Folder for the embedded database, blobs, uploads and the demo's passwords. */
  readonly folder: string;
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl: string | null;
  readonly machine: Machine;
  /** KiB of memory for each password hash. */
  readonly passwordMemory: number;
  /** Bytes of memory that must be free for the embedded database. */
  readonly memory: number;
  /** A dump that a new embedded database starts from. */
  readonly template: string | null;
  readonly log?: NodeJS.WritableStream;
  /** Things a person should know about the start. */
  readonly say: (line: string) => void;
}

export interface OpenServer {
  readonly server: SightlineServer;
  readonly people: readonly NewPerson[];
  close(): Promise<void>;
}

interface Data {
  readonly database: Database;
  readonly journal: WriteJournal;
  settleAtStart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens data, brings it up to date and puts the server over it. */
export async function openServer(options: OpenOptions): Promise<OpenServer> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const data = options.databaseUrl === null ? await embedded(options) : await remote(options, options.databaseUrl);
  const { machine, folder } = options;
  const passwords = argonPasswords({ random: machine.random, memory: options.passwordMemory });
  const people = await demoAccounts({ database: data.database, passwords, machine, file: join(folder, 'demo-accounts.json') });
  await data.settleAtStart();
  const server = await createServer({
    database: data.database, journal: data.journal, passwords, machine,
    folders: { blobs: join(folder, 'blobs'), uploads: join(folder, 'uploads') },
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  return {
    server, people,
    close: async () => {
      await server.close();
      await data.close();
    },
  };
}

async function remote({ machine }: OpenOptions, url: string): Promise<Data> {
  const database = await openPostgres({ url, connections: 16, random: machine.random, timers: machine.timers }).catch((error: unknown) => {
    throw new AppError('server/no-database', `The database that DATABASE_URL names does not answer as it should: ${errorSentence(error)}`, { cause: error });
  });
  await migrate(database);
  return { database, journal: noJournal, settleAtStart: () => Promise.resolve(), close: () => database.close() };
}

const SETTLE_CHECK_MS = 60_000;
const SETTLE_EVERY_MS = 3_600_000;
const LONG_JOURNAL = 64 * 1024 * 1024;

/** The journal is short after this: what it held is in the copy. */
async function embedded({ folder, machine, memory, template, say }: OpenOptions): Promise<Data> {
  const data = await openEmbeddedData({ folder, machine, memory, template });
  const { left, why } = await replay(data.database, machine, data.replay);
  if (left.length > 0) {
    const aside = join(folder, `not-replayed-${machine.clock.now()}.json`);
    await writeFile(aside, JSON.stringify(left, null, 1), { mode: 0o600 });
    say(`${left.length} of ${data.replay.length} acknowledged writes could not be done again (${String(why)}). They are kept in ${aside}.`);
  }
  if (data.restored) {
    await markRestored(data.database);
    say('The machine stopped while the server ran. The database was rebuilt from its copy and the journal; the folder that could not be trusted is kept beside it.');
  }
  const settleAbove = async (bytes: number): Promise<void> => {
    if (data.journal.size() > bytes) await data.settle().catch((error: unknown) => say(`The copy of the database could not be made: ${String(error)}. The journal grows until it can.`));
  };
  const tidy = async (): Promise<void> => {
    await data.database.tidy().catch((error: unknown) => say(`The database could not be tidied: ${String(error)}.`));
    await settleAbove(0);
  };
  const stops = [machine.timers.every(SETTLE_CHECK_MS, () => void settleAbove(LONG_JOURNAL)), machine.timers.every(SETTLE_EVERY_MS, () => void tidy())];
  return {
    database: data.database, journal: data.journal,
    settleAtStart: data.settleAtStart,
    close: () => {
      for (const stop of stops) stop();
      return data.close();
    },
  };
}
