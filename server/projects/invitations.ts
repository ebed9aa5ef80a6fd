import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Uuid } from '#shared/base/id.ts';
import { invitation, role, type Invitation, type Role } from '#shared/sync/messages.ts';
import type { Database, Queries } from '../database/database.ts';
import type { Machine } from '../machine/machine.ts';
import { scopeOf, type InProject } from './projects.ts';
import type { Actor } from '../review/authorize.ts';
import { plainCode } from '../machine/readableCode.ts';

/** Codes that let a person into a project once. They are kept as hashes, like tokens. */
export interface Invitations {
  /** Repeating is harmless: the id is the caller's. */
  make(at: InProject, made: NewInvitation): Promise<void>;
  /** Those that still work. */
  list(at: InProject): Promise<Invitation[]>;
  withdraw(at: InProject, id: Uuid): Promise<void>;
  /** The open invitation behind a code; a wrong, used or expired one is refused in the same words. */
  find(code: string): Promise<FoundInvitation>;
  /** Makes the account and uses the invitation up, both or neither. */
  accept(found: FoundInvitation, account: NewAccount): Promise<void>;
  /** Lets somebody with an account of the same organisation in. Who is a member already keeps his role. */
  join(found: FoundInvitation, actor: Actor): Promise<void>;
}

export interface NewInvitation {
  readonly id: Uuid;
  /** SHA-256 of the code; see `hashOfCode`. */
  readonly hash: string;
  readonly role: Role;
  readonly expiresAt: number;
}

export interface FoundInvitation {
  readonly id: Uuid;
  readonly project: Uuid;
  readonly org: Uuid;
  readonly role: Role;
  readonly madeBy: Uuid;
}

export interface NewAccount {
  readonly id: Uuid;
  readonly name: string;
  readonly email: string;
  /** Its hash. */
  readonly password: string;
}

const uuid = z.custom<Uuid>((value) => typeof value === 'string');
const foundRow = z.object({ id: uuid, project: uuid, org: uuid, role, madeBy: uuid });

const LIST = `select i.id, i.role, i.expires_at as "expiresAt", coalesce(p.name, '') as "madeBy" from invitations i left join people p on p.id = i.made_by
  where i.project_id = $1 and i.used_at is null and i.expires_at > $2 order by i.expires_at, i.id`;

const FIND = `select id, project_id as project, org_id as org, role, made_by as "madeBy" from invitations
  where hash = $1 and used_at is null and expires_at > $2`;

export function hashOfCode(code: string): string {
  return createHash('sha256').update(plainCode(code), 'utf8').digest('hex');
}

export function sqlInvitations(database: Database, { clock }: Pick<Machine, 'clock'>): Invitations {
  return {
    make: async ({ actor, project }, { id, hash, role: given, expiresAt }) => {
      await database.tx(scopeOf(actor), (sql) =>
        sql.query('insert into invitations (project_id, id, org_id, hash, role, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing', [project, id, actor.org, hash, given, actor.person, clock.now(), expiresAt]));
    },

    list: async ({ actor, project }) => z.array(invitation).parse(await database.tx(scopeOf(actor), (sql) => sql.query(LIST, [project, clock.now()]))),

    withdraw: async ({ actor, project }, id) => {
      await database.tx(scopeOf(actor), (sql) => sql.query('delete from invitations where project_id = $1 and id = $2 and used_at is null', [project, id]));
    },

    find: async (code) => {
      const [row] = await database.tx({ kind: 'door' }, (sql) => sql.query(FIND, [hashOfCode(code), clock.now()]));
      if (row === undefined) throw noInvitation();
      return foundRow.parse(row);
    },

    accept: (found, account) =>
      database.tx({ kind: 'member', org: found.org, person: account.id }, async (sql) => {
        await useUp(sql, found, { person: account.id, now: clock.now() });
        const [made] = await sql.query(
          "insert into people (id, org_id, name, email, password, role) values ($1, $2, $3, $4, $5, 'annotator') on conflict do nothing returning id", [account.id, found.org, account.name, account.email.trim().toLowerCase(), account.password]);
        const own = made ?? (await sql.query('select id from people where id = $1', [account.id]))[0];
        if (own === undefined) throw new AppError('account/taken', 'There is an account with this e-mail address already. Sign in with it, and join with the code there.');
        await enter(sql, found, account.id);
      }),

    join: (found, actor) => {
      if (actor.org !== found.org) throw new AppError('invitation/other-org', 'This invitation is from another organisation. Accept it with an e-mail address that has no account yet.');
      return database.tx(scopeOf(actor), async (sql) => {
        await useUp(sql, found, { person: actor.person, now: clock.now() });
        await enter(sql, found, actor.person);
      });
    },
  };
}

/** One of two who come at the same moment finds it used. Doing it again for the same person is harmless. */
async function useUp(sql: Queries, { project, id }: FoundInvitation, { person, now }: { readonly person: Uuid; readonly now: number }): Promise<void> {
  const [used] = await sql.query('update invitations set used_by = $3, used_at = $4 where project_id = $1 and id = $2 and (used_at is null or used_by = $3) returning id', [project, id, person, now]);
  if (used === undefined) throw noInvitation();
}

async function enter(sql: Queries, { project, org, role: given }: FoundInvitation, person: Uuid): Promise<void> {
  await sql.query('insert into memberships (project_id, person_id, org_id, role) values ($1, $2, $3, $4) on conflict do nothing', [project, person, org, given]);
}

function noInvitation(): AppError {
  return new AppError('invitation/unknown', 'This invitation does not work: it was used, withdrawn or has run out, or a sign of it is wrong. Check the code, or ask for a new one.');
}
