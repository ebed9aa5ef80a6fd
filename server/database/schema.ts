import { AppError } from '#shared/base/errors.ts';
import type { Database } from './database.ts';
import { RUNTIME_ROLE } from './database.ts';

/**
 * The tables, as numbered steps that only ever get longer. Every key of a project's tables starts with `project_id`,
 * which is also the shard key of distributed engines; `org_id` is repeated in every row for row-level security.
 * Times are milliseconds of this server's clock.
 */
const ACCOUNTS = `
create table meta (key text primary key, value text not null);
insert into meta (key, value) values ('incarnation', gen_random_uuid()::text);
create table orgs (id uuid primary key, name text not null);
create table people (
  id uuid primary key, org_id uuid not null references orgs, name text not null, email text not null unique,
  password text not null, role text not null, active boolean not null default true);
create index on people (org_id);
create table sessions (
  id uuid primary key, person_id uuid not null references people, org_id uuid not null, device uuid not null,
  started_at bigint not null, ended_at bigint);
create index on sessions (person_id);
create table session_tokens (
  hash text primary key, session_id uuid not null references sessions on delete cascade, org_id uuid not null,
  use text not null, expires_at bigint not null, replaced_at bigint);
create index on session_tokens (session_id);
create index on session_tokens (expires_at);
create table projects (
  project_id uuid primary key, org_id uuid not null references orgs, name text not null, created_by uuid not null,
  created_at bigint not null, unique (project_id, org_id));
create index on projects (org_id);
create table memberships (
  project_id uuid not null, person_id uuid not null references people, org_id uuid not null, role text not null,
  primary key (project_id, person_id), foreign key (project_id, org_id) references projects (project_id, org_id));
create index on memberships (person_id);
`;

/**
 * The foreign keys are part of the second wall: a row cannot carry one organisation's mark under another's project.
 * `objects` and `ops` need none, since they are written only under the lock of a stream row that has one. What people wrote is `json`, not `jsonb`: it
 * comes back letter by letter, and a sign that `jsonb` cannot hold (a zero character, half a pair) stops nobody's work.
 */
const PROJECT_TABLES = `
create table items (
  project_id uuid not null, id uuid not null, org_id uuid not null, name text not null, media text not null, sha256 text not null,
  size bigint not null, media_type text not null, width int, height int, added_by uuid not null, added_at bigint not null,
  primary key (project_id, id), foreign key (project_id, org_id) references projects (project_id, org_id));
create table blobs (
  project_id uuid not null, sha256 text not null, org_id uuid not null, size bigint not null, media_type text not null,
  created_by uuid not null, created_at bigint not null,
  primary key (project_id, sha256), foreign key (project_id, org_id) references projects (project_id, org_id));
create table streams (
  project_id uuid not null, id text collate "C" not null, org_id uuid not null, head bigint not null default 0,
  floor bigint not null default 0, hash text not null default '0000000000000000', epoch int not null default 1,
  epoch_head bigint not null default 0, assignee uuid, lease_until bigint, closed boolean not null default false, updated_at timestamptz not null default now(),
  primary key (project_id, id), foreign key (project_id, org_id) references projects (project_id, org_id));
create table objects (
  project_id uuid not null, stream text collate "C" not null, id uuid not null, org_id uuid not null, type text not null, frame int,
  seq bigint not null, deleted boolean not null, units json not null,
  primary key (project_id, stream, id));
create unique index objects_by_seq on objects (project_id, stream, seq);
create index objects_flags on objects (project_id, stream) where type = 'flag' and not deleted;
create index objects_labels on objects (project_id, stream) where type = 'label' and not deleted;
create table ops (
  project_id uuid not null, id uuid not null, org_id uuid not null, stream text collate "C" not null, actor uuid not null,
  device uuid not null, dseq bigint not null, lease int not null, kind text not null, obj uuid not null, body json not null,
  status text not null, seq bigint, result json not null, proposal uuid, folded_into uuid, received_at timestamptz not null default now(),
  primary key (project_id, id));
create index on ops (project_id, stream, received_at);
create index on ops (project_id, proposal) where proposal is not null;
create table device_streams (
  project_id uuid not null, stream text collate "C" not null, device uuid not null, org_id uuid not null, actor uuid not null,
  last_dseq bigint not null, seen_at timestamptz not null default now(),
  primary key (project_id, stream, device));
`;

/** A code is kept as its hash only. Whoever is at the door shows one, so the door may look it up. */
const INVITATIONS = `
create table invitations (
  project_id uuid not null, id uuid not null, org_id uuid not null, hash text not null, role text not null,
  made_by uuid not null, made_at bigint not null, expires_at bigint not null, used_by uuid, used_at bigint,
  primary key (project_id, id), foreign key (project_id, org_id) references projects (project_id, org_id));
create index on invitations (hash);
`;

const FIRST_DOOR_TABLES = ['orgs', 'people', 'sessions', 'session_tokens'];
const DOOR_TABLES = [...FIRST_DOOR_TABLES, 'invitations'];
const ORG_TABLES = ['projects', 'memberships', 'items', 'blobs', 'streams', 'objects', 'ops', 'device_streams'];

const OWN_ORG = "nullif(current_setting('app.org_id', true), '')::uuid";

/** The rule is computed once per statement, not per row: hence the scalar sub-select. */
function protect(table: string): string {
  const own = `${table === 'orgs' ? 'id' : 'org_id'} = (select ${OWN_ORG})`;
  const rule = DOOR_TABLES.includes(table) ? `(${own} or (select current_setting('app.door', true)) = 'open')` : own;
  return `alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy own_org on ${table} using (${rule}) with check (${rule});`;
}

const MIGRATIONS: readonly string[] = [
  ACCOUNTS + PROJECT_TABLES + [...FIRST_DOOR_TABLES, ...ORG_TABLES].map(protect).join('\n'),
  INVITATIONS + protect('invitations'),
];

/** Brings a database of any earlier version, or an empty one, to this version. Several servers may start at once. */
export async function migrate(database: Database): Promise<void> {
  await database.asOwner(async (sql) => {
    await sql.script(`create table if not exists migrations (number int primary key, done_at timestamptz not null default now()); lock table migrations in exclusive mode;`);
    const [state] = await sql.query('select coalesce(max(number), 0)::int as number from migrations');
    const done = Number(state?.['number'] ?? 0);
    refuseNewer(done);
    for (const [at, step] of MIGRATIONS.entries()) {
      if (at < done) continue;
      await sql.script(step);
      await sql.query('insert into migrations (number) values ($1)', [at + 1]);
    }
    await sql.script(grants());
  });
}

/** Readers are told that this is not the database they knew, or not in the state they knew. */
export async function renewIncarnation(database: Database): Promise<void> {
  await database.asOwner((sql) => sql.query("update meta set value = gen_random_uuid()::text where key = 'incarnation'"));
}

function refuseNewer(done: number): void {
  if (done <= MIGRATIONS.length) return;
  throw new AppError('server/newer-database', `The database was written by a newer version of this server (step ${done}, this program knows ${MIGRATIONS.length}). Start that version; nothing was changed.`);
}

function grants(): string {
  return `do $$ begin
    if exists (select from pg_roles where rolname = '${RUNTIME_ROLE}') then
      grant usage on schema public to ${RUNTIME_ROLE};
      grant select, insert, update, delete on ${[...DOOR_TABLES, ...ORG_TABLES].join(', ')} to ${RUNTIME_ROLE};
      grant select on meta to ${RUNTIME_ROLE};
    end if;
  end $$;`;
}
