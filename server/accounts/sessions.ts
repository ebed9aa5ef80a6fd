import { createHash } from 'node:crypto';
import * as z from 'zod';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { AppError } from '#shared/base/errors.ts';
import { role } from '#shared/sync/messages.ts';
import type { Database, Queries } from '../database/database.ts';
import type { Machine } from '../machine/machine.ts';
import type { Actor } from '../review/authorize.ts';
import { setPassword, type Passwords } from './passwords.ts';

/** Sign-in, opaque tokens and their end. Tokens are stored as hashes; a stolen database signs nobody in. */
export interface Sessions {
  signIn(ask: { readonly email: string; readonly password: string; readonly device: string }): Promise<Issued>;
  refresh(ask: { readonly refresh: string; readonly device: string }): Promise<Issued>;
  /** The person behind an access token; null when it is unknown, expired or signed out. */
  actorOf(access: string): Promise<SignedIn | null>;
  signOut(session: Uuid): Promise<void>;
}

export interface SignedIn {
  readonly actor: Actor;
  readonly session: Uuid;
  readonly expiresAt: number;
}

export interface Issued {
  readonly access: string;
  readonly refresh: string;
  readonly expiresIn: number;
  readonly person: { readonly id: Uuid; readonly name: string; readonly email: string; readonly org: Uuid; readonly orgName: string };
}

export const ACCESS_MS = 15 * 60_000;
export const REFRESH_MS = 60 * 24 * 3_600_000;
/** A reply can be lost: the old token may be shown again this long after it was replaced. */
export const REUSE_GRACE_MS = 60_000;

const uuid = z.custom<Uuid>((value) => typeof value === 'string');
const personRow = z.object({ id: uuid, org_id: uuid, name: z.string(), email: z.string(), role, org_name: z.string() });
const credentialRow = personRow.extend({ password: z.string() });
const actorRow = z.object({ person: uuid, org: uuid, role, session: uuid, expires_at: z.number() });
const refreshRow = z.object({ session_id: uuid, device: z.string(), replaced_at: z.number().nullable(), expires_at: z.number(), ended_at: z.number().nullable() });

const PERSON = 'select p.id, p.org_id, p.name, p.email, p.role, p.password, o.name as org_name from people p join orgs o on o.id = p.org_id';
const DOOR = { kind: 'door' } as const;

export interface SessionPorts {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly machine: Machine;
}

export function sqlSessions({ database, passwords, machine }: SessionPorts): Sessions {
  const { clock, random } = machine;
  const newId = uuidMaker(clock, random);

  const issue = async (sql: Queries, session: Uuid, person: z.infer<typeof personRow>): Promise<Issued> => {
    const access = token(random(32));
    const refresh = token(random(32));
    const now = clock.now();
    await sql.query("insert into session_tokens (hash, session_id, org_id, use, expires_at) values ($1, $3, $4, 'access', $5), ($2, $3, $4, 'refresh', $6)", [
      digest(access), digest(refresh), session, person.org_id, now + ACCESS_MS, now + REFRESH_MS,
    ]);
    return { access, refresh, expiresIn: ACCESS_MS / 1000, person: { id: person.id, name: person.name, email: person.email, org: person.org_id, orgName: person.org_name } };
  };

  return {
    signIn: async ({ email, password, device }) => {
      const [row] = await database.tx(DOOR, (sql) => sql.query(`${PERSON} where p.email = $1 and p.active`, [email.trim().toLowerCase()]));
      const person = row === undefined ? null : credentialRow.parse(row);
      const known = await passwords.check(password, person?.password ?? null);
      if (person === null || !known) throw new AppError('session/refused', 'E-mail or password is not right. Please try again, or ask your team lead for a new password.');
      const session = newId();
      const renewed = passwords.isOld(person.password) ? await passwords.hash(password) : null;
      return database.tx(DOOR, async (sql) => {
        if (renewed !== null) await setPassword(sql, person.id, renewed);
        await sql.query('insert into sessions (id, person_id, org_id, device, started_at) values ($1, $2, $3, $4, $5)', [session, person.id, person.org_id, device, clock.now()]);
        await sql.query('delete from session_tokens where expires_at < $1', [clock.now()]);
        return issue(sql, session, person);
      });
    },

    refresh: async (ask) => {
      const now = clock.now();
      const outcome = await database.tx(DOOR, async (sql) => {
        const session = await spend(sql, ask, now);
        const [row] = session === null ? [] : await sql.query(`${PERSON} join sessions s on s.person_id = p.id where s.id = $1 and p.active`, [session]);
        return session === null || row === undefined ? null : issue(sql, session, personRow.parse(row));
      });
      if (outcome === null) throw new AppError('session/ended', 'This sign-in has ended. Please sign in again; your changes stay on this computer.');
      return outcome;
    },

    actorOf: async (access) => {
      const [row] = await database.tx(DOOR, (sql) =>
        sql.query(
          `select p.id as person, p.org_id as org, p.role, s.id as session, t.expires_at from session_tokens t
           join sessions s on s.id = t.session_id join people p on p.id = s.person_id
           where t.hash = $1 and t.use = 'access' and t.expires_at > $2 and s.ended_at is null and p.active`, [digest(access), clock.now()]));
      if (row === undefined) return null;
      const found = actorRow.parse(row);
      return { actor: { person: found.person, org: found.org, role: found.role }, session: found.session, expiresAt: found.expires_at };
    },

    signOut: (session) => database.tx(DOOR, (sql) => endSession(sql, session, clock.now())),
  };
}

/** Uses a refresh token up; answers its session, or null when it is good for nothing. A stolen one ends the session. */
async function spend(sql: Queries, ask: { readonly refresh: string; readonly device: string }, now: number): Promise<Uuid | null> {
  const hash = digest(ask.refresh);
  const [found] = await sql.query(
    `select t.session_id, s.device, t.replaced_at, t.expires_at, s.ended_at from session_tokens t join sessions s on s.id = t.session_id
     where t.hash = $1 and t.use = 'refresh' for update`, [hash]);
  const known = found === undefined ? null : refreshRow.parse(found);
  if (known === null || known.ended_at !== null || known.expires_at < now || known.device !== ask.device) return null;
  if (known.replaced_at !== null && now - known.replaced_at > REUSE_GRACE_MS) {
    await endSession(sql, known.session_id, now);
    return null;
  }
  await sql.query('update session_tokens set replaced_at = coalesce(replaced_at, $2) where hash = $1', [hash, now]);
  return known.session_id;
}

/** All sessions of a person but one. */
export async function endOtherSessions(sql: Queries, { person, keep, now }: { readonly person: Uuid; readonly keep: Uuid; readonly now: number }): Promise<void> {
  for (const { id } of await sql.query('select id from sessions where person_id = $1 and id <> $2 and ended_at is null', [person, keep])) await endSession(sql, uuid.parse(id), now);
}

async function endSession(sql: Queries, session: Uuid, now: number): Promise<void> {
  await sql.query('update sessions set ended_at = coalesce(ended_at, $2) where id = $1', [session, now]);
  await sql.query("delete from session_tokens where session_id = $1 and use = 'access'", [session]);
}

function token(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function digest(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
