import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../tests/support/testDatabase.ts';
import { newTestId } from '../../tests/support/testServer.ts';
import type { PgliteDatabase } from './pglite.ts';

let database: PgliteDatabase;
beforeAll(async () => {
  database = await testDatabase();
}, 60_000);
afterAll(() => database.close());

describe('what only the embedded engine does', () => {
  test('nothing is written while the folder is copied', async () => {
    const seen: string[] = [];
    const quiet = database.quiesce(async () => {
      seen.push('copy begins');
      await new Promise((resolve) => void setImmediate(resolve));
      seen.push('copy ends');
    });
    const write = database.asOwner((sql) => sql.query('insert into orgs (id, name) values ($1, $2)', [newTestId(), 'late'])).then(() => seen.push('write'));
    await Promise.all([quiet, write]);
    expect(seen).toEqual(['copy begins', 'copy ends', 'write']);
  });

  test('tidying leaves rows and policies as they were', async () => {
    await database.tidy();
    expect(await database.asOwner((sql) => sql.query('select count(*)::int as n from orgs'))).toEqual([{ n: 1 }]);
    expect(await database.tx({ kind: 'member', org: newTestId(), person: newTestId() }, (sql) => sql.query('select count(*)::int as n from orgs'))).toEqual([{ n: 0 }]);
  });
});
