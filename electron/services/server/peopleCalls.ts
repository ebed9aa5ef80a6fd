import { inviteAnswer, invitationsAnswer, joinAnswer, membersAnswer, themesAnswer } from '#shared/sync/messages.ts';
import type { StoreServices } from '../machine.ts';
import type { Sessions } from './sessions.ts';

type PeopleCalls = Pick<StoreServices['server'], 'accept' | 'join' | 'changePassword' | 'members' | 'themes' | 'setRole' | 'removeMember' | 'invitations' | 'invite' | 'withdraw'>;

/** Who belongs to a project of the server, and how others come into it. */
export function peopleCalls(sessions: Sessions): PeopleCalls {
  return {
    accept: (typed, options) => sessions.accept(typed, options?.signal ?? null),
    join: ({ account, code }, options) => sessions.json(account, { method: 'POST', path: '/v1/invitations/join', json: { code }, signal: options?.signal ?? null }, joinAnswer),
    changePassword: async ({ account, old, next }, options) => {
      await sessions.nothing(account, { method: 'POST', path: '/v1/me/password', json: { old, next }, signal: options?.signal ?? null });
      return {};
    },
    themes: ({ account, project }, options) => sessions.json(account, { method: 'GET', path: `/v1/projects/${project}/themes`, signal: options?.signal ?? null }, themesAnswer),
    members: async ({ account, project }, options) => (await sessions.json(account, { method: 'GET', path: `/v1/projects/${project}/members`, signal: options?.signal ?? null }, membersAnswer)).members,
    setRole: async ({ account, project, person, role }, options) => {
      await sessions.nothing(account, { method: 'PATCH', path: `/v1/projects/${project}/members/${person}`, json: { role }, signal: options?.signal ?? null });
      return {};
    },
    removeMember: async ({ account, project, person }, options) => {
      await sessions.nothing(account, { method: 'DELETE', path: `/v1/projects/${project}/members/${person}`, signal: options?.signal ?? null });
      return {};
    },
    invitations: async ({ account, project }, options) => (await sessions.json(account, { method: 'GET', path: `/v1/projects/${project}/invitations`, signal: options?.signal ?? null }, invitationsAnswer)).invitations,
    invite: ({ account, project, role, days }, options) => sessions.json(account, { method: 'POST', path: `/v1/projects/${project}/invitations`, json: { role, days }, signal: options?.signal ?? null }, inviteAnswer),
    withdraw: async ({ account, project, invitation }, options) => {
      await sessions.nothing(account, { method: 'DELETE', path: `/v1/projects/${project}/invitations/${invitation}`, signal: options?.signal ?? null });
      return {};
    },
  };
}
