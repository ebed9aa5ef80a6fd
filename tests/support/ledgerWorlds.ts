import type { Uuid } from '#shared/base/id.ts';
import type { LedgerScope, LedgerStore } from '../../server/ledger/ledgerStore.ts';
import { sqlStore } from '../../server/ledger/sqlStore.ts';
import { argonPasswords } from '../../server/accounts/passwords.ts';
import { addOrg } from '../../server/accounts/people.ts';
import type { Database } from '../../server/database/database.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { migrate } from '../../server/database/schema.ts';
import { realMachine } from '../../server/machine/machine.ts';
import { sqlProjects } from '../../server/projects/projects.ts';
import { testDatabase } from './testDatabase.ts';
import { startTestPostgres } from './testPostgres.ts';

/** A SQL ledger with one organisation whose people may be named by tests. */
export interface SqlWorld {
  readonly database: Database;
  readonly store: LedgerStore;
  readonly org: Uuid;
  /** A lead and an annotator. */
  readonly people: readonly [Uuid, Uuid];
  /** Makes a project that both belong to. */
  project(id: Uuid): Promise<void>;
  scope(project: Uuid, person: 0 | 1): LedgerScope;
  /** Says that these bytes are there. */
  haveBlob(project: Uuid, sha256: string): Promise<void>;
  close(): Promise<void>;
}

export async function pgliteWorld(): Promise<SqlWorld> {
  const database = await testDatabase();
  return sqlWorld(database, () => database.close());
}

export async function postgresWorld(): Promise<SqlWorld> {
  const cluster = await startTestPostgres();
  const database = await openPostgres({ url: cluster.url, connections: 8, random: realMachine.random, timers: realMachine.timers });
  await migrate(database);
  return sqlWorld(database, async () => {
    await database.close();
    cluster.stop();
  });
}

async function sqlWorld(database: Database, close: () => Promise<void>): Promise<SqlWorld> {
  const machine = realMachine;
  const made = await addOrg({
    database, machine, passwords: argonPasswords({ random: machine.random, memory: 64 }), name: 'World',
    people: [{ name: 'Lead', email: 'lead@world', password: 'x', role: 'lead' }, { name: 'Annotator', email: 'annotator@world', password: 'x', role: 'annotator' }],
  });
  const [lead, annotator] = made.people;
  if (lead === undefined || annotator === undefined) throw new Error('two people were asked for');
  const roles = ['lead', 'annotator'] as const;
  return {
    database, store: sqlStore(database), org: made.org, people: [lead, annotator], close,
    project: (id) => sqlProjects(database, machine.clock).create({ org: made.org, person: lead, role: 'lead' }, { id, name: 'World' }),
    scope: (project, person) => ({ project, session: { org: made.org, actor: person === 0 ? lead : annotator, role: roles[person], rank: 'person' } }),
    haveBlob: async (project, sha256) => {
      await database.asOwner((sql) => sql.query("insert into blobs (project_id, sha256, org_id, size, media_type, created_by, created_at) values ($1, $2, $3, 1, 'x', $4, 1) on conflict do nothing", [project, sha256, made.org, lead]));
    },
  };
}
