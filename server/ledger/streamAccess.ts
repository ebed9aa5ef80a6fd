import type { Uuid } from '#shared/base/id.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { privateStreamOf } from '#shared/model/streams.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { LedgerScope } from './ledgerStore.ts';

/** Streams of a project: its own `p`, the tasks' `t`, and of the private ones only the asker's. */
export function mayUseStream(scope: LedgerScope, stream: string): boolean {
  if (stream.startsWith('p:')) return stream === `p:${scope.project}`;
  return stream.startsWith('u:') ? stream === privateStreamOf(scope.project as ProjectId, scope.session.actor) : stream.startsWith('t:');
}

/** The wire's pattern has been checked by whoever parsed the request. */
export function streamIdOf(stream: string): StreamId {
  return stream as StreamId;
}

export function deviceIdOf(device: string): Uuid {
  return device as Uuid;
}
