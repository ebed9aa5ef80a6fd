import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '#shared/base/must.ts';
import type { Uuid } from '#shared/base/id.ts';
import { postgresPrograms, startTestPostgres, whyNoPostgres, type TestPostgres } from '../../tests/support/testPostgres.ts';
import { testDatabase } from '../../tests/support/testDatabase.ts';
import { newTestId } from '../../tests/support/testServer.ts';
import { realMachine } from '../machine/machine.ts';
import type { Database, Scope } from './database.ts';
import { openPostgres } from './postgres.ts';
import { migrate } from './schema.ts';

interface Body {
  readonly name: string;
  readonly absent: string | null;
  open(): Promise<{ readonly database: Database; readonly close: () => Promise<void> }>;
}

const ports = { random: realMachine.random, timers: realMachine.timers };

const BODIES: readonly Body[] = [
  { name: 'PGlite', absent: null, open: async () => { const database = await testDatabase(); return { database, close: () => database.close() }; } },
  {
    name: 'PostgreSQL', absent: postgresPrograms === null ? whyNoPostgres : null,
    open: async () => {
      const cluster: TestPostgres = await startTestPostgres();
      const database = await openPostgres({ url: cluster.url, connections: 8, ...ports });
      await migrate(database);
      return { database, close: async () => { await database.close(); cluster.stop(); } };
    },
  },
];

const TABLES = ['projects', 'memberships', 'items', 'blobs', 'streams', 'objects', 'ops', 'device_streams'];

describe.each(BODIES)('one door to SQL: $name $absent', ({ absent, open }) => {
  let database: Database;
  let close: () => Promise<void>;
  const [ours, theirs] = [newTestId(), newTestId()];
  const [ourProject, theirProject] = [newTestId(), newTestId()];
  const member = (org: Uuid): Scope => ({ kind: 'member', org, person: newTestId() });
  const count = async (scope: Scope, from: string): Promise<number> => Number((await database.tx(scope, (sql) => sql.query(`select count(*)::int as n from ${from}`)))[0]?.['n']);

  beforeAll(async () => {
    if (absent !== null) return;
    ({ database, close } = await open());
    await database.asOwner(async (sql) => {
      for (const [org, project] of [[ours, ourProject], [theirs, theirProject]] as const) {
        await sql.query('insert into orgs (id, name) values ($1, $2)', [org, 'org']);
        await sql.query("insert into projects (project_id, org_id, name, created_by, created_at) values ($1, $2, 'p', $3, 1)", [project, org, org]);
        await sql.query('insert into streams (project_id, id, org_id) values ($1, $2, $3)', [project, `p:${project}`, org]);
      }
    });
  }, 120_000);
  afterAll(() => (absent === null ? close() : Promise.resolve()), 60_000);

  test.skipIf(absent !== null)('migrating again changes nothing', async () => {
    const done = () => database.asOwner((sql) => sql.query('select number, done_at::text from migrations order by number'));
    const before = await done();
    await migrate(database);
    expect(before.length).toBeGreaterThan(0);
    expect(await done()).toEqual(before);
  });

  test.skipIf(absent !== null)('a database of a newer version is refused untouched', async () => {
    await database.asOwner((sql) => sql.query('insert into migrations (number) values (99)'));
    await expect(migrate(database)).rejects.toMatchObject({ code: 'server/newer-database' });
    await database.asOwner((sql) => sql.query('delete from migrations where number = 99'));
  });

  test.skipIf(absent !== null)('each organisation sees its own rows, and the door none of the projects', async () => {
    expect([await count(member(ours), 'projects'), await count(member(ours), 'streams')]).toEqual([1, 1]);
    expect(await count(member(newTestId()), 'projects')).toBe(0);
    for (const table of TABLES) expect(await count({ kind: 'door' }, table), table).toBe(0);
  });

  test.skipIf(absent !== null)('rows of others cannot be changed, removed, or made in their name', async () => {
    const changed = await database.tx(member(ours), (sql) => sql.query("update projects set name = 'taken' where project_id = $1 returning 1 as x", [theirProject]));
    const removed = await database.tx(member(ours), (sql) => sql.query('delete from streams where project_id = $1 returning 1 as x', [theirProject]));
    expect([changed, removed]).toEqual([[], []]);
    const forge = (org: Uuid): Promise<unknown> => database.tx(member(ours), (sql) => sql.query('insert into streams (project_id, id, org_id) values ($1, $2, $3)', [theirProject, `t:${newTestId()}`, org]));
    await expect(forge(theirs)).rejects.toMatchObject({ code: '42501' });
    await expect(forge(ours)).rejects.toMatchObject({ code: '23503' });
  });

  test.skipIf(absent !== null)('the scope ends with its transaction, also after a failure', async () => {
    await expect(database.tx(member(ours), (sql) => sql.query('select 1/0'))).rejects.toMatchObject({ code: '22012' });
    const left = await database.asOwner((sql) => sql.query("select coalesce(current_setting('app.org_id', true), '') as org, coalesce(current_setting('app.door', true), '') as door"));
    expect(left).toEqual([{ org: '', door: '' }]);
  });

  test.skipIf(absent !== null)('a transaction that fails leaves nothing', async () => {
    const project = newTestId();
    const failing = database.tx(member(ours), async (sql) => {
      await sql.query("insert into projects (project_id, org_id, name, created_by, created_at) values ($1, $2, 'x', $2, 1)", [project, ours]);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await count(member(ours), 'projects')).toBe(1);
  });

  test.skipIf(absent !== null)('a number taken under the row lock is given out once: no gaps, no doubles', async () => {
    const take = (): Promise<number> =>
      database.tx(member(ours), async (sql) => {
        const [row] = await sql.query('select head from streams where project_id = $1 and id = $2 for update', [ourProject, `p:${ourProject}`]);
        const next = Number(must(row, 'the stream is there')['head']) + 1;
        await sql.query('update streams set head = $3 where project_id = $1 and id = $2', [ourProject, `p:${ourProject}`, next]);
        return next;
      });
    const taken = await Promise.all(Array.from({ length: 40 }, take));
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test.skipIf(absent !== null)('large numbers, JSON and absence come back as what they were', async () => {
    const rows = await database.tx(member(ours), (sql) => sql.query('select $1::bigint as big, $2::text::json as json, $3::text as none, $4::text[] as list', [2 ** 52, '{"b":1,"a":[null]}', null, ['x', 'y"\\,{}']]));
    expect(rows).toEqual([{ big: 2 ** 52, json: { b: 1, a: [null] }, none: null, list: ['x', 'y"\\,{}'] }]);
  });
});
