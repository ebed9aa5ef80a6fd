import { AppError } from '#shared/base/errors.ts';
import { isUuid, uuidMaker, type Uuid } from '#shared/base/id.ts';
import { inviteRequest, memberChange, type InviteAnswer } from '#shared/sync/messages.ts';
import { hashOfCode, type Invitations } from '../projects/invitations.ts';
import { readableCode } from '../machine/readableCode.ts';
import type { WriteJournal } from '../journal/writeJournal.ts';
import type { Machine } from '../machine/machine.ts';
import type { Members } from '../projects/members.ts';
import { mayGive } from '../review/authorize.ts';
import type { Admitted, Route } from './route.ts';

export interface MemberRouteParts {
  readonly members: Members;
  readonly invitations: Invitations;
  readonly journal: WriteJournal;
  readonly machine: Machine;
}

const DAY_MS = 24 * 3_600_000;

/** Who belongs to a project, and how others come into it. */
export function memberRoutes({ members, invitations, journal, machine }: MemberRouteParts): Route[] {
  const newId = uuidMaker(machine.clock, machine.random);

  const invite = async ({ actor, project, role: own, request }: Admitted): Promise<InviteAnswer> => {
    const { role, days } = inviteRequest.parse(request.body);
    if (!mayGive(own, role)) throw new AppError('project/forbidden', 'Only an admin invites an admin.');
    const code = readableCode(machine.random);
    const made = { id: newId(), hash: hashOfCode(code), role, expiresAt: machine.clock.now() + days * DAY_MS };
    await invitations.make({ actor, project }, made);
    await journal.append({ kind: 'invitation', actor, project, body: made });
    return { id: made.id, code, expiresAt: made.expiresAt };
  };
  return [
    {
      method: 'GET', url: '/v1/projects/:project/members', action: 'members.read',
      handle: async ({ actor, project, role }) => {
        const all = await members.list({ actor, project });
        return { members: mayGive(role, 'annotator') ? all : all.map((one) => ({ ...one, email: one.id === actor.person ? one.email : null })) };
      },
    },
    {
      method: 'PATCH', url: '/v1/projects/:project/members/:person', action: 'members.change',
      handle: async (at) => {
        const body = { person: personOf(at), role: memberChange.parse(at.request.body).role, by: at.role };
        await members.setRole(at, body);
        await journal.append({ kind: 'member', actor: at.actor, project: at.project, body });
        return at.reply.code(204).send();
      },
    },
    {
      method: 'DELETE', url: '/v1/projects/:project/members/:person', action: 'members.leave',
      handle: async (at) => {
        const person = personOf(at);
        if (person !== at.actor.person && !mayGive(at.role, 'annotator')) throw new AppError('project/forbidden', 'Only those who lead the project take others out of it.');
        const body = { person, role: null, by: at.role };
        await members.remove(at, body);
        await journal.append({ kind: 'member', actor: at.actor, project: at.project, body });
        return at.reply.code(204).send();
      },
    },
    { method: 'GET', url: '/v1/projects/:project/invitations', action: 'invitations.read', handle: async (at) => ({ invitations: await invitations.list(at) }) },
    { method: 'POST', url: '/v1/projects/:project/invitations', action: 'invitations.make', handle: invite },
    {
      method: 'DELETE', url: '/v1/projects/:project/invitations/:invitation', action: 'invitations.withdraw',
      handle: async (at) => {
        const id = idOf(at, 'invitation');
        await invitations.withdraw(at, id);
        await journal.append({ kind: 'withdrawal', actor: at.actor, project: at.project, body: { id } });
        return at.reply.code(204).send();
      },
    },
  ];
}

function personOf(at: Admitted): Uuid {
  return idOf(at, 'person');
}

function idOf({ request: { params } }: Admitted, name: string): Uuid {
  const id: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : null;
  if (typeof id !== 'string' || !isUuid(id)) throw new AppError('malformed', 'The address does not name anything.');
  return id;
}
