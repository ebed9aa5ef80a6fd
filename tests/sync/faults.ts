import type { Op } from '#shared/model/ops.ts';
import type { Journal, Store } from '#shared/sync/engine/ports.ts';
import type { LedgerTx } from '../../server/ledger/ledgerStore.ts';
import type { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import type { MemoryDisk } from './memoryDisk.ts';
import type { Tampering } from './simServer.ts';

/** What a fault of the table changes in the world. Production code has no switch for any of this: ports are wrapped. */
export interface Faults {
  readonly store: (store: Store, disk: MemoryDisk) => Store;
  readonly journal: (journal: Journal) => Journal;
  readonly ledgerTx: (tx: LedgerTx) => LedgerTx;
  readonly tampering: (ledger: MemoryLedger) => Tampering;
  readonly inverse: (told: readonly Op[]) => readonly Op[];
}

export const NO_FAULTS: Faults = {
  store: (store) => store,
  journal: (journal) => journal,
  ledgerTx: (tx) => tx,
  tampering: () => ({ push: (request) => request, pulled: (_request, answer) => answer }),
  inverse: (told) => told,
};
