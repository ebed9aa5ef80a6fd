import type { Op } from '#shared/model/ops.ts';
import type { PullAnswer } from '#shared/sync/messages.ts';
import type { ObjectRow, SyncOp } from '#shared/sync/op.ts';
import type { Journal, OutboxRow, Store, StoreWriter } from '#shared/sync/engine/ports.ts';
import type { LedgerTx } from '../../server/ledger/ledgerStore.ts';
import type { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import type { MemoryDisk } from './memoryDisk.ts';
import { overTx } from './observedLedger.ts';
import { overWriter } from './overWriter.ts';
import type { Tampering } from './simServer.ts';

/** What a fault of the table changes in the world. Production code has no switch for any of this: ports are wrapped. */
export interface Faults {
  readonly store: (store: Store, disk: MemoryDisk) => Store;
  readonly journal: (journal: Journal) => Journal;
  readonly ledgerTx: (tx: LedgerTx) => LedgerTx;
  readonly tampering: (ledger: MemoryLedger) => Tampering;
  /** What the window says its author replaced; a wrong one claims that he saw what he did not. */
  readonly inverse: (told: readonly Op[]) => readonly Op[];
}

const HONEST: Tampering = { push: (request) => request, pulled: (_request, answer) => answer };

export const NO_FAULTS: Faults = {
  store: (store) => store,
  journal: (journal) => journal,
  ledgerTx: (tx) => tx,
  tampering: () => HONEST,
  inverse: (told) => told,
};

function withWriter(own: (tx: StoreWriter) => Partial<StoreWriter>): Partial<Faults> {
  return { store: (store) => ({ read: (work) => store.read(work), write: (work) => store.write((tx) => work(overWriter(tx, own(tx)))) }) };
}

function withLedger(own: (tx: LedgerTx) => Partial<LedgerTx>): Partial<Faults> {
  return { ledgerTx: (tx) => overTx(tx, own(tx)) };
}

function withOps(change: (op: SyncOp, ledger: MemoryLedger) => SyncOp): Partial<Faults> {
  return { tampering: (ledger) => ({ ...HONEST, push: (request) => ({ ...request, ops: request.ops.map((op) => change(op, ledger)) }) }) };
}

/** The object as the server has it, for faults that pretend to have seen it. */
function rowAt(op: SyncOp, ledger: MemoryLedger): ObjectRow | undefined {
  for (const project of ledger.projects.values()) {
    for (const [stream, objects] of project.objects) if (stream === op.stream && objects.has(op.obj)) return objects.get(op.obj);
  }
  return undefined;
}

function asIfSeen(op: SyncOp, ledger: MemoryLedger): SyncOp {
  const units = rowAt(op, ledger)?.units ?? {};
  return { ...op, base: Object.fromEntries(Object.keys(op.set ?? {}).map((unit) => [unit, units[unit]?.[1] ?? 0])) };
}

/**
 * The fault table (`sync.md` §3.2): each of these is a mistake somebody could make, and the simulator has to notice
 * it. A fault that stops being caught means that a checker stopped checking.
 */
export const FAULTS: Readonly<Record<string, Partial<Faults>>> = {
  'no idempotency': withLedger(() => ({ results: async () => new Map(), lastDseq: async () => -1 })),
  'last arrival wins': withOps((op, ledger) => (op.kind === 'set' ? asIfSeen(op, ledger) : op)),
  'delete without looking': withOps((op) => (op.kind === 'del' ? { ...op, base: { '*': Number.MAX_SAFE_INTEGER } } : op)),
  'no chain of own ops': withOps((op) => ({ ...op, after: {} })),
  'conflict not recorded': withLedger((tx) => ({ upsertObjects: (stream, rows) => tx.upsertObjects(stream, rows.filter((row) => row.type !== 'conflict')) })),
  'held work not kept': withLedger((tx) => ({ insertOps: (rows) => tx.insertOps(rows.filter((row) => row.result.status !== 'held')) })),
  'no journal': { journal: (journal) => ({ open: () => journal.open(), read: (after) => journal.read(after), renewDevice: () => journal.renewDevice(), append: async () => undefined }) },
  'device name never renewed': { journal: (journal) => ({ open: () => journal.open(), read: (after) => journal.read(after), append: (entries) => journal.append(entries), renewDevice: async () => (await journal.open()).device }) },
  'op dropped at acknowledgement': withWriter((tx) => ({ putOutbox: (rows) => dropSome(tx, rows, (row) => row.state === 'acked') })),
  'op dropped when sent': withWriter((tx) => ({ putOutbox: (rows) => dropSome(tx, rows, (row) => row.state === 'pending' && row.op.dseq > 0) })),
  'cursor saved without the rows': withWriter((tx) => ({ putBase: (rows) => tx.putBase(rows.filter((row) => row.seq % 7 !== 0)) })),
  'pruned by cursor': withWriter((tx) => ({
    putStream: async (row) => {
      await tx.putStream(row);
      await tx.deleteOutbox((await tx.outboxOf(row.id)).filter((open) => open.state === 'acked' && (open.ack ?? Infinity) <= row.cursor).map((open) => open.lseq));
    },
  })),
  'stale page taken': { tampering: () => ({ ...HONEST, pulled: replay() }) },
  'swallowed ids not recorded': withLedger((tx) => ({ insertOps: (rows) => tx.insertOps(rows.filter((row) => row.foldedInto === null)) })),
  'window hides what it replaced': { inverse: (told) => told.map((op) => (op.op === 'put' ? { op: 'remove', id: op.record.id } : op)) },
};

async function dropSome(tx: StoreWriter, rows: readonly OutboxRow[], dropped: (row: OutboxRow) => boolean): Promise<void> {
  await tx.putOutbox(rows.filter((row) => !dropped(row)));
  await tx.deleteOutbox(rows.filter(dropped).map((row) => row.lseq));
}

/** Every fifth answer is an older one, made to look as if it belonged to the cursor that was asked for. */
function replay(): Tampering['pulled'] {
  let old: PullAnswer | null = null;
  let count = 0;
  return (request, answer) => {
    count += 1;
    const before = old;
    if (count % 3 === 0) old = answer;
    if (before === null || count % 5 !== 0) return answer;
    const cursors = new Map<string, number>(request.streams.map(({ id, cursor }) => [id, cursor]));
    const pages = before.pages.map((page) => ({ ...page, from: cursors.get(page.id) ?? page.from, next: Math.max(page.next, cursors.get(page.id) ?? 0, ...answer.pages.filter((one) => one.id === page.id).map((one) => one.next)) }));
    return { ...answer, pages };
  };
}
