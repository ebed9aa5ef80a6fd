import { PGlite, type Transaction } from '@electric-sql/pglite';
import { enterScope, RUNTIME_ROLE, type Database, type Queries, type SqlRow, type SqlValue } from './database.ts';
import { retrying, type RetryPorts } from './retrying.ts';

export interface PgliteOptions extends RetryPorts {
  /** Folder of the data, or null for a database that lives and dies with the process. */
  readonly folder: string | null;
  /** A dump to start a new database from; faster than making one. */
  readonly template?: Blob;
}

/** What only the embedded body can do, for its guards and for tests. */
export interface PgliteDatabase extends Database {
  /** Holds every other transaction back while `work` runs on a checkpointed data folder. */
  quiesce(work: () => Promise<void>): Promise<void>;
  /** What PostgreSQL's own background workers do and the embedded engine does not: frees dead rows, renews statistics. */
  tidy(): Promise<void>;
  dump(): Promise<Blob>;
}

/** PostgreSQL in this process. Transactions run one after another; locking the folder is the caller's duty. */
export async function openPglite(options: PgliteOptions): Promise<PgliteDatabase> {
  const engine = await PGlite.create({
    dataDir: options.folder ?? 'memory://',
    ...(options.template === undefined ? {} : { loadDataDir: options.template }),
  });
  await engine.exec(`do $$ begin if not exists (select from pg_roles where rolname = '${RUNTIME_ROLE}') then create role ${RUNTIME_ROLE} nologin; end if; end $$`);
  const tx: Database['tx'] = (scope, work) =>
    retrying(options, () =>
      engine.transaction(async (transaction) => {
        const enter = enterScope(scope, RUNTIME_ROLE);
        await transaction.query(enter.sql, [...enter.values]);
        return work(queriesOf(transaction));
      }),
    );
  return {
    engine: 'pglite',
    tx,
    // Transactions run one after another here, so each sees one moment anyway.
    read: tx,
    asOwner: (work) =>
      engine.transaction((transaction) =>
        work({
          ...queriesOf(transaction),
          script: async (sql) => {
            await transaction.exec(sql);
          },
        }),
      ),
    quiesce: (work) =>
      engine.transaction(async (transaction) => {
        await transaction.exec('checkpoint');
        await work();
      }),
    tidy: async () => {
      await engine.exec('vacuum (analyze)');
    },
    dump: () => engine.dumpDataDir('none').then((file) => new Blob([file])),
    close: () => engine.close(),
  };
}

function queriesOf(transaction: Transaction): Queries {
  return {
    query: async (sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> => (await transaction.query<SqlRow>(sql, [...values])).rows,
  };
}
