import type { FastifyRequest } from 'fastify';
import { refreshRequest, signInRequest, type SessionAnswer } from '#shared/sync/messages.ts';
import { buckets } from '../accounts/buckets.ts';
import type { Issued, Sessions } from '../accounts/sessions.ts';
import type { Machine } from '../machine/machine.ts';
import { comeBack } from './refusals.ts';
import type { Route } from './route.ts';

export interface SessionRouteParts {
  readonly sessions: Sessions;
  readonly machine: Machine;
  readonly incarnation: string;
}

const SMALL = 16 * 1024;

/** Signing in, staying signed in, signing out. */
export function sessionRoutes({ sessions, machine, incarnation }: SessionRouteParts): Route[] {
  const perAccount = buckets(machine.clock, { perSecond: 5 / 60, burst: 5 });
  const perAddress = buckets(machine.clock, { perSecond: 20 / 60, burst: 20 });
  const answer = (issued: Issued): SessionAnswer => ({ ...issued, serverTime: machine.clock.now(), incarnation });

  /** A sign-in that succeeds gives its token back, so only failures slow a person down. */
  const signIn = async (request: FastifyRequest): Promise<SessionAnswer> => {
    const ask = signInRequest.parse(request.body);
    const account = ask.email.trim().toLowerCase();
    const wait = Math.max(perAddress.take(request.ip), perAccount.take(account));
    if (wait > 0) throw comeBack('too_many', `Too many tries. Please wait ${wait} seconds and try again.`, wait);
    const issued = await sessions.signIn(ask);
    perAccount.refund(account);
    perAddress.refund(request.ip);
    return answer(issued);
  };
  return [
    { method: 'POST', url: '/v1/sessions', action: 'session.start', bodyLimit: SMALL, open: signIn },
    { method: 'POST', url: '/v1/sessions/refresh', action: 'session.refresh', bodyLimit: SMALL, open: async (request) => answer(await sessions.refresh(refreshRequest.parse(request.body))) },
    {
      method: 'DELETE', url: '/v1/sessions', action: 'session.end',
      handle: async ({ signedIn, reply }) => {
        await sessions.signOut(signedIn.session);
        return reply.code(204).send();
      },
    },
  ];
}
