import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Uuid } from '#shared/base/id.ts';
import { member, role, type Member, type Role } from '#shared/sync/messages.ts';
import type { Database, Queries } from '../database/database.ts';
import { mayGive } from '../review/authorize.ts';
import { scopeOf, type InProject } from './projects.ts';

/** Who belongs to a project, and in which role. */
export interface Members {
  list(at: InProject): Promise<Member[]>;
  /** `by` is the role of whoever asks. A project never loses its last lead. */
  setRole(at: InProject, change: { readonly person: Uuid; readonly role: Role; readonly by: Role }): Promise<void>;
  /** What the person made stays. Repeating is harmless. */
  remove(at: InProject, change: { readonly person: Uuid; readonly by: Role }): Promise<void>;
}

const LIST = `select p.id, p.name, p.email, m.role from memberships m join people p on p.id = m.person_id
  where m.project_id = $1 and p.active order by p.name, p.id`;

export function sqlMembers(database: Database): Members {
  const inProject = <T>(at: InProject, work: (sql: Queries) => Promise<T>): Promise<T> => database.tx(scopeOf(at.actor), work);
  return {
    list: async (at) => z.array(member).parse(await inProject(at, (sql) => sql.query(LIST, [at.project]))),

    setRole: (at, { person, role: given, by }) =>
      inProject(at, async (sql) => {
        const before = await heldRole(sql, at.project, person);
        if (before === null) throw unknownMember();
        if (!mayGive(by, given) || !mayGive(by, before)) throw notYours();
        await sql.query('update memberships set role = $3 where project_id = $1 and person_id = $2', [at.project, person, given]);
        await keepALead(sql, at.project);
      }),

    remove: (at, { person, by }) =>
      inProject(at, async (sql) => {
        const before = await heldRole(sql, at.project, person);
        if (before === null) return;
        if (person !== at.actor.person && !mayGive(by, before)) throw notYours();
        await sql.query('delete from memberships where project_id = $1 and person_id = $2', [at.project, person]);
        await keepALead(sql, at.project);
      }),
  };
}

/** Locked, so that two leads who remove each other at the same moment do not both succeed. */
async function heldRole(sql: Queries, project: Uuid, person: Uuid): Promise<Role | null> {
  const rows = await sql.query('select person_id, role from memberships where project_id = $1 order by person_id for update', [project]);
  const own = rows.find((row) => row['person_id'] === person);
  return own === undefined ? null : role.parse(own['role']);
}

async function keepALead(sql: Queries, project: Uuid): Promise<void> {
  const [row] = await sql.query("select count(*)::int as leads from memberships m join people p on p.id = m.person_id where m.project_id = $1 and m.role in ('lead', 'admin') and p.active", [project]);
  if (Number(row?.['leads'] ?? 0) === 0) throw new AppError('project/last-lead', 'This is the last person who leads the project. Make somebody else a lead first.');
}

function unknownMember(): AppError {
  return new AppError('members/unknown', 'This person does not belong to the project any more.');
}

function notYours(): AppError {
  return new AppError('project/forbidden', 'Only an admin makes somebody an admin, or changes one.');
}
