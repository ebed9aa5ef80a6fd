/** Reads at most `length` bytes of a file at a place; fewer at its end. */
export type ReadAt = (at: number, length: number) => Promise<Uint8Array>;

export type TiffTags = ReadonlyMap<number, readonly number[]>;

/** More entries than any writer makes; a larger count is damage. */
const MOST_ENTRIES = 4096;
/** More numbers in one tag than a map position ever has. */
const MOST_NUMBERS = 4096;

type ReadNumber = (view: DataView, at: number, little: boolean) => number;

/** By the type code of the TIFF specification: bytes, and how one is read. Text and undefined bytes are not numbers. */
const TYPES: Readonly<Record<number, { readonly bytes: number; readonly read: ReadNumber }>> = {
  1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  8: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  9: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  11: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  12: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  16: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

interface Layout {
  readonly little: boolean;
  readonly big: boolean;
  readonly first: number;
}

/** The numbers of the wanted tags of a TIFF's first picture. Whatever is damaged is left out; nothing is believed unchecked. */
export async function readTiffTags(readAt: ReadAt, wanted: ReadonlySet<number>): Promise<TiffTags> {
  const layout = layoutOf(await readAt(0, 16));
  const found = new Map<number, readonly number[]>();
  if (layout === null) return found;
  const { little, big } = layout;
  const counted = viewOf(await readAt(layout.first, 8));
  if (counted.byteLength < (big ? 8 : 2)) return found;
  const count = big ? Number(counted.getBigUint64(0, little)) : counted.getUint16(0, little);
  if (count > MOST_ENTRIES) return found;
  const [head, size] = big ? [8, 20] : [2, 12];
  const entries = viewOf(await readAt(layout.first + head, count * size));
  for (let at = 0; at + size <= entries.byteLength; at += size) {
    const tag = entries.getUint16(at, little);
    const numbers = wanted.has(tag) ? await numbersOf(readAt, new DataView(entries.buffer, entries.byteOffset + at, size), layout) : null;
    if (numbers !== null && !found.has(tag)) found.set(tag, numbers);
  }
  return found;
}

function layoutOf(head: Uint8Array): Layout | null {
  const view = viewOf(head);
  if (view.byteLength < 8) return null;
  const order = view.getUint16(0, false);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const version = view.getUint16(2, little);
  if (version === 42) return { little, big: false, first: view.getUint32(4, little) };
  return version === 43 && view.byteLength >= 16 && view.getUint16(4, little) === 8 ? { little, big: true, first: Number(view.getBigUint64(8, little)) } : null;
}

async function numbersOf(readAt: ReadAt, entry: DataView, { little, big }: Layout): Promise<readonly number[] | null> {
  const type = TYPES[entry.getUint16(2, little)];
  const count = big ? Number(entry.getBigUint64(4, little)) : entry.getUint32(4, little);
  if (type === undefined || count < 1 || count > MOST_NUMBERS) return null;
  const [valueAt, room] = big ? [12, 8] : [8, 4];
  const length = count * type.bytes;
  const away = big ? Number(entry.getBigUint64(valueAt, little)) : entry.getUint32(valueAt, little);
  const values = length <= room ? new DataView(entry.buffer, entry.byteOffset + valueAt, length) : viewOf(await readAt(away, length));
  if (values.byteLength < length) return null;
  return Array.from({ length: count }, (_, index) => type.read(values, index * type.bytes, little));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
