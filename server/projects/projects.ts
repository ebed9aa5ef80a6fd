import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import { role, type CreateProjectRequest, type RemoteProject, type Role } from '#shared/sync/messages.ts';
import type { Database, Scope } from '../database/database.ts';
import type { Actor } from '../review/authorize.ts';

/** Projects and who belongs to them. */
export interface Projects {
  list(actor: Actor): Promise<RemoteProject[]>;
  /** Everyone active in the organisation joins with his own role; whoever creates it leads it. Repeating is harmless. */
  create(actor: Actor, ask: CreateProjectRequest): Promise<void>;
  /** The actor's role in a project; null for strangers and for projects that do not exist. */
  roleOf(actor: Actor, project: string): Promise<Role | null>;
}

const projectRow = z.object({ id: z.string(), name: z.string(), role, items: z.number() });

/** The rows an actor may see at all. */
export function scopeOf(actor: Actor): Scope {
  return { kind: 'member', org: actor.org, person: actor.person };
}

export function sqlProjects(database: Database, clock: Clock): Projects {
  return {
    list: async (actor) => {
      const rows = await database.tx(scopeOf(actor), (sql) =>
        sql.query(
          `select p.project_id as id, p.name, m.role, (select count(*)::int from items i where i.project_id = p.project_id) as items
           from projects p join memberships m on m.project_id = p.project_id and m.person_id = $1 order by p.created_at desc, p.project_id`, [actor.person]));
      return rows.map((row) => projectRow.parse(row));
    },

    create: (actor, { id, name }) =>
      database.tx(scopeOf(actor), async (sql) => {
        await sql.query('insert into projects (project_id, org_id, name, created_by, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [id, actor.org, name, actor.person, clock.now()]);
        const [owner] = await sql.query('select created_by from projects where project_id = $1', [id]);
        if (owner?.['created_by'] !== actor.person) throw new AppError('project/taken', 'A project with this id exists already. Make a new copy and try again.');
        await sql.query(
          `insert into memberships (project_id, person_id, org_id, role)
           select $1, id, org_id, case when id = $3 then 'lead' else role end from people where org_id = $2 and active on conflict do nothing`, [id, actor.org, actor.person]);
      }),

    roleOf: async (actor, project) => {
      const [row] = await database.tx(scopeOf(actor), (sql) => sql.query('select role from memberships where project_id = $1 and person_id = $2', [project, actor.person]));
      return row === undefined ? null : role.parse(row['role']);
    },
  };
}

/** What the statements on one project need to know. */
export interface InProject {
  readonly actor: Actor;
  readonly project: Uuid;
}
