import { afterAll, test } from 'vitest';
import { pgliteWorld, postgresWorld, type SqlWorld } from '../support/ledgerWorlds.ts';
import { postgresPrograms, whyNoPostgres } from '../support/testPostgres.ts';
import { newTestId } from '../support/testServer.ts';
import { ledgerContract, type LedgerUnderTest } from './ledgerContract.ts';

const open: SqlWorld[] = [];
afterAll(async () => {
  for (const world of open) await world.close();
}, 60_000);

async function underTest(start: () => Promise<SqlWorld>): Promise<LedgerUnderTest> {
  const world = await start();
  open.push(world);
  const project = newTestId();
  await world.project(project);
  return { store: world.store, project, newId: newTestId, scope: (person) => world.scope(project, person === 'lead' ? 0 : 1), haveBlob: (sha256) => world.haveBlob(project, sha256) };
}

ledgerContract('SQL on PGlite', () => underTest(pgliteWorld));

if (postgresPrograms === null) test.skipIf(true)(`the ledger in SQL on PostgreSQL: ${whyNoPostgres}`, () => undefined);
else ledgerContract('SQL on PostgreSQL', () => underTest(postgresWorld));
