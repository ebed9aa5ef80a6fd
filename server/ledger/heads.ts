import type { HeadsAnswer } from '#shared/sync/messages.ts';
import type { LedgerScope } from './ledgerStore.ts';
import type { LedgerPorts } from './push.ts';
import { mayUseStream } from './streamAccess.ts';

/** How far every stream of the project is, and how many flags live in each: tells a reader what to pull. */
export async function heads(ports: LedgerPorts, scope: LedgerScope): Promise<HeadsAnswer> {
  const incarnation = await ports.store.incarnation();
  const found = await ports.store.read(scope, async (tx) => {
    const streams = (await tx.streams(null)).filter((stream) => mayUseStream(scope, stream.id));
    const flags = await tx.flagCounts();
    return streams.map(({ id, head }) => ({ id, head, flags: flags.get(id) ?? 0 }));
  });
  return { heads: found, serverTime: ports.clock.now(), incarnation };
}
