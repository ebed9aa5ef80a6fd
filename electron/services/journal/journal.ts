import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isUuid, type NewId, type Uuid } from '#shared/base/id.ts';
import type { JournalRecord } from '#shared/bridge/hostContract.ts';
import { diskError } from '../files/diskError.ts';
import { makeOwnFolder } from '../files/writeDurable.ts';
import type { DiskReserve } from './diskReserve.ts';
import { HEADER_BYTES, scanRecords, type RawRecord } from './journalCodec.ts';
import { decodeJournalRecord, encodeJournalRecord, entryOf, type Entry } from './journalEntry.ts';
import { lockJournal, type Release } from './journalLock.ts';
import { retireSegments } from './retireSegments.ts';
import { loadSegment, segmentName, segmentNumbers } from './segmentFile.ts';
import { SEGMENT_BYTES, SegmentWriter } from './segmentWriter.ts';

export interface JournalPorts {
  readonly folder: string;
  readonly newId: NewId;
  readonly reserve: DiskReserve;
  /** Smaller in tests. */
  readonly segmentBytes?: number;
  /** Segments last written before this wall clock time may go once the server has all that is in them. */
  readonly retireBefore?: number;
}

interface Waiting {
  readonly records: readonly { readonly type: Entry['type']; readonly lseq: number; readonly bytes: Uint8Array }[];
  readonly done: (lastLseq: number) => void;
  readonly failed: (error: unknown) => void;
}

interface Loaded {
  readonly entries: Entry[];
  readonly problems: string[];
  readonly device: Uuid | null;
  readonly segment: number;
  readonly size: number;
}

const GROUP = 64;
const READ_BATCH = 500;
const deviceBody = z.object({ device: z.string().refine(isUuid) });

/**
 * The second copy of every op: append-only segments, a record acknowledged once it is on disk. While one group is
 * being synced the next one gathers, so nobody waits for a timer and a burst costs few syncs.
 */
export class Journal {
  readonly #ports: JournalPorts;
  readonly #entries: Entry[];
  readonly #problems: readonly string[];
  readonly #writer: SegmentWriter;
  readonly #release: Release;
  #device: Uuid;
  #lastLseq: number;
  #queue: Waiting[] = [];
  #pump: Promise<void> | null = null;

  private constructor(ports: JournalPorts, loaded: Loaded, release: Release) {
    this.#ports = ports;
    this.#entries = loaded.entries;
    this.#problems = loaded.problems;
    this.#release = release;
    this.#device = loaded.device ?? ports.newId();
    // A device record carries the newest number of its time, which outlives the segments that are removed.
    this.#lastLseq = loaded.entries.reduce((newest, { lseq }) => Math.max(newest, lseq), 0);
    this.#writer = new SegmentWriter({ folder: ports.folder, segment: loaded.segment, size: loaded.size, reserve: ports.reserve, segmentBytes: ports.segmentBytes ?? SEGMENT_BYTES });
  }

