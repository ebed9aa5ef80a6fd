import * as z from 'zod';
import type { Uuid } from '#shared/base/id.ts';
import { createProjectRequest, itemsRequest, pushRequest, role } from '#shared/sync/messages.ts';
import { sqlInvitations } from './projects/invitations.ts';
import { setPassword } from './accounts/passwords.ts';
import { sqlBlobRegister } from './blobs/blobRegister.ts';
import type { Database } from './database/database.ts';
import { renewIncarnation } from './database/schema.ts';
import type { JournalEntry } from './journal/writeJournal.ts';
import { push } from './ledger/push.ts';
import { sqlStore } from './ledger/sqlStore.ts';
import type { Machine } from './machine/machine.ts';
import { sqlItems } from './projects/items.ts';
import { sqlMembers } from './projects/members.ts';
import { sqlProjects, type InProject } from './projects/projects.ts';

const uuid = z.custom<Uuid>((value) => typeof value === 'string');
const found = z.object({ id: uuid, project: uuid, org: uuid, role, madeBy: uuid });
const account = z.object({ id: uuid, name: z.string(), email: z.string(), password: z.string() });
const newInvitation = z.object({ id: uuid, hash: z.string(), role, expiresAt: z.number() });
const memberEntry = z.object({ person: uuid, role: role.nullable(), by: role });
const blob = z.object({ sha256: z.string(), size: z.number(), mediaType: z.string() });

/**
 * Does acknowledged writes again, in their order. What is there already stays as it is, since every id was chosen by
 * the client. Answers the entries that could not be done, with the reason of the last.
 */
export async function replay(database: Database, machine: Machine, entries: readonly JournalEntry[]): Promise<{ readonly left: readonly JournalEntry[]; readonly why: unknown }> {
  const redo = redoer(database, machine);
  const left: JournalEntry[] = [];
  let why: unknown = null;
  for (const entry of entries) {
    await redo(entry).catch((error: unknown) => {
      left.push(entry);
      why = error;
    });
  }
  return { left, why };
}

function redoer(database: Database, { clock }: Machine): (entry: JournalEntry) => Promise<unknown> {
  const ports = { store: sqlStore(database), clock };
  const projects = sqlProjects(database, clock);
  const items = sqlItems(database, clock);
  const register = sqlBlobRegister(database, clock);
  const invitations = sqlInvitations(database, { clock });
  const members = sqlMembers(database);
  const setMember = (at: InProject, { person, role: given, by }: z.infer<typeof memberEntry>): Promise<void> => (given === null ? members.remove(at, { person, by }) : members.setRole(at, { person, role: given, by }));
  return ({ kind, actor, project, body }) => {
    switch (kind) {
      case 'project':
        return projects.create(actor, createProjectRequest.parse(body));
      case 'items':
        return items.append({ actor, project }, itemsRequest.parse(body).items);
      case 'blob':
        return register.add({ actor, project }, blob.parse(body));
      case 'invitation':
        return invitations.make({ actor, project }, newInvitation.parse(body));
      case 'withdrawal':
        return invitations.withdraw({ actor, project }, z.object({ id: uuid }).parse(body).id);
      case 'acceptance': {
        const entry = z.object({ found, account }).parse(body);
        return invitations.accept(entry.found, entry.account);
      }
      case 'joining':
        return invitations.join(z.object({ found }).parse(body).found, actor);
      case 'member':
        return setMember({ actor, project }, memberEntry.parse(body));
      case 'password':
        return database.tx({ kind: 'door' }, (sql) => setPassword(sql, actor.person, z.object({ hash: z.string() }).parse(body).hash));
      case 'push':
        return push(ports, { project, session: { org: actor.org, actor: actor.person, role: actor.role, rank: 'person' } }, pushRequest.parse(body));
    }
  };
}

/**
 * After a rebuild the numbers of streams may differ from what readers saw: they are told to read again by a new
 * incarnation, and no number is given out twice.
 */
export async function markRestored(database: Database): Promise<void> {
  await renewIncarnation(database);
  await database.asOwner((sql) => sql.query('update streams set head = head + 1048576'));
}
