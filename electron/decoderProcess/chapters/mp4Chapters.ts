import type { FileBytes, FileChapter } from './fileBytes.ts';

/** A head that is larger is not read for its chapters. */
const MOST_HEAD = 2 ** 26;
const LONGEST_TEXT = 1024;
/** Boxes beside each other in a file, and rows of a table of chapters: more are nobody's. */
const MOST_BOXES = 10_000;
const MOST_ROWS = 4096;
const HUNDRED_NANOSECONDS = 1e-7;

/** A box inside the head: `at` to `end` is what it holds. */
interface Box {
  readonly type: string;
  readonly at: number;
  readonly end: number;
}

/** Chapters of MP4 and MOV: the list some programs write, else the track of texts that QuickTime shows. */
export function mp4Chapters(file: FileBytes): FileChapter[] {
  const head = headOf(file);
  if (head === null) return [];
  const list = inside(head, whole(head), 'udta', 'chpl');
  return list === null ? textTrack(file, head) : listed(head, list);
}

function headOf(file: FileBytes): Buffer | null {
  for (let [at, boxes] = [0, 0]; at + 8 <= file.size && boxes < MOST_BOXES; boxes += 1) {
    const start = file.read(at, 16);
    const short = start.readUInt32BE(0);
    const size = short === 1 ? Number(start.readBigUInt64BE(8)) : short === 0 ? file.size - at : short;
    const skip = short === 1 ? 16 : 8;
    if (size < skip) return null;
    if (start.toString('latin1', 4, 8) === 'moov') return size > MOST_HEAD ? null : file.read(at + skip, size - skip);
    at += size;
  }
  return null;
}

function listed(head: Buffer, { at, end }: Box): FileChapter[] {
  const chapters: FileChapter[] = [];
  const isLater = head.readUInt8(at) > 0;
  let next = at + (isLater ? 9 : 5);
  for (let left = head.readUInt8(next - 1); left > 0 && next + 9 <= end; left -= 1) {
    const length = head.readUInt8(next + 8);
    chapters.push({ from: Number(head.readBigUInt64BE(next)) * HUNDRED_NANOSECONDS, to: null, title: head.toString('utf8', next + 9, Math.min(end, next + 9 + length)) });
    next += 9 + length;
  }
  return chapters;
}

/** A track whose samples are titles, named by the track it belongs to. */
function textTrack(file: FileBytes, head: Buffer): FileChapter[] {
  const tracks = boxesIn(head, whole(head)).filter(({ type }) => type === 'trak');
  const named = tracks.map((track) => inside(head, track, 'tref', 'chap')).find((box) => box !== null) ?? null;
  const id = named === null ? null : head.readUInt32BE(named.at);
  const track = tracks.find((one) => idOf(head, one) === id);
  const media = track === undefined ? null : inside(head, track, 'mdia');
  const table = media === null ? null : inside(head, media, 'minf', 'stbl');
  const clock = media === null ? null : inside(head, media, 'mdhd');
  if (table === null || clock === null) return [];
  const scale = head.readUInt32BE(clock.at + (head.readUInt8(clock.at) === 1 ? 20 : 12));
  const places = placesOf(head, table);
  return timesOf(head, table).slice(0, places.length).map(({ from, to }, sample) => ({ from: from / scale, to: to / scale, title: textAt(file, places[sample] ?? 0) }));
}

function idOf(head: Buffer, track: Box): number | null {
  const box = inside(head, track, 'tkhd');
  return box === null ? null : head.readUInt32BE(box.at + (head.readUInt8(box.at) === 1 ? 20 : 12));
}

function timesOf(head: Buffer, table: Box): { readonly from: number; readonly to: number }[] {
  const box = inside(head, table, 'stts');
  const times: { from: number; to: number }[] = [];
  for (const { at } of rows(head, box, 8)) {
    for (let count = head.readUInt32BE(at); count > 0 && times.length < MOST_ROWS; count -= 1) {
      const from = times.at(-1)?.to ?? 0;
      times.push({ from, to: from + head.readUInt32BE(at + 4) });
    }
  }
  return times;
}

/** Where each sample begins in the file. */
function placesOf(head: Buffer, table: Box): number[] {
  const wide = inside(head, table, 'co64');
  const chunks = wide === null ? rows(head, inside(head, table, 'stco'), 4).map(({ at }) => head.readUInt32BE(at)) : rows(head, wide, 8).map(({ at }) => Number(head.readBigUInt64BE(at)));
  const runs = rows(head, inside(head, table, 'stsc'), 12).map(({ at }) => ({ first: head.readUInt32BE(at), samples: head.readUInt32BE(at + 4) }));
  const sizes = inside(head, table, 'stsz');
  if (sizes === null) return [];
  const same = head.readUInt32BE(sizes.at + 4);
  const sizeOf = (sample: number): number => (same > 0 ? same : head.readUInt32BE(sizes.at + 12 + sample * 4));
  const count = Math.min(MOST_ROWS, head.readUInt32BE(sizes.at + 8));
  const places: number[] = [];
  for (const [chunk, start] of chunks.entries()) {
    const samples = runs.findLast(({ first }) => first <= chunk + 1)?.samples ?? 0;
    let at = start;
    for (let left = samples; left > 0 && places.length < count; left -= 1) {
      places.push(at);
      at += sizeOf(places.length - 1);
    }
  }
  return places;
}

/** `u16` length, then the text, UTF-8 unless it begins as UTF-16 does. */
function textAt(file: FileBytes, at: number): string {
  const length = Math.min(LONGEST_TEXT, file.read(at, 2).readUInt16BE(0));
  const text = file.read(at + 2, length);
  if (text.length < 2 || text.readUInt16BE(0) !== 0xfeff) return text.toString('utf8');
  return text.subarray(2, text.length - (text.length % 2)).swap16().toString('utf16le');
}

/** The rows of a table: four bytes of version, their number, then each of `size` bytes. */
function rows(head: Buffer, box: Box | null, size: number): { readonly at: number }[] {
  if (box === null) return [];
  const count = Math.min(MOST_ROWS, head.readUInt32BE(box.at + 4), Math.floor((box.end - box.at - 8) / size));
  return Array.from({ length: count }, (_none, row) => ({ at: box.at + 8 + row * size }));
}

function whole(head: Buffer): Box {
  return { type: 'moov', at: 0, end: head.length };
}

function inside(head: Buffer, box: Box, ...path: readonly string[]): Box | null {
  return path.reduce<Box | null>((found, type) => (found === null ? null : (boxesIn(head, found).find((one) => one.type === type) ?? null)), box);
}

function boxesIn(head: Buffer, { at, end }: Box): Box[] {
  const found: Box[] = [];
  for (let next = at; next + 8 <= end; ) {
    const size = head.readUInt32BE(next);
    if (size < 8 || next + size > end) return found;
    found.push({ type: head.toString('latin1', next + 4, next + 8), at: next + 8, end: next + size });
    next += size;
  }
  return found;
}
