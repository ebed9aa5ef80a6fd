import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/base/errors.ts';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { acceptRequest, joinRequest, passwordRequest, type SessionAnswer } from '#shared/sync/messages.ts';
import { buckets } from '../accounts/buckets.ts';
import { changePassword } from '../accounts/changePassword.ts';
import type { Invitations } from '../projects/invitations.ts';
import type { Passwords } from '../accounts/passwords.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { Database } from '../database/database.ts';
import type { WriteJournal } from '../journal/writeJournal.ts';
import type { Machine } from '../machine/machine.ts';
import { comeBack } from './refusals.ts';
import type { Route } from './route.ts';

export interface AccountRouteParts {
  readonly database: Database;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly journal: WriteJournal;
  readonly machine: Machine;
  readonly incarnation: string;
}

const SMALL = 16 * 1024;
const SHORTEST_PASSWORD = 10;

/** How an account begins, joins a project and gets another password. */
export function accountRoutes({ database, invitations, sessions, passwords, journal, machine, incarnation }: AccountRouteParts): Route[] {
  const perAddress = buckets(machine.clock, { perSecond: 20 / 60, burst: 20 });
  const newId = uuidMaker(machine.clock, machine.random);
  /** Codes have 79 bits; this is against load, not against guessing. */
  const slowDown = (request: FastifyRequest): void => {
    const wait = perAddress.take(request.ip);
    if (wait > 0) throw comeBack('too_many', `Too many tries. Please wait ${wait} seconds and try again.`, wait);
  };

  const accept = async (request: FastifyRequest): Promise<SessionAnswer> => {
    slowDown(request);
    const { code, name, email, password, device } = acceptRequest.parse(request.body);
    const found = await invitations.find(code);
    refuseWeak(password, { name, email });
    const account = { id: newId(), name, email, password: await passwords.hash(password) };
    await invitations.accept(found, account);
    await journal.append({ kind: 'acceptance', actor: { person: account.id, org: found.org, role: 'annotator' }, project: found.project, body: { found, account } });
    return { ...(await sessions.signIn({ email, password, device })), serverTime: machine.clock.now(), incarnation };
  };
  return [
    { method: 'POST', url: '/v1/invitations/accept', action: 'invitations.accept', bodyLimit: SMALL, open: accept },
    {
      method: 'POST', url: '/v1/invitations/join', action: 'invitations.join', bodyLimit: SMALL,
      handle: async ({ actor, request }) => {
        slowDown(request);
        const found = await invitations.find(joinRequest.parse(request.body).code);
        await invitations.join(found, actor);
        await journal.append({ kind: 'joining', actor, project: found.project, body: { found } });
        return { project: found.project };
      },
    },
    {
      method: 'POST', url: '/v1/me/password', action: 'password.change', bodyLimit: SMALL,
      handle: async ({ actor, signedIn, request, reply }) => {
        slowDown(request);
        const { old, next } = passwordRequest.parse(request.body);
        const hash = await passwords.hash(refuseWeak(next, {}));
        await changePassword({ database, passwords, machine }, { person: actor.person, keep: signedIn.session, old, hash });
        await journal.append({ kind: 'password', actor, project: NO_PROJECT, body: { hash } });
        return reply.code(204).send();
      },
    },
  ];
}

const NO_PROJECT = '00000000-0000-0000-0000-000000000000' as Uuid;

/** Length is what counts; rules about signs make people write passwords down. */
function refuseWeak(password: string, { name = '', email = '' }: { readonly name?: string; readonly email?: string }): string {
  const plain = password.trim().toLowerCase();
  if (plain.length < SHORTEST_PASSWORD) throw new AppError('password/short', `The password needs ${SHORTEST_PASSWORD} signs or more. Some words in a row are easy to remember and hard to guess.`, { params: { least: SHORTEST_PASSWORD } });
  if (plain === email.trim().toLowerCase() || plain === name.trim().toLowerCase() || new Set(plain).size < 4) throw new AppError('password/guessable', 'This password is too easy to guess. Choose another one.');
  return password;
}