  static async open(ports: JournalPorts): Promise<Journal> {
    await makeOwnFolder(ports.folder);
    const release = await lockJournal(join(ports.folder, 'lock'));
    try {
      if (ports.retireBefore !== undefined) await retireSegments(ports.folder, ports.retireBefore);
      const loaded = await load(ports.folder);
      const journal = new Journal(ports, loaded, release);
      if (loaded.device === null) await journal.append(journal.#writer.isFull ? [] : [journal.#deviceRecord()]);
      return journal;
    } catch (cause) {
      await release();
      throw diskError(cause, 'journal');
    }
  }

  state(): { device: string; lastLseq: number; records: number; problems: string[] } {
    const records = this.#entries.reduce((count, { type }) => (type === 'device' ? count : count + 1), 0);
    return { device: this.#device, lastLseq: this.#lastLseq, records, problems: [...this.#problems] };
  }

  /** Answers with the newest local number once the records are on disk. */
  append(records: readonly JournalRecord[]): Promise<number> {
    const encoded = records.map((record) => ({ type: record.type, lseq: record.lseq, bytes: encodeJournalRecord(record) }));
    return new Promise((done, failed) => {
      this.#queue.push({ records: encoded, done, failed });
      this.#pump ??= this.#drain();
    });
  }

  /** Records after a local number, in the order of their numbers. What the journal says of devices stays its own. */
  async *read(after: number): AsyncGenerator<JournalRecord[]> {
    const wanted = this.#entries.filter(({ type, lseq }) => type !== 'device' && lseq > after).sort((a, b) => a.lseq - b.lseq);
    const segments = new SegmentCache(this.#ports.folder);
    for (let from = 0; from < wanted.length; from += READ_BATCH) {
      const batch: JournalRecord[] = [];
      for (const entry of wanted.slice(from, from + READ_BATCH)) batch.push(decodeJournalRecord(await segments.record(entry)));
      yield batch;
    }
  }

  /** A new device id, for state that was restored, copied or rebuilt. Durable when it answers. */
  async renewDevice(): Promise<Uuid> {
    this.#device = this.#ports.newId();
    await this.append([this.#deviceRecord()]);
    return this.#device;
  }

  async close(): Promise<void> {
    while (this.#pump !== null) await this.#pump;
    await this.#writer.close();
    await this.#release();
  }

  #deviceRecord(): JournalRecord {
    return { type: 'device', lseq: this.#lastLseq, body: { device: this.#device } };
  }

  async #drain(): Promise<void> {
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#commit(group);
        for (const { done } of group) done(this.#lastLseq);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    // In the same turn as the last look at the queue: a later clearing would strand whoever came in between.
    this.#pump = null;
  }

  #takeGroup(): Waiting[] {
    let records = 0;
    const upTo = this.#queue.findIndex((waiting) => (records += waiting.records.length) >= GROUP);
    return this.#queue.splice(0, upTo === -1 ? this.#queue.length : upTo + 1);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const header = this.#writer.isFull ? [this.#encodedDevice()] : [];
    const records = [...header, ...group.flatMap((waiting) => waiting.records)];
    const { segment, at } = await this.#writer.write(Buffer.concat(records.map(({ bytes }) => bytes)));
    let position = at;
    for (const { type, lseq, bytes } of records) {
      this.#entries.push({ type, lseq, segment, at: position, length: bytes.length });
      position += bytes.length;
      if (type !== 'device') this.#lastLseq = Math.max(this.#lastLseq, lseq);
    }
  }

  #encodedDevice(): Waiting['records'][number] {
    const record = this.#deviceRecord();
    return { type: record.type, lseq: record.lseq, bytes: encodeJournalRecord(record) };
  }
}

/** Reads a journal without locking or repairing it: for a look from another process. */
export async function* peekJournal(folder: string, after: number): AsyncGenerator<JournalRecord> {
  const found: RawRecord[] = [];
  for (const number of await segmentNumbers(folder)) found.push(...scanRecords(await readFile(join(folder, segmentName(number)))).records);
  const records = found.filter(({ type }) => type !== 'device').map(decodeJournalRecord);
  yield* records.filter(({ lseq }) => lseq > after).sort((a, b) => a.lseq - b.lseq);
}

async function load(folder: string): Promise<Loaded> {
  const numbers = await segmentNumbers(folder);
  const entries: Entry[] = [];
  const problems: string[] = [];
  let device: Uuid | null = null;
  let size = 0;
  for (const number of numbers) {
    const segment = await loadSegment(folder, number, number === numbers.at(-1));
    for (const record of segment.records) {
      entries.push(entryOf(record, number));
      if (record.type === 'device') device = deviceOf(record) ?? device;
    }
    if (segment.problem !== null) problems.push(segment.problem);
    size = segment.bytes;
  }
  return { entries, problems, device, segment: numbers.at(-1) ?? 1, size };
}

function deviceOf(record: RawRecord): Uuid | null {
  const parsed = deviceBody.safeParse(decodeJournalRecord(record).body);
  return parsed.success && isUuid(parsed.data.device) ? parsed.data.device : null;
}

/** Neighbouring numbers are mostly in the same segment; the last two read ones are kept. */
class SegmentCache {
  readonly #folder: string;
  readonly #kept = new Map<number, Buffer>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async record(entry: Entry): Promise<RawRecord> {
    const held = this.#kept.get(entry.segment);
    const whole = held !== undefined && held.length >= entry.at + entry.length ? held : await this.#load(entry.segment);
    return { type: entry.type, payload: whole.subarray(entry.at + HEADER_BYTES, entry.at + entry.length), at: entry.at };
  }

  async #load(segment: number): Promise<Buffer> {
    const bytes = await readFile(join(this.#folder, segmentName(segment)));
    this.#kept.delete(segment);
    this.#kept.set(segment, bytes);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > 2) this.#kept.delete(oldest);
    return bytes;
  }
}
