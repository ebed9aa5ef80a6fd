import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { role } from '#shared/sync/messages.ts';
import type { Database } from '../database/database.ts';
import type { Machine } from '../machine/machine.ts';
import type { Passwords } from './passwords.ts';
import { addOrg, isEmpty, type NewPerson } from './people.ts';
import { readableCode } from '../machine/readableCode.ts';

const account = z.object({ name: z.string(), email: z.string(), password: z.string(), role });
const accounts = z.array(account);

const PEOPLE: readonly Omit<NewPerson, 'password'>[] = [
  { name: 'Amina Otieno', email: 'annotator@example.org', role: 'annotator' },
  { name: 'Joseph Okello', email: 'annotator2@example.org', role: 'annotator' },
  { name: 'Mira Rao', email: 'engineer@example.org', role: 'ml_engineer' },
  { name: 'Grace Wanjiru', email: 'lead@example.org', role: 'lead' },
];

export interface DemoParts {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly machine: Machine;
  /** Where the passwords of the demo are kept, readable by the owner only. */
  readonly file: string;
}

/** The demo organisation: made when nobody has an account, told again at each start. Empty when this is no demo. */
export async function demoAccounts({ database, passwords, machine, file }: DemoParts): Promise<readonly NewPerson[]> {
  if (!(await isEmpty(database))) return readFile(file, 'utf8').then((text) => accounts.parse(JSON.parse(text)), () => []);
  const people = PEOPLE.map((person) => ({ ...person, password: readableCode(machine.random) }));
  await writeFile(file, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600 });
  await addOrg({ database, passwords, machine, name: 'Demo organisation', people });
  return people;
}
