import { sqlProjects } from '../../server/projects/projects.ts';
import { argonPasswords } from '../../server/accounts/passwords.ts';
import { addOrg } from '../../server/accounts/people.ts';
import type { Database } from '../../server/database/database.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { migrate } from '../../server/database/schema.ts';
import type { LedgerScope } from '../../server/ledger/ledgerStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push, type LedgerPorts } from '../../server/ledger/push.ts';
import { sqlStore } from '../../server/ledger/sqlStore.ts';
import { realMachine } from '../../server/machine/machine.ts';
import { pushRequest } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { testDatabase } from '../support/testDatabase.ts';
import { polygonRecords, testDevice, type TestDevice } from '../support/testOps.ts';
import { postgresPrograms, startTestPostgres } from '../support/testPostgres.ts';
import { newTestId } from '../support/testServer.ts';
import { percentile, row, type Row } from './row.ts';

const BATCH = 100;
const WARM = 20;
const BATCHES = 100;
const PULLS = 100;
const PAGE = 500;

/** The ledger over each database: ops a core can take in batches of 100 polygons, and how long a full page takes. */
export async function* serverBench(): AsyncIterable<Row> {
  const embedded = await testDatabase();
  yield* measure({ name: 'PGlite', database: embedded, elsewhere: () => 0, goal: 3000 });
  await embedded.close();
  if (postgresPrograms === null) return;
  const cluster = await startTestPostgres();
  const database = await openPostgres({ url: cluster.url, connections: 4, random: realMachine.random, timers: realMachine.timers });
  await migrate(database);
  yield* measure({ name: 'PostgreSQL', database, elsewhere: cluster.cpuSeconds, goal: 6000 });
  await database.close();
  cluster.stop();
}

/** The same as the runner takes it. */
export async function benchServer(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const one of serverBench()) rows.push(one);
  return rows;
}

interface Subject {
  readonly name: string;
  readonly database: Database;
  /** CPU seconds used by processes beside this one. */
  readonly elsewhere: () => number;
  readonly goal: number;
}

async function* measure({ name, database, elsewhere, goal }: Subject): AsyncIterable<Row> {
  const bench = await prepare(database);
  const bodies = Array.from({ length: WARM + BATCHES }, () => JSON.stringify(bench.device.push(Array.from({ length: BATCH / 2 }, () => polygonRecords()).flat().map(bench.device.put))));
  for (const body of bodies.slice(0, WARM)) await pushText(bench, body);
  const [own, other] = [process.cpuUsage(), elsewhere()];
  for (const body of bodies.slice(WARM)) await pushText(bench, body);
  const { user, system } = process.cpuUsage(own);
  const ops = BATCH * BATCHES;
  yield row({ suite: 'server', case: `push of 100, ${name}`, unit: 'ops per CPU second', ours: ops / ((user + system) / 1e6 + elsewhere() - other), goal, better: 'higher' });
  const times = await pullPages(bench);
  yield row({ suite: 'server', case: `pull of 500 rows, ${name}, p50`, unit: 'ms', ours: percentile(times, 0.5), goal: 20, better: 'lower' });
  yield row({ suite: 'server', case: `pull of 500 rows, ${name}, p99`, unit: 'ms', ours: percentile(times, 0.99), goal: 60, better: 'lower' });
}

interface Bench {
  readonly ports: LedgerPorts;
  readonly scope: LedgerScope;
  readonly device: TestDevice;
}

async function prepare(database: Database): Promise<Bench> {
  const machine = realMachine;
  const passwords = argonPasswords({ random: machine.random, memory: 64 });
  const { org, people } = await addOrg({ database, passwords, machine, name: 'Bench', people: [{ name: 'Bench', email: `${newTestId()}@example.org`, password: 'bench', role: 'lead' }] });
  const person = people[0] ?? newTestId();
  const project = newTestId();
  await sqlProjects(database, machine.clock).create({ org, person, role: 'lead' }, { id: project, name: 'Bench' });
  return {
    ports: { store: sqlStore(database), clock: machine.clock },
    scope: { project, session: { org, actor: person, role: 'lead', rank: 'person' } },
    device: testDevice(`t:${newTestId()}`),
  };
}

/** Reading and checking the text counts: the server does it too. */
async function pushText({ ports, scope }: Bench, text: string): Promise<void> {
  const outcome = await push(ports, scope, pushRequest.parse(JSON.parse(text)));
  if (!outcome.ok || outcome.answer.results.some(({ status }) => status !== 'applied')) throw new Error('the bench pushed what was not applied');
}

async function pullPages({ ports, scope, device }: Bench): Promise<number[]> {
  const times: number[] = [];
  for (let page = 0; page < PULLS; page += 1) {
    const began = performance.now();
    const answer = await pull(ports, scope, { proto: PROTOCOL, streams: [{ id: device.stream, cursor: page * 100 }], maxRows: PAGE });
    times.push(performance.now() - began);
    if (answer.pages[0]?.rows.length !== PAGE) throw new Error('the bench pulled less than a page');
  }
  return times;
}
