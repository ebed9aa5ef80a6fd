import type { JournalRecord } from '#shared/bridge/hostContract.ts';
import { encodeRecord, HEADER_BYTES, type RawRecord, type RecordType } from './journalCodec.ts';

/** Where a record is, without its body: a journal of weeks fits in memory this way. */
export interface Entry {
  readonly type: RecordType;
  readonly lseq: number;
  readonly segment: number;
  readonly at: number;
  readonly length: number;
}

const LSEQ_BYTES = 8;

/** Payload: the local number as eight bytes, then the body as JSON. */
export function encodeJournalRecord({ type, lseq, body }: JournalRecord): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(body ?? null));
  const payload = new Uint8Array(LSEQ_BYTES + json.length);
  new DataView(payload.buffer).setFloat64(0, lseq, true);
  payload.set(json, LSEQ_BYTES);
  return encodeRecord(type, payload);
}

/** The local number without parsing the body; `null` for a payload too short to have one. */
export function lseqOf({ payload }: RawRecord): number | null {
  if (payload.length < LSEQ_BYTES) return null;
  return new DataView(payload.buffer, payload.byteOffset).getFloat64(0, true);
}

export function decodeJournalRecord(record: RawRecord): JournalRecord {
  const body: unknown = JSON.parse(new TextDecoder().decode(record.payload.subarray(LSEQ_BYTES)));
  return { type: record.type, lseq: lseqOf(record) ?? 0, body };
}

export function entryOf(record: RawRecord, segment: number): Entry {
  return { type: record.type, lseq: lseqOf(record) ?? 0, segment, at: record.at, length: HEADER_BYTES + record.payload.length };
}
