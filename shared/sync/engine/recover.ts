import { errorSentence } from '../../base/errors.ts';
import type { Uuid } from '../../base/id.ts';
import { OP_VERSION, type SyncOp } from '../op.ts';
import { LIFE, valuesOf } from '../units.ts';
import type { EngineState } from './engineState.ts';
import { readKept } from './journalRead.ts';
import { numberOr0 } from './numberOr0.ts';
import type { BaseRow, Journal, JournalEntry, OpBody, StoreReader, StoreWriter } from './ports.ts';
import { requeue } from './requeue.ts';

/** What the start-up check found and did (`sync.md` §2.15). */
export interface Recovered {
  /** Changes that only the journal still had. */
  readonly recovered: number;
  /** Changes that only the store still had; they are in the journal again. */
  readonly rewritten: number;
  /** The journal could not be read; work goes on with one copy. */
  readonly journalProblem: string | null;
}

const FINE: Recovered = { recovered: 0, rewritten: 0, journalProblem: null };

/**
 * Compares the two copies by their newest `lseq`, before anything is shown. By `lseq` and nothing else: device
 * numbers are renewed and renumbered, an `lseq` never is (rule S5).
 */
export async function recover<W extends StoreWriter>(state: EngineState<W>): Promise<Recovered> {
  const { store, journal, newId } = state.ports;
  const own = await store.read(async (tx) => ({ device: await tx.meta('device'), lseq: numberOr0(await tx.meta('lseq')) }));
  state.newestLseq = own.lseq;
  const found = await openJournal(journal);
  if ('problem' in found) {
    if (own.device === null) await adoptDevice(state, newId());
    return { ...FINE, journalProblem: found.problem };
  }
  state.newestLseq = Math.max(own.lseq, found.lastLseq);
  if (found.lastLseq > own.lseq) return { ...FINE, recovered: await fromJournal(state, own.lseq) };
  if (own.device !== found.device) await adoptDevice(state, await journal.renewDevice());
  return found.lastLseq < own.lseq ? { ...FINE, rewritten: await toJournal(state, found.lastLseq) } : FINE;
}

/** A journal that cannot be opened costs the second copy, not the day; a store that fails is its caller's to try again. */
async function openJournal(journal: Journal): Promise<{ readonly device: Uuid; readonly lastLseq: number } | { readonly problem: string }> {
  try {
    return await journal.open();
  } catch (error) {
    return { problem: errorSentence(error) };
  }
}

/** The store fell behind (power cut, lost profile): what the journal has more goes back to its old place, under a new device. */
async function fromJournal<W extends StoreWriter>(state: EngineState<W>, after: number): Promise<number> {
  const kept = await readKept(state.ports.journal, after);
  const device = await state.ports.journal.renewDevice();
  return state.ports.store.write(async (tx) => {
    const missing = await requeue(tx, kept);
    await tx.putMeta('device', device);
    await tx.putMeta('lseq', state.newestLseq);
    return missing.length;
  });
}

async function adoptDevice<W extends StoreWriter>(state: EngineState<W>, device: Uuid): Promise<void> {
  await state.ports.store.write((tx) => tx.putMeta('device', device));
}

/** The journal fell behind: it gets everything that is still open, and the rows of streams this machine confirms itself. */
async function toJournal<W extends StoreWriter>(state: EngineState<W>, after: number): Promise<number> {
  const entries = await state.ports.store.read(async (tx) => [...(await openEntries(tx, after)), ...(await localEntries(tx, after))]);
  entries.sort((a, b) => a.lseq - b.lseq);
  if (entries.length > 0) await state.journal.append(entries);
  return entries.length;
}

async function openEntries(tx: StoreReader, after: number): Promise<readonly JournalEntry[]> {
  const projects = new Map((await tx.streams()).map((stream) => [stream.id, stream.project]));
  const rows = await tx.outboxAfter(after);
  return rows.map(({ op, upTo, stream }) => ({ type: 'op', lseq: upTo, body: { project: projects.get(stream) ?? '', local: false, op } satisfies OpBody }));
}

async function localEntries(tx: StoreReader, after: number): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const { id, project, local } of await tx.streams()) {
    if (!local) continue;
    for (const row of await tx.baseAfter(id, after)) entries.push({ type: 'op', lseq: row.seq, body: { project, local, op: wholeRow(row) } satisfies OpBody });
  }
  return entries;
}

/** One op that makes a row what it is, under the id of the change that wrote it last. */
function wholeRow(row: BaseRow): SyncOp {
  const newest = Object.values(row.units).find(([, seq]) => seq === row.seq)?.[2] ?? row.id;
  const { [LIFE]: _life, ...set } = valuesOf(row);
  return {
    v: OP_VERSION, id: newest, dev: row.id, dseq: 0, stream: row.stream, kind: row.deleted ? 'del' : 'put', obj: row.id, type: row.type,
    ...(row.deleted ? {} : { set }), base: {}, after: {}, lease: 0, schema: 0, at: 0, via: 'ui',
  };
}
