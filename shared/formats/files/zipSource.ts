import { AppError } from '../../base/errors.ts';
import { joinBytes } from '../../base/joinBytes.ts';
import type { OpenFile, Source } from './files.ts';
import { noSuchFile } from './memory.ts';
import { crc32, through } from './packing.ts';
import { readDirectory, type ZipEntry } from './zipDirectory.ts';

const PIECE = 1 << 20;
/** What is asked for as a whole has to fit in memory. */
const MOST_WHOLE = 1 << 30;

/**
 * A ZIP archive to read from, never unpacked as a whole. Refuses archives that lead out of their folder, that would
 * unpack to much more than they are, or that are locked; and files that are not what the archive says of them.
 */
export async function zipSource(file: OpenFile): Promise<Source> {
  const entries = await readDirectory(file);
  const get = (name: string): ZipEntry => {
    const found = entries.get(name);
    if (found === undefined) throw noSuchFile(name);
    return found;
  };
  return {
    names: [...entries.keys()],
    size: (name) => get(name).size,
    read: async (name) => readEntry(file, get(name)),
    stream: (name) => unpacked(file, get(name)),
  };
}

async function readEntry(file: OpenFile, entry: ZipEntry): Promise<Uint8Array> {
  if (entry.size > MOST_WHOLE) throw new AppError('formats/zip-large-entry', `“${entry.name}” in “${file.name}” is larger than 1 GB and cannot be read at once.`, { params: { name: entry.name, archive: file.name } });
  const parts: Uint8Array[] = [];
  for await (const part of unpacked(file, entry)) parts.push(part);
  return joinBytes(parts);
}

/** Checks size and checksum while it goes: what an archive says of itself is not taken on trust. */
async function* unpacked(file: OpenFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const broken = (cause?: unknown): AppError => new AppError('formats/zip-broken-entry', `“${entry.name}” in “${file.name}” is damaged. Pack or download the archive again.`, { params: { name: entry.name, archive: file.name }, cause });
  if (entry.locked) throw new AppError('formats/zip-locked', `“${entry.name}” in “${file.name}” needs a password. Unpack the archive and import the folder.`, { params: { name: entry.name, archive: file.name } });
  if (entry.method !== 0 && entry.method !== 8) throw new AppError('formats/zip-method', `“${entry.name}” in “${file.name}” is packed in a way Sightline does not know. Unpack the archive and import the folder.`, { params: { name: entry.name, archive: file.name } });
  const packed = packedBytes(file, entry, broken);
  let [length, sum] = [0, 0];
  try {
    for await (const part of entry.method === 0 ? packed : through(new DecompressionStream('deflate-raw'), packed)) {
      length += part.length;
      if (length > entry.size) throw broken();
      sum = crc32(part, sum);
      yield part;
    }
  } catch (error) {
    throw error instanceof AppError ? error : broken(error);
  }
  if (length !== entry.size || sum !== entry.crc) throw broken();
}

async function* packedBytes(file: OpenFile, entry: ZipEntry, broken: () => AppError): AsyncGenerator<Uint8Array> {
  const head = await file.part(entry.offset, entry.offset + 30);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 30 || view.getUint32(0, true) !== 0x04034b50) throw broken();
  const from = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const end = from + entry.packed;
  for (let at = from; at < end; ) {
    const part = await file.part(at, Math.min(end, at + PIECE));
    if (part.length === 0) throw broken();
    at += part.length;
    yield part;
  }
}
