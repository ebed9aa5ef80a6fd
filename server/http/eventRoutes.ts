import type { Machine } from '../machine/machine.ts';
import type { Rooms } from '../live/rooms.ts';
import { comeBack } from './refusals.ts';
import type { Admitted, Route } from './route.ts';

export interface EventRouteParts {
  readonly rooms: Rooms;
  readonly machine: Machine;
}

export interface Events {
  readonly routes: Route[];
  /** Ends every open connection, so that the server can stop. */
  close(): void;
}

const BEAT_MS = 25_000;
const MOST = 2000;

/** Server-sent hints. A connection ends with its access token, so that a removed member stops hearing. */
export function events({ rooms, machine }: EventRouteParts): Events {
  const open = new Set<() => void>();
  const handle = (at: Admitted): Promise<unknown> => {
    if (rooms.watchers() >= MOST) throw comeBack('too_many', 'Too many people are listening right now. Changes still arrive, a little later.', 60);
    const { reply, project, actor, signedIn } = at;
    reply.hijack();
    const out = reply.raw;
    // `close`: an ended stream must not leave an idle connection that keeps the server from stopping.
    out.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' });
    out.write(': listening\n\n');
    const stops = [
      rooms.enter({ org: actor.org, project }, actor.person, (hint) => void out.write(`data: ${JSON.stringify(hint)}\n\n`)),
      machine.timers.every(BEAT_MS, () => void out.write(': still here\n\n')),
      machine.timers.after(Math.max(0, signedIn.expiresAt - machine.clock.now()), () => end()),
    ];
    const end = (): void => {
      for (const stop of stops) stop();
      open.delete(end);
      out.end();
    };
    open.add(end);
    out.on('close', end);
    return Promise.resolve(reply);
  };
  return {
    routes: [{ method: 'GET', url: '/v1/projects/:project/events', action: 'events.read', handle }],
    close: () => {
      for (const end of [...open]) end();
    },
  };
}
