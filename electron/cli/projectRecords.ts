import type { JournalRecord } from '#shared/bridge/hostContract.ts';
import type { Uuid } from '#shared/base/id.ts';
import { documentRecord, type DocumentRecord } from '#shared/model/records.ts';
import { confirmLocally } from '#shared/sync/engine/confirmLocally.ts';
import { readKept } from '#shared/sync/engine/journalRead.ts';
import type { BaseRow } from '#shared/sync/engine/ports.ts';
import { LIFE, recordOf, unitsOf, valuesOf } from '#shared/sync/units.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { peekJournal } from '../services/journal/journal.ts';
import { journalFolder } from '../services/journal/journalService.ts';
import type { CliProject } from './openProject.ts';

/** Everything labelled in a project, as far as this machine has it on disk. */
export interface ProjectRecords {
  readonly streams: ReadonlyMap<string, readonly DocumentRecord[]>;
  /** The newest local number seen. */
  readonly lastLseq: number;
}

const BATCH = 1000;
/** Answers after which a change is not in force; its author decides in the window. */
const NOT_IN_FORCE = new Set(['rejected', 'held', 'conflict', 'noop']);

/**
 * The saved documents with the journal's newer changes on top. Looks only, so a window may be open and at work: what
 * it showed as saved when the command began is in here.
 */
export async function projectRecords({ id, database, profile, services }: CliProject): Promise<ProjectRecords> {
  const rows = new Map<string, Map<Uuid, BaseRow>>();
  const saved = new Map<string, number>();
  let lastLseq = 0;
  for (const { stream, lseq, records } of await services.projects.readDocuments({ project: id, streams: null })) {
    saved.set(stream, lseq);
    lastLseq = Math.max(lastLseq, lseq);
    rows.set(stream, savedRows(stream as StreamId, lseq, records));
  }
  for (const { lseq, body, result } of await readKept({ read: () => batches(peekJournal(journalFolder(profile, database), 0)) }, 0)) {
    lastLseq = Math.max(lastLseq, lseq);
    const { stream, obj } = body.op;
    if (body.project !== id || lseq <= (saved.get(stream) ?? 0) || NOT_IN_FORCE.has(result?.status ?? '')) continue;
    const there = rows.get(stream) ?? new Map<Uuid, BaseRow>();
    rows.set(stream, there);
    const next = confirmLocally(there.get(obj) ?? null, body.op, lseq);
    if (next !== null) there.set(obj, next);
  }
  return { lastLseq, streams: new Map([...rows].map(([stream, there]) => [stream, [...there.values()].flatMap(liveRecord)])) };
}

function savedRows(stream: StreamId, lseq: number, records: readonly unknown[]): Map<Uuid, BaseRow> {
  const rows = new Map<Uuid, BaseRow>();
  for (const one of records) {
    const parsed = documentRecord.safeParse(one);
    if (!parsed.success) continue;
    const { id, type } = parsed.data;
    const units = Object.fromEntries(Object.entries(unitsOf(parsed.data)).map(([unit, value]) => [unit, [value, lseq, id, '', false] as const]));
    rows.set(id, { id, type, frame: null, seq: lseq, deleted: false, units: units as unknown as BaseRow['units'], stream, generation: 0 });
  }
  return rows;
}

function liveRecord(row: BaseRow): readonly DocumentRecord[] {
  if (row.deleted) return [];
  const { [LIFE]: _life, ...units } = valuesOf(row);
  const parsed = documentRecord.safeParse(recordOf(row.type, row.id, units));
  return parsed.success ? [parsed.data] : [];
}

async function* batches(records: AsyncIterable<JournalRecord>): AsyncGenerator<readonly JournalRecord[]> {
  let batch: JournalRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
