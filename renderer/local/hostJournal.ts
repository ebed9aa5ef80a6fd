import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { Journal } from '#shared/sync/engine/ports.ts';

/** Appends carry at most this many records; the host refuses larger ones. */
const APPEND_LIMIT = 5000;

/** The engine's journal over the host's journal service: the second copy, fsynced before it answers. */
export function hostJournal(host: Pick<ClientOf<HostContract>, 'journal'>, database: string): Journal {
  return {
    open: async () => {
      const state = await host.journal.open({ database });
      return { device: state.device as Uuid, lastLseq: state.lastLseq };
    },
    append: async (entries) => {
      for (let at = 0; at < entries.length; at += APPEND_LIMIT) {
        await host.journal.append({ database, records: entries.slice(at, at + APPEND_LIMIT) });
      }
    },
    read: (after) => host.journal.read({ database, after }),
    renewDevice: async () => (await host.journal.renewDevice({ database })).device as Uuid,
  };
}
