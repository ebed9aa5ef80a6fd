import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { pullRequest, pushRequest, type PushAnswer, type PushRequest } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { buckets, type Buckets } from '../accounts/buckets.ts';
import { gate, type Gate } from '../accounts/gate.ts';
import { heads } from '../ledger/heads.ts';
import type { LedgerScope, LedgerStore } from '../ledger/ledgerStore.ts';
import { pull } from '../ledger/pull.ts';
import { push } from '../ledger/push.ts';
import type { WriteJournal } from '../journal/writeJournal.ts';
import type { Rooms } from '../live/rooms.ts';
import type { Machine } from '../machine/machine.ts';
import { comeBack } from './refusals.ts';
import type { Admitted, Route } from './route.ts';

export interface SyncRouteParts {
  readonly store: LedgerStore;
  readonly journal: WriteJournal;
  readonly rooms: Rooms;
  readonly machine: Machine;
}

/** Two masks of the largest size, joined or cut apart in one change, and what is around them. */
const PUSH_BODY = 5 * 1024 * 1024;
const PULL_BODY = 64 * 1024;
const WAITING_PER_STREAM = 64;
const WAITING_IN_ALL = 512;

/** Changes in, changes out. What an op may do is decided in the ledger; who may ask at all, before it gets here. */
export function syncRoutes({ store, journal, rooms, machine }: SyncRouteParts): Route[] {
  const ports = { store, clock: machine.clock };
  const pushes = buckets(machine.clock, { perSecond: 20, burst: 60 });
  const pulls = buckets(machine.clock, { perSecond: 30, burst: 60 });
  const queue = streamQueue();

  const takePush = async (at: Admitted): Promise<PushAnswer> => {
    slowDown(pushes, at.actor.person);
    const request = readRequest(pushRequest, at.request.body);
    const answer = await queue(`${at.project} ${request.stream}`, () => pushOnce(at, request));
    rooms.moved({ org: at.actor.org, project: at.project }, { stream: request.stream, head: answer.head });
    return answer;
  };
  const pushOnce = async (at: Admitted, request: PushRequest): Promise<PushAnswer> => {
    const outcome = await push(ports, scopeOf(at), request);
    if (!outcome.ok) throw new AppError(outcome.code, outcome.sentence);
    await journal.append({ kind: 'push', actor: { ...at.actor, role: at.role }, project: at.project, body: request });
    return outcome.answer;
  };
  return [
    { method: 'POST', url: '/v1/projects/:project/sync/push', action: 'sync.push', bodyLimit: PUSH_BODY, handle: takePush },
    {
      method: 'POST', url: '/v1/projects/:project/sync/pull', action: 'sync.pull', bodyLimit: PULL_BODY,
      handle: (at) => {
        slowDown(pulls, at.actor.person);
        return pull(ports, scopeOf(at), readRequest(pullRequest, at.request.body));
      },
    },
    { method: 'GET', url: '/v1/projects/:project/sync/heads', action: 'sync.heads', handle: (at) => heads(ports, scopeOf(at)) },
  ];
}

function scopeOf({ actor, project, role }: Admitted): LedgerScope {
  return { project, session: { org: actor.org, actor: actor.person, role, rank: 'person' } };
}

const spoken = z.object({ proto: z.number().int() });

/** The protocol number is looked at first: an old program gets told to update, not that it makes mistakes. */
function readRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const { proto } = spoken.parse(body);
  if (proto < PROTOCOL - 1) throw new AppError('upgrade', 'This program is too old to sync with this server. Please update it; your changes stay on this computer and can be worked on.');
  if (proto > PROTOCOL) throw new AppError('upgrade', 'This server is too old for your program. Ask whoever runs it to update it; your changes stay on this computer.');
  return schema.parse(body);
}

function slowDown(rule: Buckets, person: string): void {
  const wait = rule.take(person);
  if (wait > 0) throw comeBack('too_many', 'This is more than the server takes from one person at once. It will be sent in a moment.', wait);
}

/** One push of a stream at a time: waiting in line here costs nothing, waiting for the row lock costs a connection. */
function streamQueue(): <T>(stream: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { readonly gate: Gate; users: number }>();
  let all = 0;
  return async (stream, work) => {
    if (all >= WAITING_IN_ALL) throw comeBack('server/busy', 'The server is busy. Your work is safe on your computer; it will be sent in a moment.', 2);
    const line = lines.get(stream) ?? { gate: gate(1, WAITING_PER_STREAM), users: 0 };
    lines.set(stream, line);
    line.users += 1;
    all += 1;
    try {
      return await line.gate.run(work);
    } finally {
      all -= 1;
      line.users -= 1;
      if (line.users === 0) lines.delete(stream);
    }
  };
}
