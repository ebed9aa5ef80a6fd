import { crc32c } from './crc32c.ts';

/**
 * A record on disk: `u32 length | u32 crc32c | u8 type | payload`, little endian. `length` counts the payload; the
 * checksum covers length, type and payload, so that a flipped bit anywhere in the record is seen.
 */
export const RECORD_TYPES = ['op', 'result', 'device', 'mark'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export const HEADER_BYTES = 9;
/** No record is longer: a greater length is damage, not data. */
export const MAX_PAYLOAD = 16 * 1024 * 1024;

export interface RawRecord {
  readonly type: RecordType;
  readonly payload: Uint8Array;
  /** Where the record starts in its segment. */
  readonly at: number;
}

/** A stretch of bytes that is not a whole record. */
export interface Damage {
  readonly at: number;
  readonly to: number;
}

export interface Scan {
  readonly records: readonly RawRecord[];
  readonly damage: readonly Damage[];
  /** End of the last whole record. */
  readonly end: number;
}

export function encodeRecord(type: RecordType, payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_PAYLOAD) throw new RangeError('invariant: a journal record is at most 16 MiB');
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  bytes[8] = RECORD_TYPES.indexOf(type) + 1;
  bytes.set(payload, HEADER_BYTES);
  view.setUint32(4, checksum(bytes, 0, bytes.length), true);
  return bytes;
}

/** Every whole record of a segment. After damage it looks for the next one, byte by byte. */
export function scanRecords(bytes: Uint8Array): Scan {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: RawRecord[] = [];
  const damage: Damage[] = [];
  let at = 0;
  let end = 0;
  while (at < bytes.length) {
    const record = recordAt(bytes, view, at);
    if (record === null) {
      at += 1;
      continue;
    }
    if (at > end) damage.push({ at: end, to: at });
    records.push(record);
    at += HEADER_BYTES + record.payload.length;
    end = at;
  }
  if (end < bytes.length) damage.push({ at: end, to: bytes.length });
  return { records, damage, end };
}

function recordAt(bytes: Uint8Array, view: DataView, at: number): RawRecord | null {
  if (at + HEADER_BYTES > bytes.length) return null;
  const length = view.getUint32(at, true);
  const to = at + HEADER_BYTES + length;
  if (length > MAX_PAYLOAD || to > bytes.length) return null;
  const type = RECORD_TYPES[(bytes[at + 8] ?? 0) - 1];
  if (type === undefined || view.getUint32(at + 4, true) !== checksum(bytes, at, to)) return null;
  return { type, payload: bytes.subarray(at + HEADER_BYTES, to), at };
}

function checksum(bytes: Uint8Array, at: number, to: number): number {
  return crc32c(bytes.subarray(at + 8, to), crc32c(bytes.subarray(at, at + 4)));
}
