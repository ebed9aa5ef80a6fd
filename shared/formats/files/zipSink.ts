import { joinBytes } from '../../base/joinBytes.ts';
import type { Sink, SinkFile } from './files.ts';
import { crc32, through } from './packing.ts';

/** Text shorter than this does not become smaller by being packed, only slower to write. */
const SMALL = 200;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;
/** UTF-8 names. */
const FLAGS = 0x800;
const VERSION = 20;
const VERSION_LARGE = 45;

/** A ZIP archive that is written as it grows: to memory, or to a file. `end` writes its directory; more than 65,535 files and 4 GB are fine. */
export interface ZipSink extends Sink {
  end(): Promise<void>;
}

/** `now`: wall clock in milliseconds; every file gets it as its date. */
export function zipSink(out: SinkFile, now: number): ZipSink {
  const directory: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const date = dosDate(now);
  let offset = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await out.append(bytes);
    offset += bytes.length;
  };
  const store = async (name: string, file: Packed): Promise<void> => {
    const facts = { ...file, name: encoder.encode(name), date, offset };
    directory.push(entryOf(facts));
    await put(headerOf(facts));
    for (const part of file.parts) await put(part);
  };
  return {
    write: async (name, bytes) => store(name, await packed([bytes])),
    open: (name) => {
      const feed = packingFeed();
      return Promise.resolve({ append: feed.append, close: async () => store(name, await feed.end()) });
    },
    end: async () => {
      const start = offset;
      for (const entry of directory) await put(entry);
      await put(endOf({ count: directory.length, start, size: offset - start }));
      await out.close();
    },
  };
}

interface Packed {
  readonly parts: readonly Uint8Array[];
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
  readonly method: 0 | 8;
}

async function packed(bytes: readonly Uint8Array[]): Promise<Packed> {
  const size = bytes.reduce((sum, part) => sum + part.length, 0);
  const crc = bytes.reduce((sum, part) => crc32(part, sum), 0);
  if (size < SMALL) return { parts: bytes, crc, size, packed: size, method: 0 };
  const parts: Uint8Array[] = [];
  for await (const part of through(new CompressionStream('deflate-raw'), bytes)) parts.push(part);
  return { parts, crc, size, packed: parts.reduce((sum, part) => sum + part.length, 0), method: 8 };
}

/** Packs what is handed to it piece by piece; only the packed bytes are kept, until the header in front of them can be written. */
function packingFeed(): { append(bytes: Uint8Array): Promise<void>; end(): Promise<Packed> } {
  const machine = new CompressionStream('deflate-raw');
  const writer = machine.writable.getWriter();
  const reader = machine.readable.getReader();
  const parts: Uint8Array[] = [];
  let [crc, size] = [0, 0];
  const gathered = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value !== undefined) parts.push(part.value);
  })();
  return {
    append: async (bytes) => {
      crc = crc32(bytes, crc);
      size += bytes.length;
      await writer.write(bytes);
    },
    end: async () => {
      await writer.close();
      await gathered;
      return { parts, crc, size, packed: parts.reduce((sum, part) => sum + part.length, 0), method: 8 };
    },
  };
}

interface Facts extends Packed {
  readonly name: Uint8Array;
  readonly date: readonly [time: number, day: number];
  readonly offset: number;
}

/** Numbers of 2, 4 or 8 bytes, the small end first. */
function numbers(...all: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const out = new Uint8Array(all.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of all) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return out;
}

const narrow = (value: number): number => Math.min(value, MOST_32);

function headerOf({ name, date, method, crc, size, packed: length }: Facts): Uint8Array {
  const isLarge = size >= MOST_32 || length >= MOST_32;
  const extra = isLarge ? numbers([2, 1], [2, 16], [8, size], [8, length]) : new Uint8Array();
  const head = numbers([4, 0x04034b50], [2, isLarge ? VERSION_LARGE : VERSION], [2, FLAGS], [2, method], [2, date[0]], [2, date[1]], [4, crc], [4, isLarge ? MOST_32 : length], [4, isLarge ? MOST_32 : size], [2, name.length], [2, extra.length]);
  return joinBytes([head, name, extra]);
}

function entryOf({ name, date, method, crc, size, packed: length, offset }: Facts): Uint8Array {
  const large = [size, length, offset].filter((value) => value >= MOST_32);
  const extra = large.length === 0 ? new Uint8Array() : numbers([2, 1], [2, large.length * 8], ...large.map((value) => [8, value] as const));
  const version = large.length === 0 ? VERSION : VERSION_LARGE;
  const head = numbers(
    [4, 0x02014b50], [2, version], [2, version], [2, FLAGS], [2, method], [2, date[0]], [2, date[1]], [4, crc], [4, narrow(length)], [4, narrow(size)],
    [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, narrow(offset)],
  );
  return joinBytes([head, name, extra]);
}

function endOf({ count, start, size }: { readonly count: number; readonly start: number; readonly size: number }): Uint8Array {
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, Math.min(count, MOST_16)], [2, Math.min(count, MOST_16)], [4, narrow(size)], [4, narrow(start)], [2, 0]);
  if (count < MOST_16 && start < MOST_32 && size < MOST_32) return end;
  const large = numbers([4, 0x06064b50], [8, 44], [2, VERSION_LARGE], [2, VERSION_LARGE], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, start]);
  return joinBytes([large, numbers([4, 0x07064b50], [4, 0], [8, start + size], [4, 1]), end]);
}

/** Two-second steps since 1980, in UTC: an archive has no time zone. */
function dosDate(now: number): readonly [time: number, day: number] {
  const date = new Date(now);
  const year = Math.min(2107, Math.max(1980, date.getUTCFullYear()));
  return [(date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1), ((year - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()];
}
