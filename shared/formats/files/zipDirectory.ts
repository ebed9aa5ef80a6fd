import { AppError } from '../../base/errors.ts';
import type { OpenFile } from './files.ts';

/** One file of an archive, as its directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly locked: boolean;
  readonly crc: number;
  /** Where its own header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const PLACE64 = 0x07064b50;
const ENTRY = 0x02014b50;
/** The end record and the longest note that may follow it, and before it the place of the large one. */
const TAIL = 22 + 65_535 + 20;
const MOST_DIRECTORY = 1 << 28;
/** Beyond this size an archive must not unpack to more than so many times its own size. Labels as text rarely reach 60. */
const FREE_SIZE = 1 << 30;
const MOST_TIMES = 200;

/** The files of an archive by their safe names; folders and what systems leave behind are passed over. */
export async function readDirectory(file: OpenFile): Promise<ReadonlyMap<string, ZipEntry>> {
  const { offset, size } = await placeOf(file);
  if (size > MOST_DIRECTORY || offset + size > file.size) throw notZip(file.name);
  const bytes = await file.part(offset, offset + size);
  const entries = new Map<string, ZipEntry>();
  for (const entry of entriesOf(bytes, file.name)) if (!isLitter(entry.name)) entries.set(entry.name, entry);
  refuseBombs(file, [...entries.values()]);
  return entries;
}

async function placeOf(file: OpenFile): Promise<{ readonly offset: number; readonly size: number }> {
  const start = Math.max(0, file.size - TAIL);
  const tail = await file.part(start, file.size);
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) > tail.length) continue;
    const place = { offset: view.getUint32(at + 16, true), size: view.getUint32(at + 12, true) };
    const isLarge = at >= 20 && view.getUint32(at - 20, true) === PLACE64;
    return isLarge ? largePlace(file, view.getBigUint64(at - 12, true)) : place;
  }
  throw notZip(file.name);
}

async function largePlace(file: OpenFile, at: bigint): Promise<{ readonly offset: number; readonly size: number }> {
  const end = await file.part(Number(at), Number(at) + 56);
  const view = viewOf(end);
  if (end.length < 56 || view.getUint32(0, true) !== END64) throw notZip(file.name);
  return { offset: Number(view.getBigUint64(48, true)), size: Number(view.getBigUint64(40, true)) };
}

function* entriesOf(bytes: Uint8Array, archive: string): Generator<ZipEntry> {
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; ) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw notZip(archive);
    const [nameLength, extraLength, noteLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const nameEnd = at + 46 + nameLength;
    if (nameEnd + extraLength + noteLength > bytes.length) throw notZip(archive);
    const flags = view.getUint16(at + 8, true);
    const large = largeFields(view, { from: nameEnd, to: nameEnd + extraLength });
    const wide = (value: number): number => (value === 0xffffffff ? (large.shift() ?? value) : value);
    const [size, packed] = [wide(view.getUint32(at + 24, true)), wide(view.getUint32(at + 20, true))];
    yield {
      name: safeName(decodedName(bytes.subarray(at + 46, nameEnd), (flags & 0x800) !== 0), archive), size, packed, offset: wide(view.getUint32(at + 42, true)),
      method: view.getUint16(at + 10, true), locked: (flags & 1) !== 0, crc: view.getUint32(at + 16, true),
    };
    at = nameEnd + extraLength + noteLength;
  }
}

/** The eight-byte fields that stand for those that did not fit: size, packed size, place, whichever are missing. */
function largeFields(view: DataView, { from, to }: { readonly from: number; readonly to: number }): number[] {
  for (let at = from; at + 4 <= to; ) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) return Array.from({ length: Math.min(3, Math.min(length, to - at - 4) >> 3) }, (_, index) => Number(view.getBigUint64(at + 4 + index * 8, true)));
    at += 4 + length;
  }
  return [];
}

/** Names without the mark for UTF-8 are in whatever the packing machine spoke; most spoke UTF-8 all the same. */
function decodedName(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder('utf-8').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Windows separators become ours. A name that leads out of the archive's folder costs the archive: nobody writes one by accident. */
function safeName(name: string, archive: string): string {
  const plain = name.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain) || plain.includes('\0') || plain.split('/').includes('..')) {
    throw new AppError('formats/zip-slip', `“${archive}” was not opened: it holds a file that leads out of its folder (“${name.slice(0, 80)}”).`, { params: { archive, name: name.slice(0, 80) } });
  }
  return plain;
}

function isLitter(name: string): boolean {
  return name === '' || name.endsWith('/') || name.startsWith('__MACOSX/') || /(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db)$/.test(name);
}

/** Entries that share packed bytes, or that unpack to a multiple of the archive that no labels reach. */
function refuseBombs(file: OpenFile, entries: readonly ZipEntry[]): void {
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (packed <= file.size && (unpacked <= FREE_SIZE || unpacked <= file.size * MOST_TIMES)) return;
  throw new AppError('formats/zip-bomb', `“${file.name}” was not opened: it would unpack to far more than such a file can hold. If you trust it, unpack it yourself and import the folder.`, { params: { archive: file.name } });
}

function notZip(archive: string): AppError {
  return new AppError('formats/not-zip', `“${archive}” is not a ZIP archive, or it was cut off. Pack or download it again.`, { params: { archive } });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
