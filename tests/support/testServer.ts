import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { sessionAnswer, type Role, type SessionAnswer } from '#shared/sync/messages.ts';
import { argonPasswords } from '../../server/accounts/passwords.ts';
import { addOrg } from '../../server/accounts/people.ts';
import { createServer, type ServerParts, type SightlineServer } from '../../server/createServer.ts';
import type { Database } from '../../server/database/database.ts';
import { noJournal } from '../../server/journal/writeJournal.ts';
import { realMachine, type Machine } from '../../server/machine/machine.ts';
import { testDatabase } from './testDatabase.ts';

/** Somebody with an account on the test server. */
export interface TestPerson {
  readonly id: Uuid;
  readonly org: Uuid;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

const CAST = { annotator: 'annotator', annotator2: 'annotator', reviewer: 'reviewer', expert: 'expert', engineer: 'ml_engineer', lead: 'lead', admin: 'admin' } as const satisfies Record<string, Role>;
/** `stranger` is lead and admin of another organisation. */
export type TestPeople = Readonly<Record<keyof typeof CAST | 'stranger', TestPerson>>;

export interface TestServer {
  readonly address: string;
  readonly people: TestPeople;
  readonly database: Database;
  readonly server: SightlineServer;
  /** Where blobs and uploads lie. */
  readonly folder: string;
  /** Moves the server's clock, for tokens that run out. */
  advance(ms: number): void;
  stop(): Promise<void>;
}

export interface TestServerOptions extends Partial<Pick<ServerParts, 'authorize' | 'journal'>> {
  /** An open, migrated database instead of one in memory; it is not closed on stop. */
  readonly database?: Database;
  /** Rates never recover by themselves, however slow the machine is. */
  readonly stillClock?: boolean;
}

/** A whole server in this process over a database in memory, on a free loopback port, with a cast of people. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await testDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'sightline-server-'));
  let ahead = 0;
  const machine: Machine = { ...realMachine, clock: { now: () => Date.now() + ahead, ticks: () => (options.stillClock === true ? 0 : performance.now()) + ahead } };
  const passwords = argonPasswords({ random: machine.random, memory: 64 });
  const people = await castPeople({ database, passwords, machine });
  const server = await createServer({
    database, passwords, machine, journal: options.journal ?? noJournal,
    folders: { blobs: join(folder, 'blobs'), uploads: join(folder, 'uploads') },
    ...(options.authorize === undefined ? {} : { authorize: options.authorize }),
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    address, people, database, server, folder,
    advance: (ms) => void (ahead += ms),
    stop: async () => {
      await server.close();
      if (options.database === undefined) await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function castPeople(parts: Pick<Parameters<typeof addOrg>[0], 'database' | 'passwords' | 'machine'>): Promise<TestPeople> {
  const mark = randomUUID().slice(0, 8);
  const make = async (org: string, cast: Readonly<Record<string, Role>>): Promise<Record<string, TestPerson>> => {
    const people = Object.entries(cast).map(([key, role]) => ({ name: `${key} of ${org}`, email: `${key}.${mark}@example.org`, password: `password of ${key}`, role }));
    const made = await addOrg({ ...parts, name: org, people });
    return Object.fromEntries(Object.keys(cast).map((key, at) => [key, { ...person(people[at]), org: made.org, id: person(made.people[at]) }]));
  };
  const [ours, theirs] = [await make('Ours', CAST), await make('Theirs', { stranger: 'lead' })];
  const of = (key: string): TestPerson => person(ours[key] ?? theirs[key]);
  return { annotator: of('annotator'), annotator2: of('annotator2'), reviewer: of('reviewer'), expert: of('expert'), engineer: of('engineer'), lead: of('lead'), admin: of('admin'), stranger: of('stranger') };
}

function person<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the cast is incomplete');
  return value;
}

/** Ids for what tests make. */
export const newTestId = uuidMaker(realMachine.clock, realMachine.random);

/** Signs in over HTTP. */
export async function signIn(address: string, who: Pick<TestPerson, 'email' | 'password'>, device: string = newTestId()): Promise<SessionAnswer> {
  const answer = await fetch(`${address}/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: who.email, password: who.password, device }) });
  if (!answer.ok) throw new Error(`signing in as ${who.email} answered ${answer.status}`);
  return sessionAnswer.parse(await answer.json());
}

/** One request as a signed-in person. */
export interface Caller {
  readonly session: SessionAnswer;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function callerFor(address: string, who: Pick<TestPerson, 'email' | 'password'>): Promise<Caller> {
  const session = await signIn(address, who);
  return { session, ask: (method, path, body) => request({ address, method, path, body, access: session.access }) };
}

export interface Ask {
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly access?: string;
}

export async function request({ address, method, path, body, access }: Ask): Promise<Answer> {
  const answer = await fetch(address + path, {
    method,
    headers: { ...(access === undefined ? {} : { authorization: `Bearer ${access}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: answer.headers.get('content-type')?.includes('json') === true && text !== '' ? JSON.parse(text) : text };
}
