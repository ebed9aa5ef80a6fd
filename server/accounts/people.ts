import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import type { Role } from '#shared/sync/messages.ts';
import type { Database } from '../database/database.ts';
import type { Machine } from '../machine/machine.ts';
import type { Passwords } from './passwords.ts';

/** Somebody who is to have an account. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

export interface AddOrg {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly machine: Machine;
  readonly name: string;
  readonly people: readonly NewPerson[];
}

/** Makes an organisation with its people, as the owner of the database. Answers the ids in the order given. */
export async function addOrg({ database, passwords, machine, name, people }: AddOrg): Promise<{ readonly org: Uuid; readonly people: readonly Uuid[] }> {
  const newId = uuidMaker(machine.clock, machine.random);
  const org = newId();
  const rows = await Promise.all(people.map(async (person) => ({ ...person, id: newId(), email: person.email.toLowerCase(), password: await passwords.hash(person.password) })));
  await database.asOwner(async (sql) => {
    await sql.query('insert into orgs (id, name) values ($1, $2)', [org, name]);
    await sql.query(
      `insert into people (id, org_id, name, email, password, role)
       select id, $1, name, email, password, role from jsonb_to_recordset($2::text::jsonb) as p(id uuid, name text, email text, password text, role text)`, [org, JSON.stringify(rows)]);
  });
  return { org, people: rows.map(({ id }) => id) };
}

/** Whether nobody has an account yet. */
export async function isEmpty(database: Database): Promise<boolean> {
  const [row] = await database.asOwner((sql) => sql.query('select exists (select from orgs) as some'));
  return row?.['some'] !== true;
}
