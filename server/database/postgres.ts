import pg from 'pg';
import { enterScope, RUNTIME_ROLE, type Database, type Queries, type SqlRow, type SqlValue } from './database.ts';
import { retrying, type RetryPorts } from './retrying.ts';

export interface PostgresOptions extends RetryPorts {
  readonly url: string;
  readonly connections: number;
}

const INT8 = 20;

const known: (oid: number, format?: 'text' | 'binary') => (text: string) => unknown = pg.types.getTypeParser;

/** bigint as number: counters and times stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : known(oid, format)),
};

/** PostgreSQL, or anything that speaks its protocol, by address. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({ connectionString: options.url, max: options.connections, types, application_name: 'sightline' });
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const role = await runtimeRole(pool);
  const scoped = (begin: string): Database['tx'] => (scope, work) =>
    retrying(options, () =>
      within({ pool, begin }, async (client) => {
        const enter = enterScope(scope, role);
        await client.query(enter.sql, [...enter.values]);
        return work(queriesOf(client));
      }),
    );
  return {
    engine: 'postgres',
    tx: scoped('begin'),
    read: scoped('begin isolation level repeatable read read only'),
    asOwner: (work) =>
      within({ pool, begin: 'begin' }, (client) =>
        work({
          ...queriesOf(client),
          script: async (sql) => {
            await client.query(sql);
          },
        }),
      ),
    close: () => pool.end(),
  };
}

/**
 * The role transactions run as. Who may not make roles and is bound by row-level security himself (no superuser, no
 * bypass) runs as himself: policies are forced on owners too.
 */
async function runtimeRole(pool: pg.Pool): Promise<string> {
  try {
    await pool.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${RUNTIME_ROLE}') then create role ${RUNTIME_ROLE} nologin; end if;
      if not pg_has_role(current_user, '${RUNTIME_ROLE}', 'member') then grant ${RUNTIME_ROLE} to current_user; end if;
    end $$`);
    return RUNTIME_ROLE;
  } catch (error) {
    const { rows } = await pool.query<{ free: boolean; me: string }>('select rolsuper or rolbypassrls as free, rolname as me from pg_roles where rolname = current_user');
    const self = rows[0];
    if (self === undefined || self.free) throw error;
    return self.me;
  }
}

interface Beginning {
  readonly pool: pg.Pool;
  readonly begin: string;
}

async function within<T>({ pool, begin }: Beginning, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } catch (error) {
    broken = await client.query('rollback').then(() => undefined, (failure: Error) => failure);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Without names for statements on purpose: a plan that was kept from when the tables were empty reads them from end to
 * end once they are full (measured: 470 instead of 8,400 ops a second).
 */
function queriesOf(client: pg.PoolClient): Queries {
  return {
    query: async (sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> => (await client.query<SqlRow>(sql, [...values])).rows,
  };
}
